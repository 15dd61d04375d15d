package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.shell.Formats;

/**
 * A day on which an activity is held, as a list of it is asked for. One of at most a day has one, through the night too; of
 * nights one after another each is of the day on which it began, also after midnight.
 *
 * @param from who came before this belongs to an earlier day
 * @param until who comes from now on belongs to a later one
 * @param before null on the first
 * @param after null on the last
 */
public record HeldDay(
        LocalDate day,
        Instant from,
        Instant until,
        @Nullable LocalDate before,
        @Nullable LocalDate after) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

    /** Today, or that day of the activity which is nearest to it. */
    static HeldDay at(Activity activity, Instant now, Duration stretchMax) {
        LocalTime turn = turn(activity, stretchMax);
        return of(
                activity,
                LocalDate.ofInstant(now.minus(Duration.between(LocalTime.MIDNIGHT, turn)), Formats.ZONE),
                stretchMax);
    }

    /** @param stretchMax longest time that anybody is there at a stretch: what goes on longer has no night of its own */
    static HeldDay of(Activity activity, LocalDate asked, Duration stretchMax) {
        LocalDate first = activity.day();
        LocalDate last = last(activity, turn(activity, stretchMax));
        LocalDate day = asked.isBefore(first) ? first : asked.isAfter(last) ? last : asked;
        LocalTime turn = turn(activity, stretchMax);
        return new HeldDay(
                day,
                day.equals(first) ? Instant.EPOCH : begin(day, turn),
                day.equals(last) ? NEVER : begin(day.plusDays(1), turn),
                day.equals(first) ? null : day.minusDays(1),
                day.equals(last) ? null : day.plusDays(1));
    }

    private static LocalDate last(Activity activity, LocalTime turn) {
        if (isOne(activity)) {
            return activity.day();
        }
        boolean nothingOfIt = !time(activity.ends()).isAfter(turn);
        return nothingOfIt ? activity.lastDay().minusDays(1) : activity.lastDay();
    }

    /** When one day's list gives way to the next: at midnight, or where a night ends. */
    private static LocalTime turn(Activity activity, Duration stretchMax) {
        LocalTime from = time(activity.starts());
        LocalTime until = time(activity.ends());
        boolean nights = !isOne(activity)
                && !until.isAfter(from)
                && Duration.between(from, until).plus(DAY).compareTo(stretchMax) <= 0;
        return nights ? until : LocalTime.MIDNIGHT;
    }

    private static boolean isOne(Activity activity) {
        return Duration.between(activity.starts(), activity.ends()).compareTo(DAY) <= 0;
    }

    private static LocalTime time(Instant at) {
        return LocalTime.ofInstant(at, Formats.ZONE);
    }

    private static Instant begin(LocalDate day, LocalTime turn) {
        return day.atTime(turn).atZone(Formats.ZONE).toInstant();
    }
}
