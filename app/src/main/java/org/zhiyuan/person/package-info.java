/**
 * One person, whether volunteer, requester or official: encrypted fields, masked everywhere, revealed one at a time
 * with a reason, with consent by purpose and the right to see, copy, correct and erase.
 */
@ApplicationModule(
        displayName = "人员信息",
        allowedDependencies = {"kernel", "cell", "jobs", "shell", "channel", "ledger", "audit", "network"})
@NullMarked
package org.zhiyuan.person;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
