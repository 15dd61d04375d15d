/**
 * Who serves of free will: registered on a phone or at a station, counted only once the volunteer said so himself; what
 * each can do, when each is free, who agreed for those under age.
 */
@ApplicationModule(
        displayName = "志愿者",
        allowedDependencies = {
            "kernel", "cell", "jobs", "shell", "files", "channel", "paper", "audit", "network", "person", "access"
        })
@NullMarked
package org.zhiyuan.volunteer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
