package org.zhiyuan.reward;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.People;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** Stars of volunteers: proposed, looked at by one, decided by another, told in public, granted, taken back by two. */
@Service
@Transactional
public class Stars {
    private static final int KNOWN_MAX = 50;
    private static final int STEPS_SHOWN = 50;
    private static final int PAGE_MAX = 500;

    private final StarStore store;
    private final ObjectionStore objections;
    private final Schemes schemes;
    private final Volunteers volunteers;
    private final People people;
    private final WorkingDays workingDays;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Stars(
            StarStore store,
            ObjectionStore objections,
            Schemes schemes,
            Volunteers volunteers,
            People people,
            WorkingDays workingDays,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.objections = objections;
        this.schemes = schemes;
        this.volunteers = volunteers;
        this.people = people;
        this.workingDays = workingDays;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Star get(StarId id) {
        return find(id).orElseThrow(() -> new Absent("star " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Star> find(StarId id) {
        return store.find(id.value());
    }

    /** A volunteer's, the latest first. */
    @Transactional(readOnly = true)
    public List<Star> of(VolunteerId volunteer) {
        return store.of(volunteer, KNOWN_MAX);
    }

    /** The highest that stands; empty where there is none. */
    public static Optional<Star> highest(List<Star> stars) {
        return stars.stream()
                .filter(star -> star.state() == StarState.GRANTED)
                .max(Comparator.comparingInt(Star::star));
    }

    /** In the actor's sight, those that stand so, the oldest first. */
    @Transactional(readOnly = true)
    public List<Star> standing(StarState state, int limit) {
        return store.standing(state, clock.instant(), limit);
    }

    /** In the actor's sight, granted ones that rest on too few hours. */
    @Transactional(readOnly = true)
    public List<Star> below(int limit) {
        return store.below(limit);
    }

    /** In the actor's sight, the latest first. */
    @Transactional(readOnly = true)
    public Slice<Star> list(int page) {
        int turned = Math.clamp(page, 1, PAGE_MAX);
        return new Slice<>(
                store.list(Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.count());
    }

    @Transactional(readOnly = true)
    public List<Step> steps(StarId id) {
        return store.steps(id, STEPS_SHOWN);
    }

    /** What is told in public today. */
    @Transactional(readOnly = true)
    public Slice<Notice> notices(int page) {
        int turned = Math.clamp(page, 1, PAGE_MAX);
        LocalDate today = schemes.today();
        return new Slice<>(
                store.notices(today, Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.countNotices(today));
    }

    /** By its number, as people type it; empty where nothing of that number is told of today. */
    @Transactional(readOnly = true)
    public Optional<Notice> notice(String number) {
        return store.notice(number.strip().toUpperCase(Locale.ROOT), schemes.today());
    }

    @Transactional(readOnly = true)
    public boolean unnamed(VolunteerId volunteer) {
        return store.unnamed(volunteer);
    }

    // --- proposing ---

    /** Proposes the highest star that a volunteer's hours reach, once; empty where there is none to be proposed. */
    public Optional<Star> propose(VolunteerId id) {
        Volunteer volunteer = volunteers.get(id);
        boolean may = StarPolicy.serves(volunteer) instanceof Decision.Allowed
                && StarPolicy.wishesToBeNamed(store.unnamed(id)) instanceof Decision.Allowed;
        return may ? reached(volunteer).flatMap(reached -> propose(volunteer, reached)) : Optional.empty();
    }

    /** @param counted so much service counts */
    private record Reached(Scheme scheme, Scheme.Grade grade, ServiceTime counted) {}

    private Optional<Reached> reached(Volunteer volunteer) {
        return schemes.current()
                .filter(scheme -> StarPolicy.oldEnoughToBeNamed(scheme, years(volunteer)) instanceof Decision.Allowed)
                .flatMap(scheme -> {
                    ServiceTime counted = schemes.counted(scheme, volunteer.id());
                    return scheme.reached(counted).map(grade -> new Reached(scheme, grade, counted));
                });
    }

    private int years(Volunteer volunteer) {
        // whose age nobody knows may be a child
        return people.years(volunteer.person()).orElse(0);
    }

    private Optional<Star> propose(Volunteer volunteer, Reached reached) {
        List<Star> known = of(volunteer.id());
        int star = reached.grade().star();
        boolean there = known.stream()
                .anyMatch(one -> one.state().open() || one.state() == StarState.GRANTED && one.star() >= star);
        // what a person found wrong does not come again by itself
        return there || judged(known, star).isPresent()
                ? Optional.empty()
                : Optional.of(add(volunteer, reached, false, null));
    }

    /** The last of so many stars that a person stopped; empty where none was. */
    private static Optional<Star> judged(List<Star> known, int star) {
        return known.stream()
                .filter(one -> one.star() == star)
                .findFirst()
                .filter(one -> one.cause() != null && one.cause().byJudgement());
    }

    private Star add(Volunteer volunteer, Reached reached, boolean asked, @Nullable UUID against) {
        Star star = new Star(
                new StarId(Ids.next(clock)),
                String.format(Locale.ROOT, "X%d-%06d", schemes.today().getYear(), store.nextNumber()),
                volunteer.id(),
                people.resolve(volunteer.person()),
                volunteer.site(),
                reached.scheme().version(),
                reached.grade().star(),
                StarState.PROPOSED,
                null,
                "",
                reached.counted(),
                asked,
                against,
                clock.instant(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        store.add(star);
        note(null, star.id(), "");
        audit.record(about(star, "star.proposed", Text.of("列入星级核对：{0}，{1} 星", star.number(), star.star())));
        return star;
    }

    // --- the two persons of the office ---

    /** The first looks at the hours and says that they are right. */
    public void check(Actor actor, StarId id) {
        Star star = lock(id);
        StarPolicy.mayBecome(star.state(), StarState.CHECKED).orRefuse();
        StarPolicy.mayLook(actor, star).orRefuse();
        ServiceTime counted = stillEnough(star);
        change(() -> store.check(id, counted, actor, clock.instant()));
        note(actor, id, "");
        audit.record(about(star, "star.checked", Text.of("核对了星级 {0}", star.number())));
    }

    /** The second decides; from now on everybody may read of it, and object, for so many working days. */
    public void decide(Actor actor, StarId id) {
        Star star = lock(id);
        StarPolicy.mayBecome(star.state(), StarState.NOTICED).orRefuse();
        StarPolicy.mayLook(actor, star).orRefuse();
        StarPolicy.anotherDecides(actor, star).orRefuse();
        StarPolicy.wishesToBeNamed(store.unnamed(star.volunteer())).orRefuse();
        ServiceTime counted = stillEnough(star);
        LocalDate from = schemes.today();
        LocalDate to =
                workingDays.calendar().plus(from, schemes.version(star.scheme()).noticeDays());
        String name = masked(star);
        change(() -> {
            store.decide(id, counted, actor, clock.instant(), from, to);
            store.putUp(star, name, counted, from, to);
        });
        note(actor, id, "");
        audit.record(about(star, "star.noticed", Text.of("审定并公示星级 {0}，公示到 {1}", star.number(), to)));
    }

    private ServiceTime stillEnough(Star star) {
        ServiceTime counted = schemes.counted(schemes.version(star.scheme()), star.volunteer());
        StarPolicy.enough(schemes.grade(star), counted).orRefuse();
        return counted;
    }

    private String masked(Star star) {
        return people.find(star.person())
                .map(person -> person.masked().get(Column.NAME))
                .orElseThrow(() -> new Refusal(Text.of("这位志愿者没有登记姓名，不能公示"), Text.of("请先在人员信息里补上姓名")));
    }

    /** Either of the two says why not; the volunteer reads it, and may ask for one more look by others. */
    public void refuse(Actor actor, StarId id, String reason) {
        StarPolicy.reasonGiven(reason).orRefuse();
        Star star = lock(id);
        if (star.state() == StarState.NOTICED) {
            throw new Refusal(Text.of("已经在公示，不能这样退回"), Text.of("发现不实的，请提出异议，由另一个人答复"));
        }
        StarPolicy.mayLook(actor, star).orRefuse();
        end(actor, star, StarState.STOPPED, Star.Cause.REFUSED, reason.strip());
        audit.record(about(star, "star.refused", Text.of("没有通过星级 {0}", star.number()))
                .because(reason.strip()));
    }

    // --- one's own word ---

    /** Does not wish to stand on a public list: whatever is on its way ends, whatever was granted stays. */
    public void hide(Actor actor) {
        Volunteer own = own(actor);
        store.hide(own.id(), people.resolve(own.person()), clock.instant());
        for (Star star : of(own.id())) {
            if (star.state().open()) {
                stop(lock(star.id()), Star.Cause.UNNAMED);
            }
        }
        audit.record(Deed.of("star.unnamed", Text.of("本人选择星级不公示"))
                .on("volunteer", own.id(), own.site().value()));
    }

    /** Wishes it after all; what the hours reach is proposed at once. */
    public void show(Actor actor) {
        Volunteer own = own(actor);
        store.show(own.id());
        audit.record(Deed.of("star.named", Text.of("本人同意星级公示"))
                .on("volunteer", own.id(), own.site().value()));
        propose(own.id());
    }

    /** Asks for one more look at what a person stopped; by others than looked before. */
    public void askAgain(Actor actor) {
        Volunteer own = own(actor);
        StarPolicy.serves(own).orRefuse();
        StarPolicy.wishesToBeNamed(store.unnamed(own.id())).orRefuse();
        Reached reached =
                reached(own).orElseThrow(() -> new Refusal(Text.of("算数的时长还没到任何一星"), Text.of("时长有不对的，请在“我的时长”里提出")));
        List<Star> known = of(own.id());
        if (known.stream().anyMatch(star -> star.state().open())) {
            throw new Refusal(Text.of("已经在办了"), Text.of("请刷新页面看看"));
        }
        Star before = judged(known, reached.grade().star())
                .orElseThrow(() -> new Refusal(Text.of("没有要再看一次的"), Text.of("时长一到，系统会自己列入，不用申请")));
        if (before.asked()) {
            throw new Refusal(Text.of("已经由另外的人再看过一次"), Text.of("还有疑问，请到登记的实践站当面说"));
        }
        add(own, reached, true, store.endedBy(before.id()).orElse(null));
    }

    private Volunteer own(Actor actor) {
        return volunteers.own(actor).orElseThrow(() -> new Absent("volunteer of the account"));
    }

    // --- what only time does ---

    /** Stops what rests on too few hours, and grants what everybody had the days to object to and nobody does. */
    void keepTime(StarId id) {
        Star star = lock(id);
        if (!star.state().open()) {
            return;
        }
        Volunteer volunteer = volunteers.get(star.volunteer());
        if (StarPolicy.serves(volunteer) instanceof Decision.Refused) {
            stop(star, Star.Cause.LEFT);
            return;
        }
        ServiceTime counted = schemes.counted(schemes.version(star.scheme()), star.volunteer());
        if (StarPolicy.enough(schemes.grade(star), counted) instanceof Decision.Refused) {
            stop(star, Star.Cause.BELOW);
            return;
        }
        LocalDate last = star.noticeTo();
        boolean over = star.state() == StarState.NOTICED
                && last != null
                && schemes.today().isAfter(last);
        if (over && objections.of(id, Objections.OPEN_MAX).stream().noneMatch(Objection::open)) {
            store.grant(id, counted, schemes.today());
            store.takeDown(id);
            note(null, id, "");
            audit.record(about(star, "star.granted", Text.of("公示期满，授予星级 {0}", star.number())));
        }
    }

    /** Counts a granted one again: too few hours wait for two persons, who take it back or leave it. */
    void recount(StarId id) {
        Star star = lock(id);
        if (star.state() != StarState.GRANTED) {
            return;
        }
        ServiceTime counted = schemes.counted(schemes.version(star.scheme()), star.volunteer());
        boolean below = StarPolicy.enough(schemes.grade(star), counted) instanceof Decision.Refused;
        if (below != (star.belowSince() != null)) {
            store.recounted(id, below ? schemes.today() : null);
            audit.record(about(
                    star,
                    "star.recounted",
                    below ? Text.of("星级 {0} 的时长不够了，等复核", star.number()) : Text.of("星级 {0} 的时长又够了", star.number())));
        }
    }

    /** A person is erased: nothing is told of nobody. */
    void letGo(VolunteerId volunteer) {
        for (Star star : of(volunteer)) {
            if (star.state().open()) {
                stop(lock(star.id()), Star.Cause.LEFT);
            }
        }
        store.show(volunteer);
    }

    private void stop(Star star, Star.Cause cause) {
        end(null, star, StarState.STOPPED, cause, "");
        audit.record(about(star, "star.stopped", Text.of("星级 {0} 停下：{1}", star.number(), cause.label())));
    }

    // --- taking back ---

    @Transactional(readOnly = true)
    public List<Revocation> revocations(StarId id) {
        return store.revocations(id, KNOWN_MAX);
    }

    /** Those that wait for a second person, in the actor's sight. */
    @Transactional(readOnly = true)
    public List<Revocation> openRevocations(int limit) {
        return store.openRevocations(clock.instant(), limit);
    }

    /** The first of two says why it should not stand. It stands until the second agrees. */
    public void proposeRevocation(Actor actor, StarId id, String reason) {
        StarPolicy.reasonGiven(reason).orRefuse();
        Star star = lock(id);
        StarPolicy.mayBecome(star.state(), StarState.REVOKED).orRefuse();
        StarPolicy.mayLook(actor, star).orRefuse();
        if (revocations(id).stream().anyMatch(Revocation::open)) {
            throw new Refusal(Text.of("已经有人提出撤回，等第二个人确认"), Text.of("请刷新页面看看"));
        }
        store.propose(new Revocation(
                Ids.next(clock), id, reason.strip(), clock.instant(), account(actor), actor.name(), null, "", null));
        audit.record(about(star, "star.revocation_proposed", Text.of("提出撤回星级 {0}", star.number()))
                .because(reason.strip()));
    }

    /** The second agrees, or leaves it standing. */
    public void settleRevocation(Actor actor, StarId id, boolean confirmed) {
        Star star = lock(id);
        Revocation open = revocations(id).stream()
                .filter(Revocation::open)
                .findFirst()
                .orElseThrow(() -> new Refusal(Text.of("没有等着确认的撤回"), Text.of("请刷新页面看看")));
        StarPolicy.mayLook(actor, star).orRefuse();
        StarPolicy.theSecondPersonIsAnother(open, actor.account()).orRefuse();
        store.settle(open.id(), confirmed, account(actor), actor.name(), clock.instant());
        if (confirmed) {
            end(actor, star, StarState.REVOKED, Star.Cause.REVOKED, open.reason());
        }
        audit.record(about(
                        star,
                        confirmed ? "star.revoked" : "star.revocation_declined",
                        confirmed ? Text.of("撤回了星级 {0}", star.number()) : Text.of("没有同意撤回星级 {0}", star.number()))
                .because(open.reason()));
    }

    private static UUID account(Actor actor) {
        return Optional.ofNullable(actor.account()).orElseThrow(() -> new Absent("account"));
    }

    // --- steps ---

    Star lock(StarId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("star " + id));
    }

    /** @param actor null where the house itself ends it */
    void end(@Nullable Actor actor, Star star, StarState state, Star.Cause cause, String reason) {
        StarPolicy.mayBecome(star.state(), state).orRefuse();
        change(() -> {
            store.end(star.id(), state, cause, reason);
            store.takeDown(star.id());
        });
        note(actor, star.id(), reason);
    }

    /** Writes down, and tells the rooms above, how it stands now. */
    private void note(@Nullable Actor actor, StarId id, String reason) {
        Star star = get(id);
        UUID step = Ids.next(clock);
        store.addStep(
                step,
                id,
                new Step(star.state(), clock.instant(), actor == null ? "" : actor.name(), reason),
                actor == null ? null : actor.account());
        events.publishEvent(new StarStands(
                id, step, star.person(), star.star(), star.state(), star.cause(), star.noticeTo(), clock.instant()));
    }

    static Deed about(Star star, String what, Text label) {
        return Deed.of(what, label).on("star", star.id(), star.site().value());
    }

    /** What the database refuses though the rules above let it pass: two at the same moment. */
    static void change(Runnable change) {
        try {
            change.run();
        } catch (DataIntegrityViolationException e) {
            String why =
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            if (why.contains("somebody objects") || why.contains("the notice is over")) {
                throw new Refusal(Text.of("刚刚有了变化，没有办成"), Text.of("请刷新页面，看过新的情况再办"));
            }
            throw e;
        }
    }
}
