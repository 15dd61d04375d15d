package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
 * @param arrivalBy who recorded the coming; null where it was the volunteer's own act
 * @param departureBy who recorded the going; null where it was the volunteer's own act, or there is none
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
        @Nullable Recorder arrivalBy,
        @Nullable Recorder departureBy,
        String who,
        String reason,
        Instant recordedAt,
        int version) {
    /** Everybody else who wrote something of it down, the going first. */
    public List<Recorder> recorders() {
        return Stream.of(departureBy, arrivalBy)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

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
