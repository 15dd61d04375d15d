package org.zhiyuan.kernel;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts. Every service that shows or changes people's data takes one, and every audit event names one.
 *
 * @param account the signed-in account; null for nobody and for the system
 * @param person the person behind the account, where there is one
 * @param name what pages and audit events call the actor
 * @param role as what the actor acts: the name of the role that the action was allowed by, "" for none; an audit event
 *     keeps it
 * @param origin where the request came from (address), "" for the system
 * @param requestId the request's id, as shown on error pages; "" for the system
 */
public record Actor(
        Kind kind,
        @Nullable UUID account,
        @Nullable UUID person,
        String name,
        String role,
        String origin,
        String requestId) {
    public enum Kind {
        ANONYMOUS,
        /** Signed in by phone code: a resident or volunteer. */
        CITIZEN,
        STAFF,
        /** A job, listener or start-up step, with a declared scope. */
        SYSTEM
    }

    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, null, null, name, "", "", "");
    }

    public static Actor anonymous(String origin, String requestId) {
        return new Actor(Kind.ANONYMOUS, null, null, "", "", origin, requestId);
    }

    public Actor actingAs(String role) {
        return new Actor(kind, account, person, name, role, origin, requestId);
    }

    public boolean signedIn() {
        return account != null;
    }
}
