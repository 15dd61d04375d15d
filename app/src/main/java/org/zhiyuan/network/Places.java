package org.zhiyuan.network;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/** Place files (阵地档案): where a place is, when it is open, how it is reached, what it must have and has shown. */
@Service
@Transactional
public class Places {
    private static final int EVIDENCE_ROWS_MAX = 200;
    /** How far ahead special days are read: a page never speaks of later ones. */
    static final int SPECIAL_DAYS_AHEAD = 60;
    /** How far ahead one may be set: next year's feasts are known, later ones are not. */
    public static final int SPECIAL_DAY_AHEAD_MAX = 400;

    /** By what a check was seen: a few sentences, no report. */
    public static final int SHOWN_LENGTH_MAX = 1000;

    private final PlaceStore store;
    private final SiteStore acts;
    private final Sites sites;
    private final Tree tree;
    /** Found when they are needed: the rooms above need this one first. */
    private final ObjectProvider<Proof> proofs;

    private final Audit audit;
    private final InstantSource clock;

    Places(
            PlaceStore store,
            SiteStore acts,
            Sites sites,
            Tree tree,
            ObjectProvider<Proof> proofs,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.acts = acts;
        this.sites = sites;
        this.tree = tree;
        this.proofs = proofs;
        this.audit = audit;
        this.clock = clock;
    }

    // --- changing ---

    /**
     * Makes a change if what its sender saw still stands. Of two who send at the same moment the second waits for the
     * first, and then sees what that one wrote.
     *
     * @param seen mark of what stood when the form was opened, by {@link Seen}
     * @param standing reads the same again
     * @throws Overtaken if it stands no more; nothing is changed
     */
    public void onSeen(SiteId site, String seen, Supplier<?> standing, Runnable change) {
        store.lockFile(site);
        if (!Seen.of(standing.get()).equals(seen)) {
            throw new Overtaken(site);
        }
        change.run();
    }

    /**
     * Says where a place is from a day on. Without a document it is a correction of what stood wrong; with one it is told
     * in the history, and the old address stays true of the days before.
     */
    public void locate(SiteId site, Place place, Basis basis) {
        Site of = mine(site, place.from());
        Place before = store.place(site, place.from()).orElse(null);
        LocalDate latest = store.latestPlace(site).map(Place::from).orElse(place.from());
        if (place.from().isBefore(latest)) {
            throw new Refusal(Text.of("{0} 起已有新的地址，不能排在它前面", latest), Text.of("请先撤回那一次，或换一天"));
        }
        ActId act = tell(of, Effect.Kind.PLACE, place.from(), basis);
        store.putPlaces(List.of(new PlaceStore.PlaceRow(site, place, act)));
        audit.record(Deed.of("site.located", Text.of("登记“{0}”的地址和场地", of.name().full()))
                .on("site", site, site.value())
                .inField(of.field())
                .changed(before == null ? Map.of() : facts(before), facts(place))
                .because(basis.reason()));
    }

    /**
     * Where a site is from a day on, as one line of many.
     *
     * @param told whether its history tells of it: a site that is opened by the same document says so already
     */
    public record Located(SiteId site, Place place, boolean told) {}

    /** Says where many places are by one document, with the cost of a few statements. The caller records what it was for. */
    public void locateAll(List<Located> located, LocalDate day, Basis basis) {
        List<SiteStore.NewAct> orders = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        List<PlaceStore.PlaceRow> rows = new ArrayList<>();
        for (Located one : located) {
            ActId act = one.told() ? new ActId(Ids.next(clock)) : null;
            if (act != null) {
                orders.add(new SiteStore.NewAct(act, one.site().value(), Effect.Kind.PLACE.name(), day, basis));
                effects.add(Effect.told(act, one.site(), Effect.Kind.PLACE, day, null));
            }
            rows.add(new PlaceStore.PlaceRow(one.site(), one.place(), act));
        }
        if (!orders.isEmpty()) {
            basis.ordered().orRefuse();
            acts.insertActs(
                    orders,
                    clock.instant(),
                    Acting.actor().name(),
                    Acting.actor().account());
            acts.insertEffects(effects);
        }
        store.putPlaces(rows);
    }

    public void open(SiteId site, OpeningHours hours, Basis basis) {
        Site of = mine(site, hours.from());
        LocalDate latest = store.latestHours(site).map(OpeningHours::from).orElse(hours.from());
        if (hours.from().isBefore(latest)) {
            throw new Refusal(Text.of("{0} 起已有新的开放时间，不能排在它前面", latest), Text.of("请先撤回那一次，或换一天"));
        }
        OpeningHours before = hours(site, hours.from()).orElse(null);
        ActId act = tell(of, Effect.Kind.HOURS, hours.from(), basis);
        store.putHours(List.of(new PlaceStore.HoursRow(site, hours, act)));
        audit.record(Deed.of("site.hours_set", Text.of("登记“{0}”的开放时间", of.name().full()))
                .on("site", site, site.value())
                .inField(of.field())
                .changed(
                        before == null ? Map.of() : Map.of("hours", before.written(), "note", before.note()),
                        Map.of("hours", hours.written(), "note", hours.note()))
                .because(basis.reason()));
    }

    /** Only what a document orders, or what is planned, is told in the history; a correction is not. */
    private @Nullable ActId tell(Site site, Effect.Kind kind, LocalDate day, Basis basis) {
        if (basis.document().isEmpty() && !day.isAfter(tree.today())) {
            return null;
        }
        basis.ordered().orRefuse();
        ActId act = new ActId(Ids.next(clock));
        acts.insertActs(
                List.of(new SiteStore.NewAct(act, site.id().value(), kind.name(), day, basis)),
                clock.instant(),
                Acting.actor().name(),
                Acting.actor().account());
        acts.insertEffects(List.of(Effect.told(act, site.id(), kind, day, null)));
        return act;
    }

    public void setSpecialDay(SiteId site, OpeningHours.SpecialDay special) {
        Site of = mine(site, special.day());
        store.putSpecialDay(site, special);
        audit.record(Deed.of(
                        "site.special_day_set",
                        Text.of("登记“{0}”{1} 的开放时间", of.name().full(), special.day()))
                .on("site", site, site.value())
                .inField(of.field())
                .changed(Map.of(), Map.of("spans", OpeningHours.written(special.spans()), "note", special.note())));
    }

    public void removeSpecialDay(SiteId site, LocalDate day) {
        Site of = mine(site, day);
        if (store.removeSpecialDay(site, day) > 0) {
            audit.record(Deed.of(
                            "site.special_day_removed",
                            Text.of("取消“{0}”{1} 的特别安排", of.name().full(), day))
                    .on("site", site, site.value())
                    .inField(of.field()));
        }
    }

    /** Puts these numbers in the place of those that stood there. */
    public void setContacts(SiteId site, List<Contact> contacts) {
        Site of = mine(site, tree.today());
        if (contacts.size() > Contact.CONTACTS_MAX) {
            throw new Refusal(Text.of("一处阵地最多登记 {0} 个电话", Contact.CONTACTS_MAX));
        }
        store.removeContacts(site);
        List<PlaceStore.ContactRow> rows = new ArrayList<>();
        for (Contact contact : contacts) {
            rows.add(new PlaceStore.ContactRow(Ids.next(clock), site, contact, rows.size() + 1));
        }
        store.insertContacts(rows);
        audit.record(Deed.of(
                        "site.contacts_set",
                        Text.of("登记“{0}”的 {1} 个电话", of.name().full(), contacts.size()))
                .on("site", site, site.value())
                .inField(of.field()));
    }

    /** Says that a check was met on a day, and by what it was seen. */
    public void show(SiteId site, String check, LocalDate day, String shown) {
        Site of = mine(site, tree.today());
        if (day.isAfter(tree.today())) {
            throw new Refusal(Text.of("凭据的日期不能在今天以后"));
        }
        Check meant = store.checked(List.of(site), tree.today()).stream()
                .map(PlaceStore.Checked::check)
                .filter(candidate -> candidate.key().equals(check) && candidate.byEvidence())
                .findFirst()
                .orElseThrow(() -> new Absent("check " + check + " of site " + site));
        store.insertEvidence(
                List.of(new PlaceStore.EvidenceRow(Ids.next(clock), site, check, day, shown.strip())),
                Acting.actor().name(),
                Acting.actor().account(),
                clock.instant());
        audit.record(Deed.of(
                        "site.evidence_added",
                        Text.of("为“{0}”登记凭据：{1}", of.name().full(), meant.label()))
                .on("site", site, site.value())
                .inField(of.field())
                .changed(Map.of(), Map.of("check", check, "day", day, "shown", shown.strip())));
    }

    private Site mine(SiteId site, LocalDate day) {
        if (!acts.within(site.value())) {
            throw new Absent("site " + site);
        }
        return sites.get(site, day);
    }

    private static Map<String, Object> facts(Place place) {
        return Map.of(
                "from", place.from(),
                "address", place.address(),
                "addressEn", place.addressEn(),
                "position", String.valueOf(place.position()),
                "areaM2", String.valueOf(place.areaM2()),
                "seats", String.valueOf(place.seats()),
                "sign", place.sign());
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Optional<Place> place(SiteId site, LocalDate on) {
        return store.place(site, on);
    }

    @Transactional(readOnly = true)
    public Optional<OpeningHours> hours(SiteId site, LocalDate on) {
        return store.hours(site, on).stream()
                .filter(hours -> !hours.from().isAfter(on))
                .findFirst();
    }

    /** The last entry there is, planned or in force: the only one that a change can still replace. */
    @Transactional(readOnly = true)
    public Optional<Place> latestPlace(SiteId site) {
        return store.latestPlace(site);
    }

    /** As {@link #latestPlace}. */
    @Transactional(readOnly = true)
    public Optional<OpeningHours> latestHours(SiteId site) {
        return store.latestHours(site);
    }

    @Transactional(readOnly = true)
    public List<OpeningHours.SpecialDay> specialDays(SiteId site, LocalDate from) {
        return store.specialDays(site, from, from.plusDays(SPECIAL_DAYS_AHEAD));
    }

    /** All that are set from a day on, for whoever keeps them. */
    @Transactional(readOnly = true)
    public List<OpeningHours.SpecialDay> allSpecialDays(SiteId site, LocalDate from) {
        return store.specialDays(site, from, from.plusDays(SPECIAL_DAY_AHEAD_MAX + 1L));
    }

    @Transactional(readOnly = true)
    public List<Contact> contacts(SiteId site) {
        return store.contacts(site);
    }

    @Transactional(readOnly = true)
    public Completeness completeness(SiteId site, LocalDate on) {
        return completeness(List.of(site), on).getOrDefault(site, new Completeness(List.of()));
    }

    /** How complete the files of many places are: one statement, and one call to each room that proves a check. */
    @Transactional(readOnly = true)
    public Map<SiteId, Completeness> completeness(Collection<SiteId> of, LocalDate on) {
        Map<SiteId, List<Completeness.Item>> items = new LinkedHashMap<>();
        Map<String, Set<SiteId>> proved = new HashMap<>();
        for (PlaceStore.Checked row : store.checked(of, on)) {
            Boolean met = row.met();
            if (met == null) {
                Proof proof = proof(row.check());
                if (proof == null) {
                    continue;
                }
                met = proved.computeIfAbsent(row.check().provedBy(), key -> proof.met(of, on))
                        .contains(row.site());
            }
            Completeness.State state = met
                    ? Completeness.State.MET
                    : row.shown() == null ? Completeness.State.MISSING : Completeness.State.EXPIRED;
            items.computeIfAbsent(row.site(), site -> new ArrayList<>())
                    .add(new Completeness.Item(row.check(), state, row.shown()));
        }
        Map<SiteId, Completeness> files = new LinkedHashMap<>();
        items.forEach((site, found) -> files.put(site, new Completeness(found)));
        return files;
    }

    private @Nullable Proof proof(Check check) {
        return proofs.stream()
                .filter(proof -> proof.key().toUpperCase(Locale.ROOT).equals(check.provedBy()))
                .findFirst()
                .orElse(null);
    }

    /** What was shown, newest first; for those in whose scope the place lies. */
    @Transactional(readOnly = true)
    public List<Evidence> evidence(SiteId site) {
        return store.evidence(site, EVIDENCE_ROWS_MAX).stream()
                .map(row -> new Evidence(row.key(), row.day(), row.shown(), row.recorder(), row.recordedAt()))
                .toList();
    }

    /** The posts that places must have on a day, by tier. */
    @Transactional(readOnly = true)
    public List<RequiredPost> requiredPosts(LocalDate on) {
        return store.posts(on);
    }
}
