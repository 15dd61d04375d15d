package org.zhiyuan.staff;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Handover;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;

/** Puts people on the posts of places and takes them off, by date and document; nothing that was is overwritten. */
@Service
@Transactional
public class Staff {
    public static final int REASON_LENGTH_MIN = 4;
    public static final int REASON_LENGTH_MAX = 200;

    private final HoldingStore store;
    private final Vacancies vacancies;
    private final Sites sites;
    private final Places places;
    private final Tree tree;
    private final People people;
    private final List<Handover> handovers;
    private final Audit audit;
    private final InstantSource clock;

    Staff(
            HoldingStore store,
            Vacancies vacancies,
            Sites sites,
            Places places,
            Tree tree,
            People people,
            List<Handover> handovers,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.vacancies = vacancies;
        this.sites = sites;
        this.places = places;
        this.tree = tree;
        this.people = people;
        this.handovers = handovers;
        this.audit = audit;
        this.clock = clock;
    }

    // --- reading ---

    /** The posts that a place must have, as they are filled on a day; the one that leads the place first. */
    @Transactional(readOnly = true)
    public List<PostState> posts(Site site, LocalDate on) {
        List<Holding> holders = named(store.on(List.of(site.id().value()), on));
        Map<String, LocalDate> since = new HashMap<>();
        vacancies.of(List.of(site), on).forEach(vacancy -> since.put(vacancy.post(), vacancy.since()));
        return places.requiredPosts(on).stream()
                .filter(post -> post.tier() == site.tier())
                .map(post -> new PostState(
                        post,
                        holders.stream()
                                .filter(holding -> holding.post().equals(post.key()))
                                .toList(),
                        since.get(post.key())))
                .toList();
    }

    /** All who held or will hold a post of the place, the latest first. */
    @Transactional(readOnly = true)
    public List<Holding> history(SiteId site) {
        return named(store.at(site.value()));
    }

    /** Who is on a post today within the reader's sight, the latest appointed first. */
    @Transactional(readOnly = true)
    public Slice<Holding> holders(int page) {
        LocalDate today = tree.today();
        return new Slice<>(
                named(store.within(today, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT)),
                page,
                Slice.SIZE_DEFAULT,
                store.countWithin(today));
    }

    @Transactional(readOnly = true)
    public Holding get(HoldingId id) {
        return named(store.find(id.value()).stream().toList()).stream()
                .findFirst()
                .orElseThrow(() -> new Absent("holding " + id));
    }

    /** Whether the name of whoever holds it stands on public pages. */
    @Transactional(readOnly = true)
    public boolean isPublic(String post) {
        return store.publicPosts().contains(post);
    }

    @Transactional(readOnly = true)
    public Map<String, RequiredPost> requiredPosts() {
        Map<String, RequiredPost> posts = new HashMap<>();
        places.requiredPosts(tree.today()).forEach(post -> posts.put(post.key(), post));
        return posts;
    }

    private List<Holding> named(List<Holding> holdings) {
        List<PersonId> unnamed = holdings.stream()
                .filter(holding -> holding.name().isEmpty())
                .map(Holding::person)
                .filter(Objects::nonNull)
                .distinct()
                .limit(Slice.SIZE_MAX)
                .toList();
        Map<PersonId, String> names = unnamed.isEmpty() ? Map.of() : people.names(unnamed);
        return holdings.stream()
                .map(holding -> holding.name().isEmpty() && holding.person() != null
                        ? holding.named(names.getOrDefault(holding.person(), ""))
                        : holding)
                .toList();
    }

    // --- changing ---

    /**
     * Puts somebody on a post. A single post passes over: whoever holds it leaves on the day on which the next begins,
     * by the same document.
     */
    public HoldingId appoint(Actor actor, SiteId at, Appointment appointment) {
        LocalDate from = appointment.from();
        Site site = sites.get(at, from);
        AppointmentPolicy.thePlaceIsOpen(site, from).orRefuse();
        RequiredPost post = required(appointment.post(), from);
        AppointmentPolicy.thePlaceHasThePost(site, post).orRefuse();
        RequiredPost held = Objects.requireNonNull(post);
        AppointmentPolicy.theDayIsNear(from, tree.today()).orRefuse();
        List<Holding> others = store.lock(at.value(), held.key());
        if (held.head()) {
            AppointmentPolicy.nobodyComesAfter(others, from).orRefuse();
        }
        PersonId person = person(actor, site, appointment);
        AppointmentPolicy.notTwiceOnOnePost(others, person, from).orRefuse();
        HoldingId id = new HoldingId(Ids.next(clock));
        Optional<Holding> former =
                held.head() ? others.stream().filter(other -> other.on(from)).findFirst() : Optional.empty();
        former.ifPresent(leaving -> store.end(leaving.id().value(), from, appointment.document(), endedByHolding(id)));
        Holding holding = new Holding(
                id,
                at,
                site.field(),
                held.key(),
                held.head(),
                Period.since(from),
                person,
                "",
                appointment.office(),
                appointment.document(),
                "");
        add(holding, person, isPublic(held.key()) ? appointment.name() : null);
        audit.record(Deed.of(
                        "staff.appointed",
                        Text.of("{0}从 {1} 起有了{2}", site.name().full(), from, Text.of(held.name())))
                .on("holding", id, at.value())
                .inField(site.field())
                .changed(former.map(Staff::facts).orElse(Map.of()), facts(holding))
                .because(appointment.document()));
        handOver(at, held.key(), former.map(Holding::person).orElse(null), person, from);
        vacancies.refresh(List.of(site));
        return id;
    }

    private void add(Holding holding, PersonId person, @Nullable String publicName) {
        try {
            store.add(holding, person, publicName);
        } catch (DataIntegrityViolationException e) {
            throw new Refusal(Text.of("刚有别人给这个岗位登记了同一段时间的人，您的没有保存"), Text.of("请看过新的情况再登记"));
        }
    }

    /** The person with this number who is already known here, or somebody new. */
    private PersonId person(Actor actor, Site site, Appointment appointment) {
        List<Person> known = people.findByPhone(actor, appointment.phone()).stream()
                .filter(Person::phoneOwn)
                .toList();
        if (known.isEmpty()) {
            Particulars particulars = new Particulars(appointment.name(), appointment.phone(), true, null, null, "");
            return people.register(actor, site.id(), particulars, Basis.DUTY, List.of());
        }
        Person person = known.getFirst();
        boolean sameName = person.name().codePointAt(0) == appointment.name().codePointAt(0);
        if (!sameName) {
            throw new Refusal(Text.of("这个手机号登记的是另一个人（{0}）", person.name()), Text.of("请核对姓名和手机号"));
        }
        return people.resolve(person.id());
    }

    /** Takes somebody off a post; the first day without is given. */
    public void end(Actor actor, HoldingId id, LocalDate until, String document) {
        Holding holding = lock(id);
        AppointmentPolicy.notEndedAlready(holding).orRefuse();
        AppointmentPolicy.endsAfterItBegan(holding, until).orRefuse();
        AppointmentPolicy.theDayIsNear(until, tree.today()).orRefuse();
        Site site = sites.get(holding.site(), tree.today());
        store.end(id.value(), until, document, "");
        audit.record(Deed.of(
                        "staff.ended", Text.of("{0}从 {1} 起没有原来的{2}", site.name().full(), until, called(holding.post())))
                .on("holding", id, holding.site().value())
                .inField(holding.field())
                .changed(facts(holding), facts(lock(id)))
                .because(document));
        handOver(holding.site(), holding.post(), holding.person(), null, until);
        vacancies.refresh(List.of(site));
    }

    /** Takes back what was entered by mistake: it never counted. Whoever it had ended goes on. */
    public void withdraw(Actor actor, HoldingId id, String reason) {
        if (reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX) {
            throw new Refusal(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
        }
        Holding holding = lock(id);
        Site site = sites.get(holding.site(), tree.today());
        store.withdraw(id.value(), clock.instant());
        store.endedBy(endedByHolding(id))
                .forEach(former -> store.reopen(former.id().value()));
        audit.record(Deed.of(
                        "staff.withdrawn",
                        Text.of("撤回{0}{1}的一条任职登记", site.name().full(), called(holding.post())))
                .on("holding", id, holding.site().value())
                .inField(holding.field())
                .changed(facts(holding), Map.of())
                .because(reason.strip()));
        vacancies.refresh(List.of(site));
    }

    private Holding lock(HoldingId id) {
        Holding found = store.find(id.value()).orElseThrow(() -> new Absent("holding " + id));
        return store.lock(found.site().value(), found.post()).stream()
                .filter(holding -> holding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Absent("holding " + id));
    }

    private @Nullable RequiredPost required(String post, LocalDate on) {
        return places.requiredPosts(on).stream()
                .filter(required -> required.key().equals(post))
                .findFirst()
                .orElse(null);
    }

    private Text called(String post) {
        RequiredPost required = required(post, tree.today());
        return Text.of(required == null ? post : required.name());
    }

    private void handOver(
            SiteId site, String post, @Nullable PersonId former, @Nullable PersonId next, LocalDate from) {
        Handover.Change change = new Handover.HolderChange(
                site, post, former == null ? null : former.value(), next == null ? null : next.value(), from);
        handovers.forEach(handover -> handover.handOver(change));
    }

    private static String endedByHolding(HoldingId id) {
        return "holding:" + id;
    }

    private static Map<String, @Nullable Object> facts(Holding holding) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("post", holding.post());
        facts.put("person", holding.person());
        facts.put("from", holding.days().from());
        facts.put("until", holding.days().until());
        facts.put("office", holding.office());
        facts.put("document", holding.document());
        facts.put("endDocument", holding.endDocument());
        return facts;
    }
}
