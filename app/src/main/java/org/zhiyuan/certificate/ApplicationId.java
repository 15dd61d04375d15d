package org.zhiyuan.certificate;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record ApplicationId(UUID value) {
    /** From an address; absent where it is none. */
    public static ApplicationId parse(String text) {
        try {
            return new ApplicationId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("application");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
