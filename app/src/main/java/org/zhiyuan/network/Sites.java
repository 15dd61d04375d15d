package org.zhiyuan.network;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/**
 * The build of the network. Every change is an act with its day and document; what a body is on a day is folded from the
 * acts on it, so that history stays with the body of its day and a planned act can be withdrawn before it comes.
 */
@Service
@Transactional
public class Sites {
    private final SiteStore store;
    private final Tree tree;
    /** Found when they are needed: the rooms above need this one first. */
    private final ObjectProvider<Handover> handovers;

    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Sites(
            SiteStore store,
            Tree tree,
            ObjectProvider<Handover> handovers,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.tree = tree;
        this.handovers = handovers;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- opening ---

    /**
     * A site, the day from which it is open, and what orders it.
     *
     * @param parentNumber number of the site it hangs under, where that one is opened in the same call
     */
    public record Opening(
            NewSite site,
            LocalDate day,
            Basis basis,
            @Nullable String parentNumber) {
        public Opening(NewSite site, LocalDate day, Basis basis) {
            this(site, day, basis, null);
        }
    }

    public SiteId open(NewSite fresh, LocalDate day, Basis basis) {
        if (fresh.parent() != null && !store.within(fresh.parent().value())) {
            throw new Absent("parent " + fresh.parent());
        }
        SiteId site = plant(List.of(new Opening(fresh, day, basis))).getFirst();
        audit.record(
                Deed.of("site.opened", Text.of("设立“{0}”，从 {1} 起", fresh.name().full(), day))
                        .on("site", site, site.value())
                        .changed(Map.of(), facts(fresh.name(), fresh.code(), fresh.parent(), day, basis))
                        .because(basis.reason()));
        events.publishEvent(new SiteOpened(site, day));
        return site;
    }

    /** Opens many at once, with the cost of a few statements; in the order of the answer. */
    public List<SiteId> openAll(List<Opening> openings) {
        List<SiteId> opened = plant(openings);
        audit.record(Deed.of("site.opened", Text.of("一次设立 {0} 处阵地", opened.size())));
        return opened;
    }

    private List<SiteId> plant(List<Opening> openings) {
        List<SiteId> planted = sow(openings);
        reshape(planted.stream().map(SiteId::value).toList());
        return planted;
    }

    /** One of many changes made at once; which of the rest counts depends on what is given. */
    public record Change(
            SiteId site,
            @Nullable SiteName name,
            boolean recoded,
            @Nullable String code,
            @Nullable SiteId parent,
            @Nullable Tier tier) {}

    /**
     * Opens and changes many at once by one document, with the cost of a few statements: the rules of the whole are asked
     * when everything is written, so that two sites may exchange their names. The caller records what it was for.
     *
     * @param batches openings, in an order in which what others hang under comes first; told what was opened before
     * @param changes asked once everything is opened
     */
    public void rearrange(
            List<Function<Map<String, SiteId>, List<Opening>>> batches,
            Function<Map<String, SiteId>, List<Change>> changes,
            LocalDate day,
            Basis basis) {
        Map<String, SiteId> opened = new HashMap<>();
        Set<UUID> touched = new HashSet<>();
        for (Function<Map<String, SiteId>, List<Opening>> batch : batches) {
            List<Opening> openings = batch.apply(opened);
            List<SiteId> sown = sow(openings);
            for (int i = 0; i < sown.size(); i++) {
                touched.add(sown.get(i).value());
                opened.put(Objects.requireNonNull(openings.get(i).site().number()), sown.get(i));
            }
        }
        List<Change> wanted = changes.apply(opened);
        if (!wanted.isEmpty()) {
            basis.ordered().orRefuse();
            store.lockTree(tree.today());
            List<SiteStore.NewAct> acts = new ArrayList<>();
            List<Effect> effects = new ArrayList<>();
            for (Change change : wanted) {
                if (!store.within(change.site().value())) {
                    throw new Absent("site " + change.site());
                }
                ActId act = new ActId(Ids.next(clock));
                List<Effect> own = effects(act, change, day);
                acts.add(new SiteStore.NewAct(
                        act, change.site().value(), own.getFirst().kind().name(), day, basis));
                effects.addAll(own);
                touched.add(change.site().value());
            }
            insert(acts, effects);
        }
        reshape(touched);
        for (Change change : wanted) {
            SiteId parent = change.parent();
            if (parent != null) {
                handOver(new Handover.SiteMove(change.site(), parent, day));
                events.publishEvent(new SiteMoved(change.site(), parent, day));
            }
            if (change.name() != null) {
                events.publishEvent(new SiteRenamed(change.site(), day));
            }
        }
    }

    private static List<Effect> effects(ActId act, Change change, LocalDate day) {
        List<Effect> effects = new ArrayList<>();
        if (change.name() != null) {
            effects.add(Effect.renamed(act, change.site(), day, change.name()));
        }
        if (change.recoded()) {
            effects.add(Effect.recoded(act, change.site(), day, change.code()));
        }
        if (change.parent() != null) {
            effects.add(Effect.moved(act, change.site(), day, change.parent(), change.tier()));
        }
        return effects;
    }

    private List<SiteId> sow(List<Opening> openings) {
        openings.forEach(opening -> opening.basis().ordered().orRefuse());
        LocalDate today = tree.today();
        store.lockTree(today);
        Map<String, SiteId> byNumber = new HashMap<>();
        List<String> numbers = numbers(openings);
        numbers.forEach(number -> byNumber.put(number, new SiteId(Ids.next(clock))));
        List<SiteStore.Fresh> fresh = new ArrayList<>();
        List<SiteStore.NewAct> acts = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        Map<UUID, UUID> above = new HashMap<>();
        List<SiteId> ids = new ArrayList<>();
        for (int i = 0; i < openings.size(); i++) {
            Opening opening = openings.get(i);
            String number = numbers.get(i);
            SiteId site = Objects.requireNonNull(byNumber.get(number));
            NewSite shape = opening.site();
            SiteId parent = opening.parentNumber() == null ? shape.parent() : byNumber.get(opening.parentNumber());
            if (parent != null) {
                above.put(site.value(), parent.value());
            } else if (shape.tier() != Tier.CENTER) {
                throw new Refusal(Text.of("没有写明“{0}”的上级", shape.name().brief()));
            }
            ActId act = new ActId(Ids.next(clock));
            ids.add(site);
            fresh.add(new SiteStore.Fresh(site.value(), number, shape.field(), opening.day()));
            acts.add(
                    new SiteStore.NewAct(act, site.value(), Effect.Kind.OPENED.name(), opening.day(), opening.basis()));
            effects.add(Effect.opened(act, site, opening.day(), shape, parent));
        }
        store.plant(fresh.stream().map(SiteStore.Fresh::id).toList(), above);
        store.insertSites(fresh);
        insert(acts, effects);
        return ids;
    }

    /** A number for life: the given one, the code, or the next below what it hangs under. */
    private List<String> numbers(List<Opening> openings) {
        Map<SiteId, String> slugs = store
                .sites(
                        openings.stream()
                                .map(opening -> opening.site().parent())
                                .filter(Objects::nonNull)
                                .map(SiteId::value)
                                .distinct()
                                .toList(),
                        tree.today())
                .stream()
                .collect(Collectors.toMap(Site::id, Site::slug));
        List<String> stems =
                openings.stream().map(opening -> stem(opening, slugs)).toList();
        Set<String> taken = new HashSet<>(store.numbersFrom(Set.copyOf(stems)));
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < openings.size(); i++) {
            NewSite site = openings.get(i).site();
            String stem = stems.get(i);
            if (site.number() != null && taken.contains(stem)) {
                throw new Refusal(Text.of("编号 {0} 已经用过，编号不重复使用", stem));
            }
            boolean whole = site.number() != null || site.code() != null;
            String number = stem;
            for (int n = whole ? 2 : 1; taken.contains(number) || (!whole && number.equals(stem)); n++) {
                number = stem + (n < 10 ? "-0" : "-") + n;
            }
            taken.add(number);
            numbers.add(number);
        }
        return numbers;
    }

    private static String stem(Opening opening, Map<SiteId, String> slugs) {
        NewSite site = opening.site();
        if (site.number() != null) {
            return site.number();
        }
        if (site.code() != null) {
            return site.code();
        }
        if (opening.parentNumber() != null) {
            return opening.parentNumber();
        }
        return slugs.getOrDefault(site.parent(), "site");
    }

    // --- changing ---

    public ActId rename(SiteId site, SiteName name, LocalDate day, Basis basis) {
        Site before = mine(site, day);
        ActId act = order(site, Effect.Kind.RENAMED, day, basis, id -> List.of(Effect.renamed(id, site, day, name)));
        audit.record(Deed.of(
                        "site.renamed",
                        Text.of("把“{0}”改名为“{1}”，从 {2} 起", before.name().full(), name.full(), day))
                .on("site", site, site.value())
                .changed(
                        facts(before.name(), before.code(), before.parent(), before.opened(), Basis.of("")),
                        facts(name, before.code(), before.parent(), before.opened(), Basis.of("")))
                .because(basis.reason()));
        events.publishEvent(new SiteRenamed(site, day));
        return act;
    }

    /**
     * Corrects how lists call a site and how search finds it: nothing changed in the world, so there is no day and no
     * document. The full name is what a document says; it changes by a document only.
     */
    public void correct(SiteId site, SiteName name) {
        Site before = mine(site, tree.today());
        if (!before.name().full().equals(name.full())) {
            throw new IllegalArgumentException("a correction keeps the full name of " + site);
        }
        store.lockTree(tree.today());
        store.correctNaming(site, tree.today(), name);
        reshape(Set.of(site.value()));
        audit.record(Deed.of(
                        "site.corrected",
                        Text.of("更正“{0}”的简称、英文名称或拼音", before.name().full()))
                .on("site", site, site.value())
                .changed(facts(before.name()), facts(name)));
    }

    private static Map<String, Object> facts(SiteName name) {
        return Map.of("brief", name.brief(), "english", name.english(), "pinyin", name.pinyin());
    }

    /** Gives a site another division code, or none. */
    public ActId recode(SiteId site, @Nullable String code, LocalDate day, Basis basis) {
        SitePolicy.code(code).orRefuse();
        Site before = mine(site, day);
        ActId act = order(site, Effect.Kind.RECODED, day, basis, id -> List.of(Effect.recoded(id, site, day, code)));
        audit.record(Deed.of(
                        "site.recoded",
                        Text.of("“{0}”的区划代码改为 {1}，从 {2} 起", before.name().full(), code == null ? "—" : code, day))
                .on("site", site, site.value())
                .changed(Map.of("code", orEmpty(before.code())), Map.of("code", orEmpty(code)))
                .because(basis.reason()));
        return act;
    }

    /** Hangs a site elsewhere, and raises or lowers its tier where one is given. */
    public ActId move(SiteId site, SiteId parent, @Nullable Tier tier, LocalDate day, Basis basis) {
        Site before = mine(site, day);
        Site above = mine(parent, day);
        if (site.equals(parent)) {
            throw new Refusal(Text.of("“{0}”不能挂到自己的下级下面", before.name().brief()));
        }
        ActId act = order(
                site,
                Effect.Kind.MOVED,
                day,
                basis,
                id -> List.of(Effect.moved(id, site, day, parent, tier == before.tier() ? null : tier)));
        handOver(new Handover.SiteMove(site, parent, day));
        audit.record(Deed.of(
                        "site.moved",
                        Text.of(
                                "把“{0}”改挂到“{1}”，从 {2} 起",
                                before.name().full(), above.name().full(), day))
                .on("site", site, site.value())
                .changed(
                        Map.of("parent", String.valueOf(before.parent()), "tier", before.tier()),
                        Map.of("parent", parent, "tier", tier == null ? before.tier() : tier))
                .because(basis.reason()));
        events.publishEvent(new SiteMoved(site, parent, day));
        return act;
    }

    /** Ends a site in another; what hangs under it moves along. The old site stays findable and points to the other. */
    public ActId merge(SiteId site, SiteId successor, LocalDate day, Basis basis) {
        Site before = mine(site, day);
        Site after = mine(successor, day);
        if (site.equals(successor)) {
            throw new Refusal(Text.of("不能并入自己"));
        }
        if (after.tier() == Tier.BRANCH != (before.tier() == Tier.BRANCH) || before.tier() == Tier.CENTER) {
            throw new Refusal(Text.of(
                    "“{0}”不能并入“{1}”：不是同一类阵地",
                    before.name().brief(), after.name().brief()));
        }
        if (!after.openOn(day)) {
            throw new Refusal(Text.of("“{0}”在 {1} 没有开着，不能并入", after.name().brief(), day));
        }
        List<Site> children = store.children(site.value(), day);
        ActId act = order(site, Effect.Kind.MERGED, day, basis, id -> {
            List<Effect> effects = new ArrayList<>();
            effects.add(Effect.merged(id, site, day, successor));
            effects.add(Effect.told(id, successor, Effect.Kind.ABSORBED, day, site));
            children.stream()
                    .filter(child -> !child.id().equals(successor))
                    .forEach(child -> effects.add(Effect.moved(id, child.id(), day, successor, null)));
            children.stream()
                    .filter(child -> child.id().equals(successor))
                    .forEach(child -> effects.add(
                            Effect.moved(id, successor, day, Objects.requireNonNull(before.parent()), null)));
            return effects;
        });
        handOver(new Handover.SiteEnd(site, successor, day));
        audit.record(Deed.of(
                        "site.merged",
                        Text.of(
                                "把“{0}”并入“{1}”，从 {2} 起",
                                before.name().full(), after.name().full(), day))
                .on("site", site, site.value())
                .changed(Map.of("closed", ""), Map.of("closed", day, "successor", successor))
                .because(basis.reason()));
        events.publishEvent(new SiteMerged(site, successor, day));
        return act;
    }

    /** Makes a part of a site a site of its own; the site itself goes on. Some of what hangs under it may go along. */
    public SiteId split(SiteId site, NewSite part, Collection<SiteId> along, LocalDate day, Basis basis) {
        basis.ordered().orRefuse();
        Site before = mine(site, day);
        if (before.tier() == Tier.CENTER || before.tier() == Tier.BRANCH) {
            throw new Refusal(Text.of("“{0}”不能分设", before.name().brief()));
        }
        Set<SiteId> children =
                store.children(site.value(), day).stream().map(Site::id).collect(Collectors.toSet());
        if (!children.containsAll(along)) {
            throw new Absent("what goes along with the part of " + site);
        }
        if (part.parent() != null && !store.within(part.parent().value())) {
            throw new Absent("parent " + part.parent());
        }
        store.lockTree(tree.today());
        SiteId fresh = new SiteId(Ids.next(clock));
        String number = numbers(List.of(new Opening(part, day, basis))).getFirst();
        store.plant(
                List.of(fresh.value()),
                Map.of(fresh.value(), Objects.requireNonNull(part.parent()).value()));
        store.insertSites(List.of(new SiteStore.Fresh(fresh.value(), number, null, day)));
        ActId act = new ActId(Ids.next(clock));
        List<Effect> effects = new ArrayList<>();
        effects.add(Effect.opened(act, fresh, day, part, part.parent()));
        effects.add(Effect.told(act, site, Effect.Kind.SPLIT, day, fresh));
        effects.add(Effect.told(act, fresh, Effect.Kind.SPLIT, day, site));
        along.forEach(child -> effects.add(Effect.moved(act, child, day, fresh, null)));
        insert(List.of(new SiteStore.NewAct(act, site.value(), Effect.Kind.SPLIT.name(), day, basis)), effects);
        reshape(shaped(effects));
        handOver(new Handover.SiteSplit(site, fresh, day));
        audit.record(Deed.of(
                        "site.split",
                        Text.of(
                                "从“{0}”分设“{1}”，从 {2} 起",
                                before.name().full(), part.name().full(), day))
                .on("site", site, site.value())
                .changed(Map.of(), facts(part.name(), part.code(), part.parent(), day, basis))
                .because(basis.reason()));
        events.publishEvent(new SiteSplit(site, fresh, day));
        return fresh;
    }

    /** Ends a site. Nothing may hang under it on that day. */
    public ActId close(SiteId site, LocalDate day, Basis basis) {
        Site before = mine(site, day);
        if (before.tier() == Tier.CENTER) {
            throw new Refusal(Text.of("实践中心不能停办"));
        }
        List<Site> children = store.children(site.value(), day);
        if (!children.isEmpty()) {
            throw new Refusal(
                    Text.of(
                            "“{0}”下面还有 {1} 处阵地，先有“{2}”",
                            before.name().brief(),
                            children.size(),
                            children.getFirst().name().brief()),
                    Text.of("请先把它们改挂到别处，或改为整体并入另一处"));
        }
        ActId act = order(site, Effect.Kind.CLOSED, day, basis, id -> List.of(Effect.closed(id, site, day)));
        handOver(new Handover.SiteEnd(site, null, day));
        audit.record(
                Deed.of("site.closed", Text.of("停办“{0}”，从 {1} 起", before.name().full(), day))
                        .on("site", site, site.value())
                        .changed(Map.of("closed", ""), Map.of("closed", day))
                        .because(basis.reason()));
        events.publishEvent(new SiteClosed(site, day));
        return act;
    }

    /** Writes down something else that a document says of a site from a day on; the basis tells it. */
    public ActId tell(SiteId site, LocalDate day, Basis basis) {
        Site told = mine(site, day);
        if (basis.told().isEmpty()) {
            throw new Refusal(Text.of("请写一句要记在来历里的话"));
        }
        ActId act = order(
                site, Effect.Kind.TOLD, day, basis, id -> List.of(Effect.told(id, site, Effect.Kind.TOLD, day, null)));
        audit.record(Deed.of("site.told", Text.of("在“{0}”的来历里记下一条", told.name().full()))
                .on("site", site, site.value())
                .changed(Map.of(), Map.of("day", day, "told", basis.told()))
                .because(basis.reason()));
        return act;
    }

    /** Tells in both histories that a site was once split off another; for what happened before it was kept here. */
    void tellSplit(SiteId site, SiteId part, LocalDate day, Basis basis) {
        order(
                site,
                Effect.Kind.SPLIT,
                day,
                basis,
                id -> List.of(
                        Effect.told(id, site, Effect.Kind.SPLIT, day, part),
                        Effect.told(id, part, Effect.Kind.SPLIT, day, site)));
    }

    /** Takes back an act whose day has not come. Everything it would have done to anybody is as if it had never been. */
    public void withdraw(ActId id, String reason) {
        SitePolicy.reasonOfWithdrawal(reason).orRefuse();
        SiteStore.Act act = store.act(id).orElseThrow(() -> new Absent("act " + id));
        SitePolicy.stillAhead(act.day(), tree.today()).orRefuse();
        store.lockTree(tree.today());
        List<Effect> effects = store.effectsOf(id);
        if (!store.withdrawAct(
                id, clock.instant(), reason.strip(), Acting.actor().name())) {
            throw new Absent("act " + id + " to withdraw");
        }
        reshape(shaped(effects));
        store.forgetFacts(id);
        changes(effects).forEach(change -> handovers.forEach(handover -> handover.takeBack(change)));
        audit.record(Deed.of("site.act_withdrawn", Text.of("撤回原定 {0} 的变更", act.day()))
                .on("act", id, act.site())
                .because(reason));
        events.publishEvent(new ActWithdrawn(id, new SiteId(act.site())));
    }

    /** What moves along in a merger or a split is part of it, and not told by itself. */
    private static List<Handover.Change> changes(List<Effect> effects) {
        List<Handover.Change> changes = new ArrayList<>();
        boolean alone = effects.size() == 1;
        for (Effect effect : effects) {
            switch (effect.kind()) {
                case MERGED, CLOSED -> changes.add(new Handover.SiteEnd(effect.site(), effect.other(), effect.day()));
                case MOVED -> {
                    if (alone) {
                        changes.add(new Handover.SiteMove(
                                effect.site(), Objects.requireNonNull(effect.parent()), effect.day()));
                    }
                }
                case SPLIT -> {
                    if (!opened(effects, effect.site())) {
                        changes.add(new Handover.SiteSplit(
                                effect.site(), Objects.requireNonNull(effect.other()), effect.day()));
                    }
                }
                default -> {}
            }
        }
        return changes;
    }

    private static boolean opened(List<Effect> effects, SiteId site) {
        return effects.stream()
                .anyMatch(effect ->
                        effect.kind() == Effect.Kind.OPENED && effect.site().equals(site));
    }

    // --- how every change is made ---

    private interface Effects {
        List<Effect> of(ActId act);
    }

    private ActId order(SiteId site, Effect.Kind kind, LocalDate day, Basis basis, Effects effects) {
        basis.ordered().orRefuse();
        store.lockTree(tree.today());
        ActId act = new ActId(Ids.next(clock));
        List<Effect> all = effects.of(act);
        insert(List.of(new SiteStore.NewAct(act, site.value(), kind.name(), day, basis)), all);
        reshape(shaped(all));
        return act;
    }

    private static Set<UUID> shaped(List<Effect> effects) {
        return effects.stream()
                .filter(effect -> effect.kind().shapes())
                .map(effect -> effect.site().value())
                .collect(Collectors.toSet());
    }

    private void insert(List<SiteStore.NewAct> acts, List<Effect> effects) {
        store.insertActs(
                acts, clock.instant(), Acting.actor().name(), Acting.actor().account());
        store.insertEffects(effects);
    }

    /** Folds the lives of what was touched, refuses what breaks a rule of the whole, and regrows the tree. */
    private void reshape(Collection<UUID> touched) {
        if (touched.isEmpty()) {
            return;
        }
        Map<SiteId, List<Effect>> effects = store.effects(touched).stream()
                .collect(Collectors.groupingBy(Effect::site, LinkedHashMap::new, Collectors.toList()));
        store.replaceLives(
                touched,
                effects.entrySet().stream()
                        .filter(entry -> entry.getValue().stream()
                                .anyMatch(effect -> effect.kind().shapes()))
                        .map(entry -> Life.fold(entry.getKey(), entry.getValue()))
                        .toList());
        store.violations(touched).stream()
                .findFirst()
                .ifPresent(violation -> violation.asRefusal().orRefuse());
        LocalDate today = tree.today();
        store.regrow(today);
        store.markTree(today);
    }

    private void handOver(Handover.Change change) {
        handovers.forEach(handover -> handover.handOver(change));
    }

    /** The site as it is on that day, if the actor may change it; a stranger's is not there. */
    private Site mine(SiteId site, LocalDate day) {
        if (!store.within(site.value())) {
            throw new Absent("site " + site);
        }
        return get(site, day);
    }

    private static Map<String, Object> facts(
            SiteName name, @Nullable String code, @Nullable SiteId parent, LocalDate day, Basis basis) {
        return Map.of(
                "name", name.full(),
                "brief", name.brief(),
                "english", name.english(),
                "code", orEmpty(code),
                "parent", parent == null ? "" : parent.toString(),
                "day", day,
                "document", basis.document());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** What a change would do elsewhere; for the page before it is confirmed. */
    @Transactional(readOnly = true)
    public Handover.Lines foresee(Handover.Change change) {
        List<Text> moves = new ArrayList<>();
        List<Text> stays = new ArrayList<>();
        for (Handover handover : handovers) {
            Handover.Lines lines = handover.foresee(change);
            moves.addAll(lines.moves());
            stays.addAll(lines.stays());
        }
        return new Handover.Lines(moves, stays);
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Site get(SiteId site, LocalDate on) {
        return find(site, on).orElseThrow(() -> new Absent("site " + site));
    }

    @Transactional(readOnly = true)
    public Optional<Site> find(SiteId site, LocalDate on) {
        return store.site(site.value(), on);
    }

    /** By id, division code or number; a code leads to whoever answers for it on the day. */
    @Transactional(readOnly = true)
    public Optional<SiteId> resolve(String idOrCode, LocalDate on) {
        Optional<UUID> id = uuid(idOrCode);
        return id.isPresent()
                ? store.site(id.get(), on).map(Site::id)
                : store.resolve(idOrCode, on).map(SiteId::new);
    }

    private static Optional<UUID> uuid(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Transactional(readOnly = true)
    public List<Site> getAll(Collection<SiteId> sites, LocalDate on) {
        return store.sites(sites.stream().map(SiteId::value).toList(), on);
    }

    @Transactional(readOnly = true)
    public List<Site> children(SiteId parent, LocalDate on) {
        return store.children(parent.value(), on);
    }

    /** Every site of a day, with where it is; for whoever lays a sheet beside the network. */
    @Transactional(readOnly = true)
    public List<KnownSite> known(LocalDate on) {
        return store.known(on);
    }

    /** Every number that was ever given: numbers are not used twice. */
    @Transactional(readOnly = true)
    public List<String> numbers() {
        return store.numbers();
    }

    /** The city's center, at which everything lies that is the city's own. */
    @Transactional(readOnly = true)
    public SiteId center() {
        return store.center(tree.today())
                .map(SiteId::new)
                .orElseThrow(() -> new IllegalStateException("the network has no center"));
    }

    @Transactional(readOnly = true)
    public boolean none() {
        return store.none();
    }

    /** Whether a decision of {@link SitePolicy} stands in the way; for rooms that check many before they change any. */
    @Transactional(readOnly = true)
    public Decision mayHold(SiteId site) {
        return store.within(site.value()) ? Decision.allowed() : Decision.refused(Text.of("不在您能改的范围里"));
    }
}
