package org.zhiyuan.project;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record ProjectId(UUID value) {
    /** From an address; absent where it is none. */
    public static ProjectId parse(String text) {
        try {
            return new ProjectId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("project");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
