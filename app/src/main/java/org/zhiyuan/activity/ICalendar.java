package org.zhiyuan.activity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Activities as iCalendar (RFC 5545). Written here and not by a library: what is needed is one kind of entry with moments
 * in UTC, and the usual library brings some thirty others with it.
 */
public final class ICalendar {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** A line has at most so many bytes before it goes on in the next (RFC 5545 §3.1). */
    private static final int LINE_BYTES_MAX = 75;

    private final StringBuilder text = new StringBuilder();

    private ICalendar() {}

    /**
     * @param name what the calendar is called
     * @param host of the house, for addresses and for names that are nobody else's
     */
    public static String of(List<Activity> activities, String name, String host, Instant now) {
        ICalendar calendar = new ICalendar();
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//zhiyuan//activity//ZH");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("METHOD:PUBLISH");
        calendar.line("X-WR-CALNAME:" + escaped(name));
        activities.forEach(activity -> calendar.entry(activity, host, now));
        calendar.line("END:VCALENDAR");
        return calendar.text.toString();
    }

    private void entry(Activity activity, String host, Instant now) {
        line("BEGIN:VEVENT");
        line("UID:" + activity.id() + "@" + bare(host));
        line("DTSTAMP:" + MOMENT.format(now));
        line("SEQUENCE:" + activity.version());
        line("DTSTART:" + MOMENT.format(activity.starts()));
        line("DTEND:" + MOMENT.format(activity.ends()));
        line("SUMMARY:" + escaped(activity.title()));
        line("LOCATION:" + escaped(activity.place()));
        line("DESCRIPTION:" + escaped(activity.content()));
        line("URL:" + host + activity.href());
        line("STATUS:" + (activity.state() == ActivityState.CANCELLED ? "CANCELLED" : "CONFIRMED"));
        line("END:VEVENT");
    }

    private static String bare(String host) {
        return host.replaceFirst("^https?://", "");
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "");
    }

    /** Folds between signs, never inside one. */
    private void line(String words) {
        int bytes = 0;
        for (int i = 0; i < words.length(); ) {
            int sign = words.codePointAt(i);
            int size = Character.toString(sign).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LINE_BYTES_MAX) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.appendCodePoint(sign);
            bytes += size;
            i += Character.charCount(sign);
        }
        text.append("\r\n");
    }
}
