package org.zhiyuan.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.person.PersonId;

/** What a volunteer asked about an entry is answered. */
public record PetitionAnswered(
        UUID petition,
        EntryId entry,
        PersonId person,
        ActivityId activity,
        LocalDate day,
        boolean granted,
        Instant at) {}
