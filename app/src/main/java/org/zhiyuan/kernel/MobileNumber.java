package org.zhiyuan.kernel;

import java.util.regex.Pattern;

/** A mobile number of the mainland (+86): the only kind of number that the house sends messages to. */
public final class MobileNumber {
    private static final int LENGTH = 11;
    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern PREFIX = Pattern.compile("^(\\+86|0086|86(?=1[3-9][0-9]{9}$))");

    private final String value;

    private MobileNumber(String value) {
        this.value = value;
    }

    /** Says what is wrong with a number as typed, in words that help its writer. */
    public static Decision check(String typed) {
        return MOBILE.matcher(plain(typed)).matches() ? Decision.allowed() : Decision.refused(Text.of("请填写 11 位手机号"));
    }

    /** The number as typed; throws the {@link Refusal} of {@link #check} where it is none. */
    public static MobileNumber of(String typed) {
        check(typed).orRefuse();
        return new MobileNumber(plain(typed));
    }

    private static String plain(String typed) {
        return PREFIX.matcher(Written.plain(typed)).replaceFirst("");
    }

    /** The eleven digits without the country's prefix. */
    public String value() {
        return value;
    }

    public String masked() {
        return value.substring(0, 3) + "****" + value.substring(LENGTH - 4);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MobileNumber number && number.value.equals(value);
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
