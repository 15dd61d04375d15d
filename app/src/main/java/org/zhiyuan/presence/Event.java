package org.zhiyuan.presence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * What somebody said of a coming or going, as it is kept for ever.
 *
 * @param id also what makes a second sending of the same a thing that is known already
 * @param device the phone that kept it without a network; null where it came at once
 * @param counter that phone's own count; null with the phone
 * @param target what a taking back takes back; null of all else
 * @param at when it was, by the city's clock
 * @param receivedAt when it came here
 * @param claimedAt what the phone's own clock said; null where it came at once
 * @param doubt why it does not count until somebody confirms it; null where it counts
 * @param near whether the phone said that it was there; null where it said nothing. A hint: it decides nothing
 * @param recorder the person who recorded it, where known and not the volunteer himself
 * @param who what the recorder is called; "" for the volunteer's own act
 */
record Event(
        UUID id,
        @Nullable UUID device,
        @Nullable Long counter,
        ActivityId activity,
        VolunteerId volunteer,
        PersonId person,
        Kind kind,
        @Nullable UUID target,
        Way way,
        Instant at,
        Instant receivedAt,
        @Nullable Instant claimedAt,
        @Nullable Doubt doubt,
        @Nullable Boolean near,
        @Nullable UUID account,
        @Nullable UUID recorder,
        String who,
        String reason) {
    static final int REASON_LENGTH_MIN = 2;
    static final int REASON_LENGTH_MAX = 200;

    enum Kind {
        IN,
        OUT,
        /** Takes back what it names. */
        VOID;

        static Kind of(boolean coming) {
            return coming ? IN : OUT;
        }
    }
}
