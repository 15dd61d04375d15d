/**
 * Projects: designed against a stated need, looked at by two others, published, run, and closed with a report that says
 * what was promised and what was done. What is no volunteer service is stopped where it is handed in.
 */
@ApplicationModule(
        displayName = "项目",
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
            "team"
        })
@NullMarked
package org.zhiyuan.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
