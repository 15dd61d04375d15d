package org.zhiyuan.unit;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.Field;

/** Who answered, answers and will answer for a field. */
public record FieldHistory(
        Field field, @Nullable Responsibility now, List<Responsibility> past, List<Responsibility> planned) {
    public static FieldHistory of(Field field, List<Responsibility> all, LocalDate today) {
        List<Responsibility> mains = all.stream().filter(Responsibility::main).toList();
        return new FieldHistory(
                field,
                mains.stream().filter(r -> r.days().contains(today)).findFirst().orElse(null),
                mains.stream()
                        .filter(r ->
                                r.days().until() != null && !r.days().until().isAfter(today))
                        .toList(),
                mains.stream().filter(r -> r.days().from().isAfter(today)).toList());
    }
}
