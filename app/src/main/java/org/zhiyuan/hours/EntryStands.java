package org.zhiyuan.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.person.PersonId;

/** How an entry stands now. */
public record EntryStands(
        EntryId entry,
        UUID step,
        PersonId person,
        ActivityId activity,
        LocalDate day,
        int minutes,
        EntryState state,
        Instant at) {}
