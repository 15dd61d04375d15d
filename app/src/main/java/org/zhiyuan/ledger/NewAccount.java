package org.zhiyuan.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account to be opened. There is one of a kind for each owner, and of nobody's one for each site or for the city.
 *
 * @param book key of its book
 * @param kind what it is for: {@code volunteer}, {@code issue} …
 * @param owner the person whose it is, as an opaque id; null for nobody's
 * @param site whose affair it is, for the row policies; null for the city's own
 * @param floored whether its balance may never be below 0
 */
public record NewAccount(
        String book,
        String kind,
        @Nullable UUID owner,
        @Nullable UUID site,
        boolean floored) {}
