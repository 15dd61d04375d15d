package org.zhiyuan.team;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record TeamId(UUID value) {
    /** From an address; absent where it is none. */
    public static TeamId parse(String text) {
        try {
            return new TeamId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("team");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
