package org.zhiyuan.reward;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record StarId(UUID value) {
    /** From an address; absent where it is none. */
    public static StarId parse(String text) {
        try {
            return new StarId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("star");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
