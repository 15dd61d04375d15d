package org.zhiyuan.notice;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record NoticeId(UUID value) {
    /** From an address; absent where it is none. */
    public static NoticeId parse(String text) {
        try {
            return new NoticeId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("notice");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
