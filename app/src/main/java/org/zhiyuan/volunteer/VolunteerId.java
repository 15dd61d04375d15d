package org.zhiyuan.volunteer;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record VolunteerId(UUID value) {
    /** From an address; absent where it is none. */
    public static VolunteerId parse(String text) {
        try {
            return new VolunteerId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("volunteer");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
