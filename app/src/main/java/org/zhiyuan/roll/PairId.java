package org.zhiyuan.roll;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record PairId(UUID value) {
    /** From an address; absent where it is none. */
    public static PairId parse(String text) {
        try {
            return new PairId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("pair");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
