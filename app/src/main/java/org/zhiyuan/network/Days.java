package org.zhiyuan.network;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in an address, read kindly: what cannot be read is as if it did not stand there. */
public final class Days {
    private static final LocalDate FIRST = LocalDate.of(1949, 10, 1);
    private static final int YEARS_AHEAD = 10;

    private Days() {}

    /** The day asked for; today where none, or none that makes sense, is asked for. */
    public static LocalDate on(@Nullable String asked, LocalDate today) {
        if (asked == null || asked.isBlank()) {
            return today;
        }
        try {
            LocalDate day = LocalDate.parse(asked.strip());
            return day.isBefore(FIRST) || day.isAfter(today.plusYears(YEARS_AHEAD)) ? today : day;
        } catch (DateTimeException e) {
            return today;
        }
    }

    /** The tier asked for; null where none, or none that there is, is asked for. */
    public static @Nullable Tier tier(@Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return null;
        }
        try {
            return Tier.valueOf(asked.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
