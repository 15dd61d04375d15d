package org.zhiyuan.roll;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * What became of a line.
 *
 * @param line its number, as spreadsheets count
 * @param sameAs the line that it repeats; 0 for none
 * @param differs what the person's record says otherwise, by names of its columns; "" for nothing
 * @param former the number in the old register; "" for none
 */
public record Line(
        int line,
        Roll.Kind kind,
        @Nullable PersonId person,
        @Nullable VolunteerId volunteer,
        int sameAs,
        String differs,
        String former) {
    static Line of(int line, Roll.Kind kind) {
        return new Line(line, kind, null, null, 0, "", "");
    }

    /** Of what the person's record says something else: nothing of it was overwritten. */
    public List<Text> differing() {
        return differs.isEmpty()
                ? List.of()
                : Stream.of(differs.split(","))
                        .map(name -> Column.valueOf(name).label())
                        .toList();
    }

    @Nullable
    UUID personValue() {
        return person == null ? null : person.value();
    }

    @Nullable
    UUID volunteerValue() {
        return volunteer == null ? null : volunteer.value();
    }
}
