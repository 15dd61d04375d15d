package org.zhiyuan.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/**
 * What the gate found for one request.
 *
 * @param standing of who is signed in; null for nobody
 * @param status the HTTP status of a refusal; 0 where it is allowed
 * @param tried the deed that was refused, for the audit; null where there is none to tell
 * @param freshCode whether it would be allowed after a fresh one-time code
 */
record Verdict(
        Actor actor,
        @Nullable Standing standing,
        Scope scope,
        int status,
        @Nullable Deed tried,
        boolean freshCode) implements AuthorizationResult {
    /** Request attribute that carries it to whoever binds the actor or answers the refusal. */
    static final String ATTRIBUTE = Verdict.class.getName();

    @Override
    public boolean isGranted() {
        return status == 0;
    }
}
