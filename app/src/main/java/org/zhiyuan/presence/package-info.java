/**
 * Who was there, from when to when, and how that is known: by the venue's rotating code, by the leader's word with a
 * reason, or by a signed sheet, one as good as the other. A place is a hint and decides nothing.
 */
@ApplicationModule(
        displayName = "签到",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "paper",
            "audit",
            "network",
            "person",
            "access",
            "matter",
            "volunteer",
            "activity"
        })
@NullMarked
package org.zhiyuan.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
