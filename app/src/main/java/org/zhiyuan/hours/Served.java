package org.zhiyuan.hours;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.presence.Recorder;
import org.zhiyuan.presence.Way;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * That somebody served: the one shape in which facts come here, wherever they come from.
 *
 * @param source what it rests on; the same source is taken once
 * @param recorders whoever wrote it down for another, the going first; nobody for the volunteer's own act
 * @param recordedAt when it became known here
 * @param device the volunteer's own phone that told it, where one is known
 */
public record Served(
        UUID source,
        ActivityId activity,
        VolunteerId volunteer,
        Instant from,
        Instant until,
        Way way,
        List<Recorder> recorders,
        Instant recordedAt,
        @Nullable UUID device) {
    public Served {
        recorders = List.copyOf(recorders);
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("until (" + until + ") must be after from (" + from + ")");
        }
    }

    /** @param recorder account of the one who wrote it down for another; null for the volunteer's own act */
    public Served(
            UUID source,
            ActivityId activity,
            VolunteerId volunteer,
            Instant from,
            Instant until,
            Way way,
            @Nullable UUID recorder,
            Instant recordedAt) {
        this(
                source,
                activity,
                volunteer,
                from,
                until,
                way,
                recorder == null ? List.of() : List.of(new Recorder(recorder, null)),
                recordedAt,
                null);
    }
}
