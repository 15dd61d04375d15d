/** Who holds which post of which place, by date; what stands vacant, since when, and who took over from whom. */
@ApplicationModule(
        displayName = "人员配备",
        allowedDependencies = {"kernel", "cell", "jobs", "shell", "audit", "network", "person"})
@NullMarked
package org.zhiyuan.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
