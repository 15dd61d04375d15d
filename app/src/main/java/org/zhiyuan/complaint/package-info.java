/**
 * Complaints, suggestions and corrections of one's own record: by anybody, with a number and a code; answered in time, with
 * reasons, by a place that it is not about; one appeal, answered by another. Whom it is about neither sees nor decides it.
 */
@ApplicationModule(
        displayName = "投诉更正",
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
            "matter",
            "volunteer",
            "team",
            "activity",
            "hours",
            "certificate"
        })
@NullMarked
package org.zhiyuan.complaint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
