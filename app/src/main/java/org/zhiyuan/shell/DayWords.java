package org.zhiyuan.shell;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What stands beside a date field. A browser shows such a field in its own language, whatever the page speaks: in one it
 * reads 11/12/2026, and nobody can tell the month from the day. So the page writes the day out, and says what the letters
 * of an empty field mean where the browser speaks otherwise than the page.
 */
public final class DayWords {
    private DayWords() {}

    /** The day with its weekday where it is one; else how the field is to be read, or "" where it reads as the page does. */
    public static String beside(String value) {
        try {
            return Formats.dayAndWeekday(LocalDate.parse(value.strip()));
        } catch (DateTimeException e) {
            return foreign() ? Words.t("框里 yyyy 是年，mm 是月，dd 是日") : "";
        }
    }

    private static boolean foreign() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return false;
        }
        String asked = attributes.getRequest().getHeader("Accept-Language");
        return asked != null
                && !asked.isBlank()
                && !attributes
                        .getRequest()
                        .getLocale()
                        .getLanguage()
                        .equals(Words.locale().getLanguage());
    }
}
