package org.zhiyuan.volunteer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.PersonId;

/**
 * Who agreed for a volunteer under age, and who of the office looked at it a second time.
 *
 * @param channel how it was said
 * @param present whether the guardian stood there
 * @param version of the text agreed to
 * @param account who entered it
 * @param approver the name of whoever looked a second time; null while nobody did
 */
public record Guardianship(
        UUID id,
        VolunteerId volunteer,
        PersonId guardian,
        Consent.Channel channel,
        boolean present,
        int version,
        Instant at,
        @Nullable UUID account,
        @Nullable Instant approvedAt,
        @Nullable String approver) {}
