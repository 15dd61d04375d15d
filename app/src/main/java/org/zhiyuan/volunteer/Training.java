package org.zhiyuan.volunteer;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A training, with what a record of one must say.
 *
 * @param skill key of the special skill that it opens; null for other training
 * @param minutes how long was learned
 * @param expires first day on which it no longer counts; null where it does not lapse
 */
public record Training(
        UUID id,
        @Nullable String skill,
        String name,
        String content,
        int minutes,
        String organiser,
        LocalDate day,
        boolean passed,
        @Nullable LocalDate expires) {
    public static final int NAME_LENGTH_MAX = 60;
    public static final int CONTENT_LENGTH_MAX = 200;

    public Training {
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes (" + minutes + ") must be 1 or more");
        }
        if (expires != null && !expires.isAfter(day)) {
            throw new IllegalArgumentException("expires (" + expires + ") must be after day (" + day + ")");
        }
    }

    public boolean countsOn(LocalDate on) {
        return passed && !day.isAfter(on) && (expires == null || on.isBefore(expires));
    }
}
