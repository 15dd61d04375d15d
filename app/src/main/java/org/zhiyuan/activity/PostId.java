package org.zhiyuan.activity;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record PostId(UUID value) {
    /** From an address or a form; absent where it is none. */
    public static PostId parse(String text) {
        try {
            return new PostId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("post");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
