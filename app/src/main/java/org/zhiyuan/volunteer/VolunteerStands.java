package org.zhiyuan.volunteer;

import java.time.Instant;
import java.util.UUID;
import org.zhiyuan.person.PersonId;

/** How a volunteer stands now, and by what. */
public record VolunteerStands(
        VolunteerId volunteer,
        UUID step,
        PersonId person,
        VolunteerNumber number,
        VolunteerState state,
        Step.Cause cause,
        Instant at) {}
