package org.zhiyuan.team;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Who leads a team, from when on.
 *
 * @param until the first day on which he does not; null where no end is known
 */
public record Lead(
        UUID id,
        TeamId team,
        PersonId person,
        VolunteerId volunteer,
        Office office,
        LocalDate from,
        @Nullable LocalDate until) {
    public enum Office {
        CAPTAIN("队长"),
        DEPUTY("副队长");

        private final Text label;

        Office(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public boolean on(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }
}
