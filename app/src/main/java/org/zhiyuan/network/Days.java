package org.zhiyuan.network;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in an address, read kindly: what cannot be read is as if it did not stand there, and the page says so. */
public final class Days {
    /** The first day that can be asked for: nothing of the network is older. */
    public static final LocalDate FIRST = LocalDate.of(1949, 10, 1);

    private static final int YEARS_AHEAD = 10;
    /** Of what was asked for in vain a page repeats no more. */
    private static final int REPEATED_LENGTH_MAX = 20;

    private Days() {}

    /** The day asked for; today where none, or none that makes sense, is asked for. */
    public static LocalDate on(@Nullable String asked, LocalDate today) {
        LocalDate day = read(asked, today);
        return day == null ? today : day;
    }

    /** What was asked for and is no day that can be shown, for the page that shows today instead; "" where all is well. */
    public static String misread(@Nullable String asked, LocalDate today) {
        if (asked == null || asked.isBlank() || read(asked, today) != null) {
            return "";
        }
        String repeated = asked.strip();
        return repeated.length() > REPEATED_LENGTH_MAX ? repeated.substring(0, REPEATED_LENGTH_MAX) + "…" : repeated;
    }

    /** The last day that can be asked for: plans reach no further. */
    public static LocalDate last(LocalDate today) {
        return today.plusYears(YEARS_AHEAD);
    }

    private static @Nullable LocalDate read(@Nullable String asked, LocalDate today) {
        if (asked == null || asked.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(asked.strip());
            return day.isBefore(FIRST) || day.isAfter(last(today)) ? null : day;
        } catch (DateTimeException e) {
            return null;
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
