package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * A time that a volunteer was at an activity without going. Made of events, which stay; it may change while events are
 * still on their way in some phone.
 *
 * @param ordinal the how-manieth of this volunteer there, from 1
 * @param day the day on which it began, in the city's own calendar
 * @param out null while it has no end
 * @param way the weaker of the two ways in which it is known
 * @param recorder the account that recorded it, where it was not the volunteer's own act; of the end, where both were others'
 * @param who what the recorder is called; "" where it was the volunteer's own act
 * @param reason what the recorder said; "" where none is asked
 * @param recordedAt when what was last known of it came here
 */
public record Presence(
        PresenceId id,
        ActivityId activity,
        VolunteerId volunteer,
        PersonId person,
        int ordinal,
        LocalDate day,
        Instant in,
        @Nullable Instant out,
        Way way,
        Standing standing,
        @Nullable UUID recorder,
        String who,
        String reason,
        Instant recordedAt,
        int version) {
    /** Whether in and out are known and nothing speaks against it. */
    public boolean counts() {
        return standing == Standing.CLOSED;
    }

    public boolean here() {
        return standing == Standing.OPEN;
    }

    /** From coming to going, rest and all; until a moment where it has no end. */
    public Duration length(Instant until) {
        Duration length = Duration.between(in, out == null ? until : out);
        return length.isNegative() ? Duration.ZERO : length;
    }
}
