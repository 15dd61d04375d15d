package org.zhiyuan.team;

import java.time.LocalDate;
import java.util.UUID;
import org.zhiyuan.person.PersonId;

/**
 * Which deputy acts for the captain, on which days.
 *
 * @param until the first day on which he does not any more
 */
public record StandIn(UUID id, TeamId team, UUID lead, PersonId person, LocalDate from, LocalDate until) {
    public boolean on(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }
}
