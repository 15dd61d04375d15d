/**
 * What is certified of somebody's service: only by the place that recorded it, with how each hour was proved, signed so that
 * an outsider can check it without us, and revocable by two.
 */
@ApplicationModule(
        displayName = "证明",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "ledger",
            "paper",
            "audit",
            "network",
            "person",
            "access",
            "volunteer",
            "activity",
            "presence",
            "hours"
        })
@NullMarked
package org.zhiyuan.certificate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
