package org.zhiyuan.network;

import org.jspecify.annotations.Nullable;

/**
 * A site as it stands on a day, together with where it is: a line of the whole network, for whoever lays a sheet beside it.
 *
 * @param mine whether it lies in the scope of whoever asked
 * @param place where it is, as it is known for that day; null where nobody entered it
 * @param placedLater whether another address is already planned for after that day
 */
public record KnownSite(
        SiteId id,
        String number,
        @Nullable String code,
        SiteName name,
        Tier tier,
        @Nullable SiteId parent,
        boolean mine,
        @Nullable Place place,
        boolean placedLater) {}
