package org.zhiyuan.presence;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record PresenceId(UUID value) {
    /** From an address; absent where it is none. */
    public static PresenceId parse(String text) {
        try {
            return new PresenceId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("presence");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
