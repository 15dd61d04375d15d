/** Anything with a clock. Its ground: which days and hours count as work, and when a span of them is over. */
@ApplicationModule(
        displayName = "事项",
        allowedDependencies = {"kernel", "cell", "shell", "paper", "audit"})
@NullMarked
package org.zhiyuan.matter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
