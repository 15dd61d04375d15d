package org.zhiyuan.hours;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.zhiyuan.shell.Formats;

/**
 * The time of one day in which an activity is held, in whole minutes. An activity of several days is held each day from
 * the hour at which it begins to the hour at which it ends; one through the night is one session.
 *
 * @param restMinutes rest, meals and ways within it
 */
public record Session(Instant starts, Instant ends, int restMinutes) {
    public Session {
        if (!ends.isAfter(starts)) {
            throw new IllegalArgumentException("ends (" + ends + ") must be after starts (" + starts + ")");
        }
        int length = (int) Duration.between(starts, ends).toMinutes();
        restMinutes = Math.clamp(restMinutes, 0, Math.max(0, length - 1));
    }

    static Session of(Instant starts, Instant ends, int restMinutes, LocalDate day) {
        ZonedDateTime first = up(starts).atZone(Formats.ZONE);
        ZonedDateTime last = down(ends).atZone(Formats.ZONE);
        LocalTime from = first.toLocalTime();
        LocalTime until = last.toLocalTime();
        if (Duration.between(first, last).compareTo(Duration.ofDays(1)) <= 0 || !until.isAfter(from)) {
            return new Session(first.toInstant(), last.toInstant(), restMinutes);
        }
        LocalDate held = day.isBefore(first.toLocalDate())
                ? first.toLocalDate()
                : day.isAfter(last.toLocalDate()) ? last.toLocalDate() : day;
        return new Session(
                held.atTime(from).atZone(Formats.ZONE).toInstant(),
                held.atTime(until).atZone(Formats.ZONE).toInstant(),
                restMinutes);
    }

    int minutes() {
        return (int) Duration.between(starts, ends).toMinutes();
    }

    /** With the rules' meal, where the activity itself takes off less. */
    int rest(RulePack pack) {
        boolean meal = pack.mealAfter() > 0 && minutes() >= pack.mealAfter();
        return Math.min(meal ? Math.max(restMinutes, pack.mealMinutes()) : restMinutes, Math.max(0, minutes() - 1));
    }

    /** Whole minutes of a stay that lie within it. */
    public int within(Instant from, Instant until) {
        Instant begin = later(up(from), starts);
        Instant end = earlier(down(until), ends);
        return end.isAfter(begin) ? (int) Duration.between(begin, end).toMinutes() : 0;
    }

    /** The next full minute: what was begun is not counted. */
    static Instant up(Instant instant) {
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(instant) ? minute : minute.plus(1, ChronoUnit.MINUTES);
    }

    static Instant down(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
