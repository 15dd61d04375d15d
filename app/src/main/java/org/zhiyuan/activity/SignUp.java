package org.zhiyuan.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Somebody's word to come to an activity.
 *
 * @param queue place in the order of waiting, counted over the life of the post; null where he never waited
 * @param override why an order of the office let it pass a rule; "" where none did
 * @param beyond whether it stands above the number of seats, by such an order
 * @param guardian of whoever is so young that a guardian is there at every service (R30); null for everybody else
 * @param promoted when a seat fell to him from the waiting list; null where it did not
 */
public record SignUp(
        SignUpId id,
        ActivityId activity,
        PostId post,
        VolunteerId volunteer,
        PersonId person,
        SignUpState state,
        @Nullable Long queue,
        String override,
        boolean beyond,
        @Nullable Guardian guardian,
        Instant at,
        @Nullable Instant promoted) {
    public enum Guardian {
        /** Nobody said yet that one comes; so no seat is held. */
        NEEDED,
        COMES
    }
}
