package org.zhiyuan.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/**
 * A site as it is on a day; for a day before its opening as it will be first, for a day after its end as it was last.
 *
 * @param number kept for life and never given again; the first division code where there was one
 * @param code division code of that day; null where it has none
 * @param field the field that a branch center serves; null for every other site
 * @param parent what it hangs under; null for the center
 * @param closed first day on which it is no more; null while no end is set
 * @param successor the site that it was merged into
 */
public record Site(
        SiteId id,
        String number,
        @Nullable String code,
        SiteName name,
        Tier tier,
        @Nullable String field,
        @Nullable SiteId parent,
        LocalDate opened,
        @Nullable LocalDate closed,
        @Nullable SiteId successor) {

    /** What stands in addresses of pages: the code where it has one. */
    public String slug() {
        return code == null ? number : code;
    }

    public boolean openOn(LocalDate day) {
        return !day.isBefore(opened) && (closed == null || day.isBefore(closed));
    }

    public String href() {
        return field == null ? "/network/sites/" + slug() : "/network/branches/" + field;
    }

    public String called(boolean english) {
        return english && !name.english().isEmpty() ? name.english() : name.brief();
    }

    public Text tierLabel() {
        return tier.label();
    }

    public Whereabouts.Place place() {
        return Whereabouts.Place.at(id.value(), field);
    }
}
