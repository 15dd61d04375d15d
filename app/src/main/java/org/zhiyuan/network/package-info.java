/** The practice network: sites of four tiers, branch centers, fields of service, everything dated; what a place must have. */
@ApplicationModule(
        displayName = "阵地网络",
        allowedDependencies = {"kernel", "cell", "jobs", "shell", "files", "paper", "audit"})
@NullMarked
package org.zhiyuan.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
