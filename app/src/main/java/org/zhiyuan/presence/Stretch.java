package org.zhiyuan.presence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;

/**
 * A time that somebody was there without going, as the marks tell it.
 *
 * @param ordinal the how-manieth of this volunteer at this activity, from 1
 * @param arrival the event that it begins with
 * @param departure the event that it ends with; null where it did not end
 * @param way the weaker of the two ways in which it is known
 */
record Stretch(
        ActivityId activity,
        int ordinal,
        UUID arrival,
        Instant in,
        @Nullable UUID departure,
        @Nullable Instant out,
        Way way,
        Standing standing) {
    Stretch {
        if (out != null && !out.isAfter(in)) {
            throw new IllegalArgumentException("out (" + out + ") must be after in (" + in + ")");
        }
    }

    Stretch standing(Standing other) {
        return new Stretch(activity, ordinal, arrival, in, departure, out, way, other);
    }
}
