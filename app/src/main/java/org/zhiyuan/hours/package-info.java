/**
 * Service hours: what each presence comes to by the rules of its day, minute by minute with the reason; who looks at it
 * where the rules want a second person; and the credit in the ledger, which is only ever taken back by a counter-entry.
 */
@ApplicationModule(
        displayName = "服务时长",
        allowedDependencies = {
            "kernel",
            "cell",
            "jobs",
            "shell",
            "ledger",
            "audit",
            "network",
            "person",
            "access",
            "matter",
            "volunteer",
            "team",
            "project",
            "activity",
            "presence"
        })
@NullMarked
package org.zhiyuan.hours;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
