package org.zhiyuan.roll;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record RollId(UUID value) {
    /** From an address; absent where it is none. */
    public static RollId parse(String text) {
        try {
            return new RollId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("roll");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
