package org.zhiyuan.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.SiteId;

/**
 * What somebody looks for among what is published.
 *
 * @param from of what has not ended by then
 * @param until of what begins before
 * @param site of this place and all below it; null for the whole city
 * @param open only where a seat is free and one may sign up now
 */
public record Published(
        Instant from,
        Instant until,
        @Nullable String field,
        @Nullable SiteId site,
        boolean open) {}
