package org.zhiyuan.reward;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.person.PersonId;

/**
 * How a star stands now.
 *
 * @param stars how many, from 1
 * @param cause why it is no longer on its way; null while it is, and where it stands
 * @param noticeTo the last day on which one may object; null before the notice
 */
public record StarStands(
        StarId star,
        UUID step,
        PersonId person,
        int stars,
        StarState state,
        Star.@Nullable Cause cause,
        @Nullable LocalDate noticeTo,
        Instant at) {}
