package org.zhiyuan.kernel;

import java.util.Locale;

/** What somebody types into a search box, as a pattern for the database. */
public final class Typed {
    /** Fewer digits are in every number. */
    private static final int DIGITS_MIN = 4;

    private Typed() {}

    /** What is looked for as it stands: no wildcards of the database's. */
    public static String literal(String typed) {
        return typed.toLowerCase(Locale.ROOT)
                .replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_");
    }

    /** A number is found however it is grouped; "" where what was typed is none. */
    public static String digits(String typed) {
        String digits = typed.replaceAll("[^0-9]", "");
        return digits.length() >= DIGITS_MIN && typed.matches("[0-9+() -]+") ? "%" + digits + "%" : "";
    }
}
