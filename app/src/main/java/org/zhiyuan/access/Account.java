package org.zhiyuan.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A staff account as its administrators see it.
 *
 * @param site where its holder works
 * @param bound whether an authenticator is bound to it
 */
public record Account(
        AccountId id,
        String login,
        String name,
        @Nullable UUID person,
        UUID site,
        State state,
        boolean bound,
        Instant createdAt) {
    public enum State {
        ACTIVE,
        DISABLED
    }

    public boolean active() {
        return state == State.ACTIVE;
    }
}
