package org.zhiyuan.staff;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/**
 * Somebody on a post of a place, from a day until a day.
 *
 * @param field of a branch center; null for every other place
 * @param person null where the reader may not know who it is
 * @param name as the reader may see it: the public name, a masked one, or ""
 * @param office by which office the post is held (书记任站长); "" for none
 * @param document what appointed
 * @param endDocument what ended it; "" while it has no end
 */
public record Holding(
        HoldingId id,
        SiteId site,
        @Nullable String field,
        String post,
        boolean single,
        Period days,
        @Nullable PersonId person,
        String name,
        String office,
        String document,
        String endDocument) {
    public boolean on(LocalDate day) {
        return days.contains(day);
    }

    /** Whether it is still to begin on a day. */
    public boolean planned(LocalDate day) {
        return days.from().isAfter(day);
    }

    Holding named(String called) {
        return new Holding(id, site, field, post, single, days, person, called, office, document, endDocument);
    }
}
