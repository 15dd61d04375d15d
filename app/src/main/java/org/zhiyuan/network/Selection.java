package org.zhiyuan.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the network a page shows; it stands in the page's address.
 *
 * @param under a site whose subtree is shown; null for the whole city
 * @param field of branch centers; "" for any
 * @param state "" for any, {@code open} on that day, {@code expired} evidence, {@code silent} about its opening hours
 * @param q part of a name, its pinyin, a code, an address or a service number
 * @param page from 1
 * @param byName in the order of pinyin; else in the order of the tree, siblings by pinyin
 */
public record Selection(
        @Nullable SiteId under,
        @Nullable Tier tier,
        String field,
        String state,
        String q,
        LocalDate on,
        int page,
        boolean byName) {
    public static final int Q_LENGTH_MAX = 60;

    public Selection {
        q = q.strip().length() > Q_LENGTH_MAX ? q.strip().substring(0, Q_LENGTH_MAX) : q.strip();
        state = switch (state) {
            case "open", "expired", "silent" -> state;
            default -> "";
        };
        page = Math.max(1, Math.min(page, 10_000));
    }

    Selection onPage(int another) {
        return new Selection(under, tier, field, state, q, on, another, byName);
    }

    /** Whether this is all of the city, or all of a tier. */
    boolean whole() {
        return under == null && field.isEmpty() && state.isEmpty() && q.isEmpty();
    }

    public boolean narrowed() {
        return tier != null || !field.isEmpty() || !state.isEmpty() || !q.isEmpty();
    }
}
