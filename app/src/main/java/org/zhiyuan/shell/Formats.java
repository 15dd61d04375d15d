package org.zhiyuan.shell;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.zhiyuan.kernel.Text;

/** How dates, times and numbers are written on pages, in the reader's language (design guide §3). */
public final class Formats {
    /** The zone of pages and rules; instants are stored without one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DAY_ZH = DateTimeFormatter.ofPattern("y年M月d日", Locale.CHINA);
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("d MMM y", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    /** From this many days on, hours no longer matter. */
    private static final int DAYS_ALONE = 3;

    private static final String[] WEEKDAYS_ZH = {"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"};

    private Formats() {}

    /** 2026年11月23日, or 23 Nov 2026. */
    public static String day(LocalDate day) {
        return day.format(Words.english() ? DAY_EN : DAY_ZH);
    }

    /** The day with its weekday. */
    public static String dayAndWeekday(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        return Words.english()
                ? weekday.getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH) + " " + day(day)
                : day(day) + " " + WEEKDAYS_ZH[weekday.getValue() - 1];
    }

    /** 2026年11月23日 10:15, in the city's zone. */
    public static String moment(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZONE);
        return day(local.toLocalDate()) + " " + local.format(CLOCK);
    }

    /** Until when something is to be done; a deadline at midnight is the end of the day before, and people say that day. */
    public static String deadline(Instant due) {
        ZonedDateTime local = due.atZone(ZONE);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? day(local.toLocalDate().minusDays(1))
                : moment(due);
    }

    /** 11-23 10:15, for dense tables. */
    public static String momentShort(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE).format(SHORT);
    }

    /** 还剩 1 小时 12 分, 超时 40 分: what is left of a time limit, in the two largest units that matter. */
    public static Text left(Instant due, Instant now) {
        Duration left = Duration.between(now, due);
        boolean over = left.isNegative();
        Text span = span(left.abs());
        return over ? Text.of("超时 {0}", span) : Text.of("还剩 {0}", span);
    }

    /** 3 天 4 小时, 1 小时 12 分, 40 分. */
    public static Text span(Duration span) {
        long days = span.toDays();
        int hours = span.toHoursPart();
        int minutes = span.toMinutesPart();
        if (days >= DAYS_ALONE) {
            return Text.of("{0} 天", days);
        }
        if (days > 0) {
            return hours == 0 ? Text.of("{0} 天", days) : Text.of("{0} 天 {1} 小时", days, hours);
        }
        if (hours > 0) {
            return minutes == 0 ? Text.of("{0} 小时", hours) : Text.of("{0} 小时 {1} 分", hours, minutes);
        }
        return minutes == 0 ? Text.of("不到 1 分") : Text.of("{0} 分", minutes);
    }

    /** 1,096. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
