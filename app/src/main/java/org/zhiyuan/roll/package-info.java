/**
 * Rolls of volunteers from former years: laid beside the people the city knows, taken over as invited, and who is perhaps
 * one person put before somebody who decides, and may decide again.
 */
@ApplicationModule(
        displayName = "旧名册",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "files",
            "paper",
            "audit",
            "network",
            "person",
            "volunteer"
        })
@NullMarked
package org.zhiyuan.roll;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
