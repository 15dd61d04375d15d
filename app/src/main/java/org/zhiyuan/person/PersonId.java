package org.zhiyuan.person;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

/** Says nothing about the person: the only name of a person that may stand in an address or a log. */
public record PersonId(UUID value) {
    /** From an address; absent where it is none. */
    public static PersonId parse(String text) {
        try {
            return new PersonId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("person");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
