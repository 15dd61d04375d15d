package org.zhiyuan.activity;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record ActivityId(UUID value) {
    /** From an address or a form; absent where it is none. */
    public static ActivityId parse(String text) {
        try {
            return new ActivityId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("activity");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
