package org.zhiyuan.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Scope;

/**
 * Something done again and again, on one node at a time; hung in as a bean by the room whose affair it is.
 *
 * @param name dotted name; the system actor bears it in audit events
 * @param every how long between two runs
 * @param at the city's time of day at which it runs, for what is done once a day
 * @param scope the rows it may touch
 */
public record Recurring(
        String name, Duration every, @Nullable LocalTime at, Scope scope, Runnable work) {
    private static final ZoneId CITY_ZONE = ZoneId.of("Asia/Shanghai");
    /** After a failure it is tried again sooner than its turn, and not at once. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    public static Recurring every(Duration every, String name, Scope scope, Runnable work) {
        return new Recurring(name, every, null, scope, work);
    }

    public static Recurring daily(LocalTime at, String name, Scope scope, Runnable work) {
        return new Recurring(name, Duration.ofDays(1), at, scope, work);
    }

    Instant after(Instant now) {
        if (at == null) {
            return now.plus(every);
        }
        ZonedDateTime today = now.atZone(CITY_ZONE).with(at);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    Instant afterFailure(Instant now) {
        Instant soon = now.plus(AFTER_FAILURE);
        Instant turn = after(now);
        return turn.isBefore(soon) ? turn : soon;
    }
}
