package org.zhiyuan.staff;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record HoldingId(UUID value) {
    /** From an address; absent where it is none. */
    public static HoldingId parse(String text) {
        try {
            return new HoldingId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("holding " + text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
