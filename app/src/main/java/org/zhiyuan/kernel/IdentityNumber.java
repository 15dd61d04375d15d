package org.zhiyuan.kernel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;

/**
 * The number of an identity card (GB 11643-1999): division, birth date, order, check digit. Residents of Hong Kong,
 * Macao and Taiwan (81, 82, 83) and holders of a foreign permanent resident's card (9, province, nationality) have
 * numbers of the same build.
 */
public final class IdentityNumber {
    private static final int LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final LocalDate FIRST_BIRTH_DATE = LocalDate.of(1880, 1, 1);
    private static final DateTimeFormatter BIRTH_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71");
    private static final Set<String> RESIDENCE_PERMITS = Set.of("81", "82", "83");

    private final String value;
    private final LocalDate birthDate;

    private IdentityNumber(String value, LocalDate birthDate) {
        this.value = value;
        this.birthDate = birthDate;
    }

    /** Says what is wrong with a number as typed, in words that help its writer. */
    public static Decision check(String typed, LocalDate today) {
        String number = plain(typed);
        if (number.length() != LENGTH
                || !number.substring(0, LENGTH - 1).chars().allMatch(IdentityNumber::digit)) {
            return Decision.refused(Text.of("请填写 18 位证件号码"));
        }
        if (!divisionKnown(number)) {
            return Decision.refused(Text.of("证件号码开头的地区不对，请对照证件再看一遍"));
        }
        LocalDate birthDate;
        try {
            birthDate = LocalDate.parse(number.substring(6, 14), BIRTH_DATE);
        } catch (DateTimeException e) {
            return Decision.refused(Text.of("证件号码里的出生日期不对，请对照证件再看一遍"));
        }
        if (birthDate.isAfter(today) || birthDate.isBefore(FIRST_BIRTH_DATE)) {
            return Decision.refused(Text.of("证件号码里的出生日期不对，请对照证件再看一遍"));
        }
        if (number.charAt(LENGTH - 1) != checkDigit(number)) {
            return Decision.refused(Text.of("证件号码的最后一位对不上，请对照证件再看一遍"));
        }
        return Decision.allowed();
    }

    /** The number as typed; throws the {@link Refusal} of {@link #check} where it is none. */
    public static IdentityNumber of(String typed, LocalDate today) {
        check(typed, today).orRefuse();
        return stored(plain(typed));
    }

    /** A number that was checked when it was taken in. */
    public static IdentityNumber stored(String value) {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "an identity number has " + LENGTH + " characters, not " + value.length());
        }
        return new IdentityNumber(value, LocalDate.parse(value.substring(6, 14), BIRTH_DATE));
    }

    private static String plain(String typed) {
        return Written.plain(typed).toUpperCase(Locale.ROOT);
    }

    private static boolean digit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean divisionKnown(String number) {
        String province = number.substring(0, 2);
        if (number.charAt(0) == '9') {
            return PROVINCES.contains(number.substring(1, 3));
        }
        return PROVINCES.contains(province) || RESIDENCE_PERMITS.contains(province);
    }

    private static char checkDigit(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    public String value() {
        return value;
    }

    public LocalDate birthDate() {
        return birthDate;
    }

    public String masked() {
        return value.substring(0, 2) + "**************" + value.substring(LENGTH - 2);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityNumber number && number.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Masked, so that no log and no message ever shows the number. */
    @Override
    public String toString() {
        return masked();
    }
}
