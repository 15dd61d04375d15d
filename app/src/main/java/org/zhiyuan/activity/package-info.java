/**
 * Activities: where, when and for whom somebody is wanted, who holds which seat, who waits for one, and what came of it.
 * That no seat is taken twice and nobody is in two places at once is the database's own work.
 */
@ApplicationModule(
        displayName = "活动",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "files",
            "channel",
            "paper",
            "audit",
            "network",
            "person",
            "access",
            "matter",
            "volunteer",
            "team",
            "project"
        })
@NullMarked
package org.zhiyuan.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
