package org.zhiyuan.hours;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.zhiyuan.shell.Formats;

/**
 * The time of one day in which an activity is held, in whole minutes. One of at most a day is one session, also through the
 * night. A longer one is held each day from the hour at which it begins to the hour at which it ends; where that is past
 * midnight, each night; and where it is longer than anybody may serve at a stretch, it goes on day and night, and each day
 * of the calendar is one of its own.
 *
 * @param restMinutes rest, meals and ways within it
 */
public record Session(Instant starts, Instant ends, int restMinutes, Rhythm rhythm) {
    private static final Duration DAY = Duration.ofDays(1);
    /** Longer at a stretch nobody may serve (FD3). */
    private static final Duration SHIFT_MAX = Duration.ofMinutes(RulePack.DAY_MAX);

    /** How it follows on others of the same activity. */
    public enum Rhythm {
        ALONE,
        /** Through the night, as the one before was. */
        NIGHTLY,
        /** A day of one that goes on day and night: nobody serves all of it. */
        ROUND_THE_CLOCK
    }

    public Session {
        if (!ends.isAfter(starts)) {
            throw new IllegalArgumentException("ends (" + ends + ") must be after starts (" + starts + ")");
        }
        int length = (int) Duration.between(starts, ends).toMinutes();
        restMinutes = Math.clamp(restMinutes, 0, Math.max(0, length - 1));
    }

    public Session(Instant starts, Instant ends, int restMinutes) {
        this(starts, ends, restMinutes, Rhythm.ALONE);
    }

    static Session of(Instant starts, Instant ends, int restMinutes, LocalDate day) {
        ZonedDateTime first = up(starts).atZone(Formats.ZONE);
        ZonedDateTime last = down(ends).atZone(Formats.ZONE);
        LocalTime from = first.toLocalTime();
        LocalTime until = last.toLocalTime();
        if (Duration.between(first, last).compareTo(DAY) <= 0) {
            return new Session(first.toInstant(), last.toInstant(), restMinutes);
        }
        if (until.isAfter(from)) {
            LocalDate held = between(first.toLocalDate(), day, last.toLocalDate());
            return new Session(at(held, from), at(held, until), restMinutes);
        }
        // where it ends at midnight, the day that begins then has nothing of it
        LocalDate evening = last.toLocalDate().minusDays(1);
        if (Duration.between(from, until).plus(DAY).compareTo(SHIFT_MAX) <= 0) {
            LocalDate held = between(first.toLocalDate(), day, evening);
            Rhythm rhythm = held.isAfter(first.toLocalDate()) ? Rhythm.NIGHTLY : Rhythm.ALONE;
            return new Session(at(held, from), at(held.plusDays(1), until), restMinutes, rhythm);
        }
        LocalDate held =
                between(first.toLocalDate(), day, until.equals(LocalTime.MIDNIGHT) ? evening : last.toLocalDate());
        return new Session(
                later(first.toInstant(), at(held, LocalTime.MIDNIGHT)),
                earlier(last.toInstant(), at(held.plusDays(1), LocalTime.MIDNIGHT)),
                restMinutes,
                Rhythm.ROUND_THE_CLOCK);
    }

    private static LocalDate between(LocalDate first, LocalDate day, LocalDate last) {
        return day.isBefore(first) ? first : day.isAfter(last) ? last : day;
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Formats.ZONE).toInstant();
    }

    /** Of nights one after another, that in which somebody came: after midnight it is that of the day before. */
    Session at(Instant came) {
        Instant before = ends.minus(DAY);
        return rhythm == Rhythm.NIGHTLY && came.isBefore(before)
                ? new Session(starts.minus(DAY), before, restMinutes, rhythm)
                : this;
    }

    /** What the share of service is asked of (R27): all of it, or of day and night as much as a day allows. */
    int servableMinutes(RulePack pack) {
        return rhythm == Rhythm.ROUND_THE_CLOCK
                ? (int) ((long) minutes() * pack.dayMax() / DAY.toMinutes())
                : minutes();
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
        Session held = at(from);
        Instant begin = later(up(from), held.starts);
        Instant end = earlier(down(until), held.ends);
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
