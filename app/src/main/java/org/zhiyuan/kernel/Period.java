package org.zhiyuan.kernel;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A span of days in the city's own calendar, half open: from the first day on, until the day before {@code until}.
 *
 * @param until first day that no longer belongs to it; null while the end is open
 */
public record Period(LocalDate from, @Nullable LocalDate until) {
    public Period {
        if (until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("until (" + until + ") must be after from (" + from + ")");
        }
    }

    public static Period since(LocalDate from) {
        return new Period(from, null);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }

    public boolean overlaps(Period other) {
        return (until == null || other.from.isBefore(until)) && (other.until == null || from.isBefore(other.until));
    }
}
