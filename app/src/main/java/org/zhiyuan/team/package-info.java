/**
 * Teams of volunteers on four levels: where each is at home, who leads it since when, who belongs to it by his own word,
 * how it is made up; and families who serve together.
 */
@ApplicationModule(
        displayName = "队伍",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "channel",
            "audit",
            "network",
            "person",
            "access",
            "volunteer"
        })
@NullMarked
package org.zhiyuan.team;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
