package org.zhiyuan.volunteer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;

/** The places at which volunteers are registered: institutes, stations and points, in the order of their codes. */
@Service("volunteerPlaces")
@Transactional(readOnly = true)
public class Places {
    private final Sites sites;
    private final Rulebook rules;

    Places(Sites sites, Rulebook rules) {
        this.sites = sites;
        this.rules = rules;
    }

    /** Stations and institutes by id, with the street they lie in; those one can choose for oneself. */
    public Map<String, String> all(boolean english) {
        List<KnownSite> known = sites.known(rules.today());
        return options(
                known,
                known.stream()
                        .filter(site -> site.tier() == Tier.INSTITUTE || site.tier() == Tier.STATION)
                        .toList(),
                english);
    }

    /** Those within the actor's own scope. */
    public Map<String, String> mine(boolean english) {
        List<KnownSite> known = sites.known(rules.today());
        return options(
                known,
                known.stream()
                        .filter(site -> site.mine() && site.tier() != Tier.BRANCH)
                        .toList(),
                english);
    }

    private static Map<String, String> options(List<KnownSite> known, List<KnownSite> offered, boolean english) {
        Map<SiteId, KnownSite> byId = new HashMap<>();
        known.forEach(site -> byId.put(site.id(), site));
        Map<String, String> options = new LinkedHashMap<>();
        offered.stream()
                .sorted(Comparator.comparing((KnownSite site) -> institute(site, byId))
                        .thenComparing(KnownSite::tier)
                        .thenComparing(KnownSite::number))
                .forEach(site -> options.put(site.id().toString(), called(site, byId, english)));
        return options;
    }

    private static String institute(KnownSite site, Map<SiteId, KnownSite> byId) {
        KnownSite above = above(site, byId);
        return above == null ? site.number() : above.number();
    }

    private static @Nullable KnownSite above(KnownSite site, Map<SiteId, KnownSite> byId) {
        KnownSite now = site;
        while (now != null && now.tier() != Tier.INSTITUTE) {
            SiteId parent = now.parent();
            now = parent == null ? null : byId.get(parent);
        }
        return now;
    }

    private static String called(KnownSite site, Map<SiteId, KnownSite> byId, boolean english) {
        KnownSite above = above(site, byId);
        String own = name(site.name(), english);
        return above == null || above.id().equals(site.id()) ? own : own + " · " + name(above.name(), english);
    }

    private static String name(SiteName name, boolean english) {
        return english && !name.english().isEmpty() ? name.english() : name.brief();
    }

    /** What places are called, by id. */
    public Map<SiteId, String> names(List<SiteId> ids, boolean english) {
        Map<SiteId, String> names = new HashMap<>();
        sites.getAll(ids.stream().distinct().toList(), rules.today())
                .forEach(site -> names.put(site.id(), site.called(english)));
        return names;
    }

    public String name(SiteId id, boolean english) {
        return names(List.of(id), english).getOrDefault(id, "");
    }

    /** From a form; null where it is none of the options. */
    public static @Nullable SiteId chosen(Map<String, String> options, String typed) {
        return options.containsKey(typed) ? new SiteId(UUID.fromString(typed)) : null;
    }
}
