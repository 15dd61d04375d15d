package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;

/**
 * What is missing where, and since when. For one place and any day it is reckoned from the holdings; of today it is kept
 * ready for all, because each page shows the count: made anew where somebody comes or leaves, and now and then for all
 * places, since the network may change and days pass.
 */
@Service
@Transactional
public class Vacancies {
    private final VacancyStore store;
    private final HoldingStore holdings;
    private final Sites sites;
    private final Places places;
    private final Tree tree;

    Vacancies(VacancyStore store, HoldingStore holdings, Sites sites, Places places, Tree tree) {
        this.store = store;
        this.holdings = holdings;
        this.sites = sites;
        this.places = places;
        this.tree = tree;
    }

    /** Within the reader's sight, the longest first. */
    @Transactional(readOnly = true)
    public Slice<Vacancy> within(int page) {
        return new Slice<>(
                store.within(Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.count());
    }

    @Transactional(readOnly = true)
    public List<Vacancy> longest(int limit) {
        return store.within(limit, 0);
    }

    @Transactional(readOnly = true)
    public int count() {
        return store.count();
    }

    /** How many there are, counted no further than to a number: every page asks for this one. */
    @Transactional(readOnly = true)
    int countUpTo(int most) {
        return store.countUpTo(most);
    }

    /** Reckons what these places lack on a day. */
    @Transactional(readOnly = true)
    public List<Vacancy> of(Collection<Site> places, LocalDate on) {
        Map<Tier, List<RequiredPost>> required =
                this.places.requiredPosts(on).stream().collect(Collectors.groupingBy(RequiredPost::tier));
        List<UUID> ids = places.stream().map(site -> site.id().value()).toList();
        Map<HoldingStore.Filled, Integer> counts = holdings.counts(ids, on);
        Map<HoldingStore.Filled, LocalDate> ends = holdings.lastEnds(ids, on);
        List<Vacancy> found = new ArrayList<>();
        for (Site site : places) {
            if (!site.openOn(on)) {
                continue;
            }
            for (RequiredPost post : required.getOrDefault(site.tier(), List.of())) {
                HoldingStore.Filled key = new HoldingStore.Filled(site.id().value(), post.key());
                int missing = post.holders() - counts.getOrDefault(key, 0);
                if (missing > 0) {
                    LocalDate since = ends.getOrDefault(key, site.opened());
                    found.add(new Vacancy(site.id(), site.field(), post.key(), missing, since));
                }
            }
        }
        return found;
    }

    /** Which of these places lack nobody on a day. */
    @Transactional(readOnly = true)
    public Set<SiteId> filled(Collection<SiteId> of, LocalDate on) {
        Set<SiteId> filled = new HashSet<>(of);
        of(sites.getAll(of, on), on).forEach(vacancy -> filled.remove(vacancy.site()));
        return filled;
    }

    /** Says anew what these places lack today. */
    void refresh(Collection<Site> changed) {
        LocalDate today = tree.today();
        List<SiteId> ids = changed.stream().map(Site::id).toList();
        store.replace(ids.stream().map(SiteId::value).toList(), of(sites.getAll(ids, today), today));
    }

    /** Says anew what all places of the transaction's scope lack. */
    void refreshAll() {
        LocalDate today = tree.today();
        List<UUID> ids = store.sites();
        Map<UUID, Site> known = new HashMap<>();
        sites.getAll(ids.stream().map(SiteId::new).toList(), today)
                .forEach(site -> known.put(site.id().value(), site));
        store.replace(ids, of(known.values(), today));
        store.forgetAllBut(ids);
    }
}
