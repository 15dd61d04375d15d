package org.zhiyuan.person;

import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;

/** How people's data stand on pages: enough to tell two people apart, not enough to reach or impersonate one. */
final class Mask {
    private Mask() {}

    /** The first sign and two stars, however long the name is. */
    static String name(String name) {
        return name.isEmpty() ? "" : Character.toString(name.codePointAt(0)) + "**";
    }

    static String of(Column column, String value) {
        return switch (column) {
            case NAME -> name(value);
            case PHONE -> MobileNumber.of(value).masked();
            case IDENTITY_NUMBER -> IdentityNumber.stored(value).masked();
            case BIRTH_DATE -> "****-**-**";
            case ADDRESS -> "******";
        };
    }
}
