package org.zhiyuan.kernel;

import java.util.Locale;

/** The unified social credit code of an organisation (GB 32100-2015), with the organisation code (GB 11714) inside. */
public record CreditCode(String value) {
    private static final int LENGTH = 18;
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] INNER_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final int INNER_START = 8;

    public CreditCode {
        if (check(value) instanceof Decision.Refused refused) {
            throw new IllegalArgumentException(value + ": " + refused.reason());
        }
    }

    /** Says what is wrong with a code as typed, in words that help its writer. */
    public static Decision check(String typed) {
        String code = plain(typed);
        if (code.length() != LENGTH) {
            return Decision.refused(Text.of("请填写 18 位统一社会信用代码"));
        }
        if (!code.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0)) {
            return Decision.refused(Text.of("统一社会信用代码只用数字和大写字母，没有 I、O、Z、S、V"));
        }
        if (!code.substring(2, INNER_START).chars().allMatch(Character::isDigit)) {
            return Decision.refused(Text.of("统一社会信用代码第 3 到第 8 位是行政区划，只能是数字"));
        }
        if (code.charAt(LENGTH - 1) != checkDigit(code) || code.charAt(LENGTH - 2) != innerCheckDigit(code)) {
            return Decision.refused(Text.of("统一社会信用代码的校验位对不上，请对照证书再看一遍"));
        }
        return Decision.allowed();
    }

    /** The code as typed; throws the {@link Refusal} of {@link #check} where it is none. */
    public static CreditCode of(String typed) {
        check(typed).orRefuse();
        return new CreditCode(plain(typed));
    }

    private static String plain(String typed) {
        return Written.plain(typed).toUpperCase(Locale.ROOT);
    }

    private static char checkDigit(String code) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    /** Letters count 10 to 35 here: the inner code has an alphabet of its own. */
    private static char innerCheckDigit(String code) {
        int sum = 0;
        for (int i = 0; i < INNER_WEIGHTS.length; i++) {
            sum += Character.getNumericValue(code.charAt(INNER_START + i)) * INNER_WEIGHTS[i];
        }
        int check = (11 - sum % 11) % 11;
        return check == 10 ? 'X' : (char) ('0' + check);
    }

    @Override
    public String toString() {
        return value;
    }
}
