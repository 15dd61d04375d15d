/** Units, by date, and which of them answers for which field of service (责任单位). */
@ApplicationModule(
        displayName = "责任单位",
        allowedDependencies = {"kernel", "cell", "shell", "audit", "network"})
@NullMarked
package org.zhiyuan.unit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
