package org.zhiyuan.shell;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How dates, times and numbers are written on pages, in the reader's language (design guide §3). */
public final class Formats {
    /** The zone of pages and rules; instants are stored without one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DAY_ZH = DateTimeFormatter.ofPattern("y年M月d日", Locale.CHINA);
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("d MMM y", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
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

    /** 11-23 10:15, for dense tables. */
    public static String momentShort(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE).format(SHORT);
    }

    /** 1,096. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
