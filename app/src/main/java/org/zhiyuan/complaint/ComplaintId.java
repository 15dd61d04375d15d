package org.zhiyuan.complaint;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record ComplaintId(UUID value) {
    /** From an address; absent where it is none. */
    public static ComplaintId parse(String text) {
        try {
            return new ComplaintId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("complaint");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
