/**
 * The inbox 消息: what happened to somebody, told once for each act of the rooms below; by text message too where that is
 * wanted or owed, never at night.
 */
@ApplicationModule(
        displayName = "消息",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "channel",
            "network",
            "person",
            "volunteer",
            "team",
            "activity",
            "hours",
            "certificate",
            "reward",
            "complaint"
        })
@NullMarked
package org.zhiyuan.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
