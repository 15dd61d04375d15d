package org.zhiyuan.roll;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Tier;

/** The places that a roll may name: its own and those below, by number, code or name. */
final class Reach {
    private final SiteId root;
    private final Set<SiteId> within = new HashSet<>();
    private final Map<String, Set<SiteId>> named = new HashMap<>();

    /** @param known every place of the day; {@code mine} says which lie in the actor's scope */
    Reach(SiteId root, Collection<KnownSite> known) {
        this.root = root;
        Map<SiteId, KnownSite> byId = new HashMap<>();
        known.forEach(site -> byId.put(site.id(), site));
        for (KnownSite site : known) {
            if (site.tier() == Tier.BRANCH) {
                continue;
            }
            if (site.mine() && below(site, byId)) {
                within.add(site.id());
            }
            for (String words :
                    List.of(site.number(), site.name().full(), site.name().brief())) {
                name(words, site.id());
            }
            if (site.code() != null) {
                name(site.code(), site.id());
            }
        }
    }

    private void name(String words, SiteId site) {
        named.computeIfAbsent(words, one -> new HashSet<>()).add(site);
    }

    private boolean below(KnownSite site, Map<SiteId, KnownSite> byId) {
        KnownSite now = site;
        while (now != null) {
            if (now.id().equals(root)) {
                return true;
            }
            SiteId parent = now.parent();
            now = parent == null ? null : byId.get(parent);
        }
        return false;
    }

    /** A place, or what is wrong with its name. */
    record Found(@Nullable SiteId site, @Nullable Text wrong) {}

    /** The roll's own place where none is named. */
    Found find(String words) {
        if (words.isEmpty()) {
            return new Found(root, null);
        }
        Set<SiteId> all = named.getOrDefault(words, Set.of());
        List<SiteId> here = all.stream().filter(within::contains).toList();
        if (here.size() == 1) {
            return new Found(here.getFirst(), null);
        }
        if (here.size() > 1) {
            return new Found(null, Text.of("有 {0} 个地方叫这个名字，请改填编号", here.size()));
        }
        return new Found(null, all.isEmpty() ? Text.of("没有这个地方，请填编号、区划代码或全称") : Text.of("这个地方不在这份名册的范围里"));
    }
}
