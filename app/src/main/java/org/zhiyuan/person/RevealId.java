package org.zhiyuan.person;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

/** One look at one value; its page can be opened again for a few minutes by the same account. */
public record RevealId(UUID value) {
    public static RevealId parse(String text) {
        try {
            return new RevealId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("reveal");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
