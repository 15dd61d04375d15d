/**
 * Stars of volunteers, by hours that count: proposed, looked at by one, decided by another, told to everybody under a masked
 * name, then granted. Stars alone: nothing is had for them, and no list puts people in an order.
 */
@ApplicationModule(
        displayName = "激励",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "audit",
            "network",
            "person",
            "access",
            "matter",
            "volunteer",
            "hours"
        })
@NullMarked
package org.zhiyuan.reward;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
