package org.zhiyuan.access;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;

/**
 * What a session remembers of its account; everything else is read anew for each request.
 *
 * @param at when this session was signed in: its absolute end is counted from here
 */
public record SignedIn(UUID account, Instant at) implements Principal, Serializable {
    private static final long serialVersionUID = 1L;

    /** The sessions of an account are found by it. */
    @Override
    public String getName() {
        return account.toString();
    }
}
