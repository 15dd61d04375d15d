package org.zhiyuan.paper;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A day in the ways in which people and their programs write it. */
final class WrittenDay {
    private static final List<DateTimeFormatter> WAYS =
            List.of(way("uuuu-M-d"), way("uuuu/M/d"), way("uuuu.M.d"), way("uuuu年M月d日"), way("uuuuMMdd"));

    private WrittenDay() {}

    /** Null where it is no day of the calendar. */
    static @Nullable LocalDate read(String words) {
        for (DateTimeFormatter way : WAYS) {
            try {
                return LocalDate.parse(words, way);
            } catch (DateTimeException e) {
                // the next way of writing it
            }
        }
        return null;
    }

    private static DateTimeFormatter way(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
