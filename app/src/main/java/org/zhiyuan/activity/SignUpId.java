package org.zhiyuan.activity;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record SignUpId(UUID value) {
    /** From an address or a form; absent where it is none. */
    public static SignUpId parse(String text) {
        try {
            return new SignUpId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("sign-up");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
