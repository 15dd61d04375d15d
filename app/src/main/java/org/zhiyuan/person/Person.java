package org.zhiyuan.person;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as pages may show one: masked.
 *
 * @param site the place that answers for the record
 * @param field the field of the branch center that registered the person; null where none did
 * @param masked each value that is there, masked
 * @param child under 14: then a guardian speaks
 * @param minor under 18: then every column takes the stricter right (R47)
 * @param phoneOwn whether the telephone is the person's own
 * @param verification the document check that still counts; null where nobody looked, or name or number changed since
 */
public record Person(
        PersonId id,
        UUID site,
        @Nullable String field,
        Basis basis,
        Map<Column, String> masked,
        boolean child,
        boolean minor,
        boolean phoneOwn,
        @Nullable Verification verification,
        Instant registeredAt,
        int version) {
    public Person {
        masked = Map.copyOf(masked);
    }

    /** The masked name, or the masked telephone of one whose name is not known. */
    public String name() {
        String name = masked.get(Column.NAME);
        return name == null ? masked.getOrDefault(Column.PHONE, "**") : name;
    }

    public String masked(Column column) {
        return masked.getOrDefault(column, "");
    }

    public boolean has(Column column) {
        return masked.containsKey(column);
    }

    /** Whether it takes the stricter right to see this column of this person unmasked. */
    public boolean sensitive(Column column) {
        return minor || column.sensitive();
    }
}
