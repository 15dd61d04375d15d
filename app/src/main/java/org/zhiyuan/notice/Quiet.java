package org.zhiyuan.notice;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.zhiyuan.shell.Formats;

/**
 * Hours in which nobody is sent a text message, in the city's own time.
 *
 * @param from the full hour at which it begins to be quiet
 * @param until the full hour at which it ends; the same as {@code from} for none
 */
public record Quiet(int from, int until) {
    private static final int HOURS = 24;

    public Quiet {
        if (from < 0 || from >= HOURS || until < 0 || until >= HOURS) {
            throw new IllegalArgumentException("from (" + from + ") and until (" + until + ") must be 0 to 23");
        }
    }

    /** When it is no longer quiet; the moment itself where it is not. */
    Instant after(Instant moment) {
        ZonedDateTime local = moment.atZone(Formats.ZONE);
        int hour = local.getHour();
        boolean quiet = from < until ? hour >= from && hour < until : from > until && (hour >= from || hour < until);
        if (!quiet) {
            return moment;
        }
        ZonedDateTime end = local.truncatedTo(ChronoUnit.HOURS).withHour(until);
        return (end.isAfter(local) ? end : end.plusDays(1)).toInstant();
    }
}
