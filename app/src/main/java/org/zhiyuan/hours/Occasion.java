package org.zhiyuan.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.network.SiteId;

/**
 * What of an activity matters for hours, as it stood when its first presence came.
 *
 * @param organiser whose share of late entries is capped: the project's team, or the place where there is none
 * @param capacity for how many there is room; null where nothing says so
 * @param risky whether danger is possible, so that it takes insurance and is closed to those under age (FD17, FD18)
 * @param leaders persons
 * @param issue account of the ledger that gives
 */
public record Occasion(
        ActivityId activity,
        SiteId site,
        UUID organiser,
        @Nullable UUID project,
        Instant starts,
        Instant ends,
        int restMinutes,
        @Nullable Integer capacity,
        boolean risky,
        boolean insured,
        Set<UUID> leaders,
        AccountId issue) {
    public Occasion {
        leaders = Set.copyOf(leaders);
    }

    public Session session(LocalDate day) {
        return Session.of(starts, ends, restMinutes, day);
    }
}
