package org.zhiyuan.matter;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Locale;

/**
 * A day that is not what its weekday says, as the State Council's office announces each year.
 *
 * @param name of the festival; the English name may be ""
 */
public record SpecialDay(LocalDate day, Kind kind, String name, String nameEn) {
    public enum Kind {
        /** 放假: no work, weekends inside a holiday included. */
        HOLIDAY,
        /** 调休上班: a Saturday or Sunday on which people work. */
        WORKDAY
    }

    public static final int NAME_LENGTH_MAX = 40;

    public SpecialDay {
        if (name.isBlank() || name.length() > NAME_LENGTH_MAX || nameEn.length() > NAME_LENGTH_MAX) {
            throw new IllegalArgumentException("name (" + name + ") must have 1 to " + NAME_LENGTH_MAX + " characters");
        }
        if (kind == Kind.WORKDAY && !weekend(day)) {
            throw new IllegalArgumentException(day + " is a working day by itself");
        }
    }

    public String name(Locale locale) {
        return "en".equals(locale.getLanguage()) && !nameEn.isEmpty() ? nameEn : name;
    }

    static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
