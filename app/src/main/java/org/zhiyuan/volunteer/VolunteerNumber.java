package org.zhiyuan.volunteer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A volunteer's number: the city's two letters, ten digits, and a check digit by ISO 7064 MOD 11,10. It says nothing
 * about the person and is never an identity number, so it may stand on a card.
 */
public record VolunteerNumber(String value) {
    private static final int DIGITS = 10;
    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}[0-9]{" + (DIGITS + 1) + "}");
    private static final int MODULUS = 10;

    public VolunteerNumber {
        if (!sound(value)) {
            throw new IllegalArgumentException("number (" + value + ") has a wrong shape or check digit");
        }
    }

    /** @param ordinal 1 to 9,999,999,999 */
    public static VolunteerNumber of(String prefix, long ordinal) {
        String digits = "%010d".formatted(ordinal);
        return new VolunteerNumber(prefix + digits + check(digits));
    }

    /** As typed, with blanks and small letters; empty where it is no such number or one digit is wrong. */
    public static Optional<VolunteerNumber> typed(String typed) {
        String plain = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return sound(plain) ? Optional.of(new VolunteerNumber(plain)) : Optional.empty();
    }

    private static boolean sound(String value) {
        return SHAPE.matcher(value).matches()
                && value.charAt(value.length() - 1) == check(value.substring(2, value.length() - 1));
    }

    private static char check(String digits) {
        int product = MODULUS;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (product + digits.charAt(i) - '0') % MODULUS;
            product = (sum == 0 ? MODULUS : sum) * 2 % (MODULUS + 1);
        }
        return (char) ('0' + (MODULUS + 1 - product) % MODULUS);
    }

    @Override
    public String toString() {
        return value;
    }
}
