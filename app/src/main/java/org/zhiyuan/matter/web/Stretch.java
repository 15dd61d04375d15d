package org.zhiyuan.matter.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.zhiyuan.matter.SpecialDay;

/** Special days of one name that follow each other, told as one. Public for the template. */
public record Stretch(LocalDate first, LocalDate last, SpecialDay like) {
    static List<Stretch> of(List<SpecialDay> days) {
        List<Stretch> stretches = new ArrayList<>();
        for (SpecialDay day : days) {
            Stretch before = stretches.isEmpty() ? null : stretches.getLast();
            if (before != null
                    && before.last.plusDays(1).equals(day.day())
                    && before.like.kind() == day.kind()
                    && before.like.name().equals(day.name())) {
                stretches.set(stretches.size() - 1, new Stretch(before.first, day.day(), before.like));
            } else {
                stretches.add(new Stretch(day.day(), day.day(), day));
            }
        }
        return stretches;
    }

    public long days() {
        return last.toEpochDay() - first.toEpochDay() + 1;
    }
}
