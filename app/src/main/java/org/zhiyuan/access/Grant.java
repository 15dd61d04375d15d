package org.zhiyuan.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Period;

/**
 * A right that an account holds: as what, in which subtree, in which field, in which days.
 *
 * @param field the field of service that it is limited to; null for all
 * @param givenBy name of who gave it; null for the house itself
 */
public record Grant(
        GrantId id,
        AccountId account,
        String accountName,
        String login,
        Role role,
        UUID site,
        @Nullable String field,
        Period period,
        @Nullable String givenBy,
        Instant givenAt,
        String reason,
        @Nullable Ended ended) {
    public record Ended(@Nullable String by, Instant at, String reason) {}

    public boolean inForceOn(LocalDate day) {
        return ended == null && period.contains(day);
    }

    public boolean over(LocalDate day) {
        return ended != null || (period.until() != null && !day.isBefore(period.until()));
    }
}
