/**
 * Who may do what, where and until when: accounts, sign-in, sessions, dated grants and the policy table; and the gate
 * that every request passes.
 */
@ApplicationModule(
        displayName = "权限",
        allowedDependencies = {"kernel", "cell", "shell", "channel", "paper", "audit", "network", "person"})
@NullMarked
package org.zhiyuan.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
