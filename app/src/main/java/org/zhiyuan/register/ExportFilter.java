package org.zhiyuan.register;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.Tier;

/**
 * Which sites are exported: the same as the list shows.
 *
 * @param words in a name, in pinyin or in a code; "" for any
 * @param tier null for every tier
 * @param under slug of the site below which they lie, itself included; "" for the whole city
 */
public record ExportFilter(String words, @Nullable Tier tier, String under) {
    public ExportFilter {
        words = words.strip().toLowerCase(Locale.ROOT);
        under = under.strip();
    }

    boolean admits(KnownSite site) {
        return (tier == null || tier == site.tier())
                && (words.isEmpty()
                        || site.name().full().toLowerCase(Locale.ROOT).contains(words)
                        || site.name().brief().toLowerCase(Locale.ROOT).contains(words)
                        || site.name().english().toLowerCase(Locale.ROOT).contains(words)
                        || site.name().pinyin().replace(" ", "").contains(words.replace(" ", ""))
                        || words.equals(site.code())
                        || words.equals(site.number()));
    }
}
