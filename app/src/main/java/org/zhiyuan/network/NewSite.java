package org.zhiyuan.network;

import org.jspecify.annotations.Nullable;

/**
 * A site about to be opened.
 *
 * @param number kept for life; null to have one made from the code or, without one, from what it hangs under
 * @param code division code; null where it has none
 * @param field the field that a branch center serves; null for every other site
 * @param parent what it hangs under; null for the center, and where that is opened in the same call
 */
public record NewSite(
        @Nullable String number,
        @Nullable String code,
        SiteName name,
        Tier tier,
        @Nullable String field,
        @Nullable SiteId parent) {
    public NewSite {
        SitePolicy.code(code).orRefuse();
        if (tier == Tier.CENTER && parent != null) {
            throw new IllegalArgumentException("a center hangs under nothing: " + name.full());
        }
        if ((tier == Tier.BRANCH) != (field != null)) {
            throw new IllegalArgumentException("a branch center, and nothing else, has a field: " + name.full());
        }
    }

    public static NewSite of(SiteName name, Tier tier, @Nullable String code, SiteId parent) {
        return new NewSite(null, code, name, tier, null, parent);
    }
}
