package org.zhiyuan.hours;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

/** An entry of service hours. */
public record EntryId(UUID value) {
    /** From an address; absent where it is none. */
    public static EntryId parse(String text) {
        try {
            return new EntryId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("entry");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
