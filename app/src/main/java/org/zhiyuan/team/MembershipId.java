package org.zhiyuan.team;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record MembershipId(UUID value) {
    /** From an address; absent where it is none. */
    public static MembershipId parse(String text) {
        try {
            return new MembershipId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("membership");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
