package org.zhiyuan.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;

/**
 * What an account is and holds today, read anew for each request: a right given or ended counts from the next request
 * on.
 *
 * @param sessionsFrom sessions that signed in before this moment are dead
 */
record Standing(
        UUID account,
        Actor.Kind kind,
        @Nullable UUID person,
        String name,
        @Nullable UUID site,
        Instant sessionsFrom,
        List<Held> held) {
    /**
     * One right in force.
     *
     * @param until first day on which it is no more; null while it has no end
     */
    record Held(
            String role,
            UUID site,
            @Nullable String field,
            @Nullable LocalDate until) {}

    Standing {
        held = List.copyOf(held);
    }

    Actor actor(String role, String origin, String requestId) {
        return new Actor(kind, account, person, name, role, origin, requestId);
    }

    /** The same as if this role alone were held. */
    Standing only(String role) {
        return new Standing(
                account,
                kind,
                person,
                name,
                site,
                sessionsFrom,
                held.stream().filter(h -> h.role().equals(role)).toList());
    }

    boolean holds(String role) {
        return held.stream().anyMatch(h -> h.role().equals(role));
    }
}
