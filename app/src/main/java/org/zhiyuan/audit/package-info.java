/** Who did what, as what, where, when and why; who looked at protected data. Events are added and never changed. */
@ApplicationModule(
        displayName = "审计",
        allowedDependencies = {"kernel", "cell", "jobs", "shell", "ledger"})
@NullMarked
package org.zhiyuan.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
