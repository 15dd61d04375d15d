package org.zhiyuan.volunteer;

import java.time.Instant;
import java.util.UUID;
import org.zhiyuan.person.PersonId;

/** A guardian agreed that somebody under age serves. */
public record GuardianAgreed(
        UUID guardianship,
        VolunteerId volunteer,
        PersonId person,
        VolunteerNumber number,
        PersonId guardian,
        Instant at) {}
