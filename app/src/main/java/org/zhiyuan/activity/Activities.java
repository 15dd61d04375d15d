package org.zhiyuan.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.NegativeList;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Formats;

/** Activities from the first draft to the archive: written, looked at, published, held, written down. */
@Service
@Transactional
public class Activities {
    private static final int STEPS_SHOWN = 50;
    private static final int LED_MAX = 50;
    /** Steps of one kind in one run of the clock; the next run takes the rest. */
    private static final int DUE_MAX = 200;
    /** A year of weeks (R26: not published for longer than a year). */
    public static final int REPEATS_MAX = 52;

    private final ActivityStore store;
    private final SignUpStore signUps;
    private final NoShowStore noShows;
    private final Agreements agreements;
    private final Fitness fitness;
    private final Terms terms;
    private final WorkingDays workingDays;
    private final People people;
    private final Projects projects;
    private final NegativeList negatives;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Activities(
            ActivityStore store,
            SignUpStore signUps,
            NoShowStore noShows,
            Agreements agreements,
            Fitness fitness,
            Terms terms,
            WorkingDays workingDays,
            People people,
            Projects projects,
            NegativeList negatives,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.signUps = signUps;
        this.noShows = noShows;
        this.agreements = agreements;
        this.fitness = fitness;
        this.terms = terms;
        this.workingDays = workingDays;
        this.people = people;
        this.projects = projects;
        this.negatives = negatives;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Activity get(ActivityId id) {
        return find(id).orElseThrow(() -> new Absent("activity " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Activity> find(ActivityId id) {
        return store.find(id.value());
    }

    @Transactional(readOnly = true)
    public List<Activity> all(Set<ActivityId> ids) {
        return store.all(ids.stream().map(ActivityId::value).toList());
    }

    /** Whether somebody leads it; false for nobody. */
    @Transactional(readOnly = true)
    public boolean leads(ActivityId id, @Nullable UUID person) {
        return find(id).map(found -> found.leads(person)).orElse(false);
    }

    @Transactional(readOnly = true)
    public List<Post> posts(ActivityId id) {
        return store.posts(id.value());
    }

    @Transactional(readOnly = true)
    public Map<ActivityId, List<Post>> posts(List<Activity> activities) {
        return store.posts(activities.stream().map(one -> one.id().value()).toList());
    }

    @Transactional(readOnly = true)
    public Slice<Activity> published(Published wanted, int page) {
        Instant now = clock.instant();
        return new Slice<>(
                store.published(wanted, now, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.countPublished(wanted, now));
    }

    /** All of a month, for a calendar; at most {@code limit}, and whoever asks says where there were more. */
    @Transactional(readOnly = true)
    public List<Activity> publishedUpTo(Published wanted, int limit) {
        return store.published(wanted, clock.instant(), limit, 0);
    }

    /** Those of the actor's own places, what comes last first. */
    @Transactional(readOnly = true)
    public Slice<Activity> office(@Nullable ActivityState state, int page) {
        int turned = Math.clamp(page, 1, Slice.PAGE_MAX);
        return Slice.counted(
                store.office(state, Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT),
                turned,
                Slice.SIZE_DEFAULT,
                store.countOffice(state, Slice.COUNTED_MAX + 1));
    }

    @Transactional(readOnly = true)
    public List<Activity> standing(ActivityState state, int limit) {
        return store.standing(state, limit);
    }

    @Transactional(readOnly = true)
    public List<Activity> led(Actor actor) {
        return actor.person() == null ? List.of() : store.led(actor.person(), LED_MAX);
    }

    @Transactional(readOnly = true)
    public List<ActivityStep> steps(ActivityId id) {
        return store.steps(id.value(), STEPS_SHOWN);
    }

    @Transactional(readOnly = true)
    public List<Insurance> insurances(ActivityId id) {
        return store.insurances(id.value());
    }

    /** Whether those who come are insured for all of its days. */
    @Transactional(readOnly = true)
    public boolean insured(Activity activity) {
        return store.insurances(activity.id().value()).stream()
                .anyMatch(proof -> proof.covers(activity.day(), activity.lastDay()));
    }

    /** Until when what was done must be written down (R15); empty before it is over and once it is written. */
    @Transactional(readOnly = true)
    public Optional<Instant> recording(ActivityId id) {
        return find(id).filter(found -> found.state() == ActivityState.RECORDING)
                .map(Activity::recordUntil);
    }

    // --- writing it down ---

    public ActivityId draft(Actor actor, Plan plan) {
        return draft(actor, plan, Set.of());
    }

    /** @param known leaders who were looked at before, whether in the actor's sight or not */
    private ActivityId draft(Actor actor, Plan plan, Set<PersonId> known) {
        check(plan, known, false);
        ActivityId id = new ActivityId(Ids.next(clock));
        Activity activity = activity(id, plan, null, actor.account());
        store.add(activity);
        for (int i = 0; i < plan.posts().size(); i++) {
            store.addPost(new PostId(Ids.next(clock)), id, i + 1, plan.posts().get(i));
        }
        note(actor, activity, ActivityState.DRAFT, "");
        audit.record(about(activity, "activity.drafted", Text.of("写了活动 {0} 的草稿", activity.number())));
        return id;
    }

    private void check(Plan plan, Set<PersonId> known, boolean projectStands) {
        HoldingPolicy.timesFit(plan).orRefuse();
        HoldingPolicy.liesAhead(plan, terms.titleNever(), clock.instant()).orRefuse();
        for (PersonId leader : plan.leaders()) {
            if (!known.contains(leader)) {
                HoldingPolicy.leaderIsGrownUp(people.years(leader)).orRefuse();
            }
        }
        ProjectId project = plan.project();
        if (project != null) {
            if (!projectStands) {
                projects.mayHold(project, day(plan)).orRefuse();
            }
            projects.find(project)
                    .ifPresent(found ->
                            HoldingPolicy.noLessRisky(plan.risk(), found.risk()).orRefuse());
        }
    }

    private static LocalDate day(Plan plan) {
        return LocalDate.ofInstant(plan.starts(), Formats.ZONE);
    }

    private Activity activity(ActivityId id, Plan plan, @Nullable UUID series, @Nullable UUID account) {
        String number = String.format(Locale.ROOT, "A%d-%06d", terms.today().getYear(), store.nextOrdinal());
        return shaped(id, number, plan, ActivityState.DRAFT, series, account, 1);
    }

    private static Activity shaped(
            ActivityId id,
            String number,
            Plan plan,
            ActivityState state,
            @Nullable UUID series,
            @Nullable UUID account,
            int version) {
        return new Activity(
                id,
                number,
                plan.project(),
                plan.site(),
                plan.field(),
                plan.title(),
                plan.content(),
                plan.place(),
                plan.starts(),
                plan.ends(),
                plan.restMinutes(),
                plan.conditions(),
                plan.howTo(),
                plan.risk(),
                plan.risks(),
                plan.safeguards(),
                plan.enrolFrom(),
                plan.enrolUntil(),
                state,
                plan.leaders(),
                series,
                account,
                null,
                version);
    }

    /**
     * Changes what is still ahead; whoever signed up is told where time or place became another. What a second person would
     * have looked at is looked at again, and not shown meanwhile.
     */
    public void change(Actor actor, ActivityId id, int version, Plan plan) {
        Activity before = lock(id);
        if (before.state() != ActivityState.DRAFT && !before.state().ahead()) {
            throw new Refusal(Text.of("现在是“{0}”，不能再改", before.state().label()));
        }
        if (before.state() != ActivityState.DRAFT && plan.risk() != before.risk()) {
            throw new Refusal(Text.of("发布以后不能改风险等级"), Text.of("请撤回，改好再发布"));
        }
        // what it belongs to already is not asked anew, as long as its day stands
        boolean projectStands = plan.project() != null
                && plan.project().equals(before.project())
                && day(plan).equals(before.day());
        check(plan, Set.copyOf(before.leaders()), projectStands);
        Activity after =
                shaped(id, before.number(), plan, before.state(), before.series(), before.createdBy(), version);
        boolean look = HoldingPolicy.asksAnotherLook(before, after, phrases(before), phrases(after));
        if (look) {
            HoldingPolicy.mayBeLookedAtAgain(signUps.live(id.value())).orRefuse();
        }
        try {
            if (!store.change(after, actor.account())) {
                throw new Refusal(Text.of("刚才别人改过这个活动，您的修改没有保存"), Text.of("请刷新页面，看过新的情况再改"));
            }
            changePosts(id, plan.posts());
        } catch (DataIntegrityViolationException e) {
            throw refusal(e);
        }
        boolean moved = !after.starts().equals(before.starts())
                || !after.ends().equals(before.ends())
                || !after.place().equals(before.place());
        if (moved && before.state().ahead()) {
            signUps.tell(id.value(), Telling.Kind.CHANGED, clock.instant());
            // somebody who waits may be free at the new time
            noShows.fill(id.value(), clock.instant());
        }
        audit.record(about(after, "activity.changed", Text.of("更改了活动 {0}", after.number()))
                .changed(facts(before), facts(after)));
        if (look) {
            become(actor, after, ActivityState.SAFETY_CHECK, "");
        }
    }

    private Set<String> phrases(Activity activity) {
        return doubts(activity).stream().map(NegativeList.Hit::phrase).collect(Collectors.toSet());
    }

    private void changePosts(ActivityId id, List<Plan.PlannedPost> posts) {
        List<Post> before = store.posts(id.value());
        Set<PostId> kept = new HashSet<>();
        posts.stream().map(Plan.PlannedPost::id).forEach(post -> {
            if (post != null) {
                kept.add(post);
            }
        });
        int position = 0;
        for (Post post : before) {
            position = Math.max(position, post.position());
            if (!kept.contains(post.id())) {
                store.removePost(post.id());
            }
        }
        for (Plan.PlannedPost post : posts) {
            PostId known = post.id();
            if (known == null) {
                store.addPost(new PostId(Ids.next(clock)), id, ++position, post);
            } else if (before.stream().anyMatch(one -> one.id().equals(known))) {
                store.changePost(known, post, clock.instant());
            } else {
                throw new Absent("post " + known);
            }
        }
    }

    /** What the database does not let happen, in words. */
    static Refusal refusal(DataIntegrityViolationException e) {
        String said = String.valueOf(e.getMostSpecificCause().getMessage());
        if (said.contains("post_seats")) {
            return new Refusal(Text.of("名额不能少于已经报上的人数"), Text.of("请先在名单里取消几个人，或者把名额写大一些"));
        }
        if (said.contains("sign_up_clash")) {
            return new Refusal(Text.of("有人这段时间在别的活动里，两个活动撞上了"), Text.of("换个时间，或者请他先取消一个"));
        }
        if (said.contains("takes nobody any more")) {
            return new Refusal(Text.of("这个活动现在不收人了"), Text.of("请刷新页面，看过新的情况再办"));
        }
        if (said.contains("sign_up_guardian")) {
            return new Refusal(Text.of("年龄小的孩子，活动时要有监护人在场"), Text.of("监护人会在场的，请勾上“监护人会在场”再报名"));
        }
        if (said.contains("sign_up_live")) {
            return new Refusal(Text.of("这位志愿者已经在这个活动里了"), Text.of("请刷新页面，看过新的情况再办"));
        }
        if (said.contains("dangerous work is closed")) {
            return new Refusal(Text.of("这个活动有危险，未成年人不能参加"));
        }
        if (said.contains("waits his turn")) {
            return new Refusal(Text.of("这个岗位报的人多，现在先排候补"), Text.of("请刷新页面，再报一次"));
        }
        if (said.contains("nobody answers himself")) {
            return new Refusal(Text.of("自己的说明要别人来答复"));
        }
        if (said.contains("sign_up_post_fkey")) {
            return new Refusal(Text.of("有人报过这个岗位，不能删掉"), Text.of("不再招人，可以把名额改成已经报上的人数"));
        }
        if (said.contains("nobody is insured")) {
            return new Refusal(Text.of("这个活动有危险，还没有保险凭证，不能开始"), Text.of("请先买好人身意外伤害保险，再登记保单"));
        }
        throw e;
    }

    private static Map<String, Object> facts(Activity activity) {
        return Map.of(
                "title", activity.title(),
                "starts", activity.starts(),
                "ends", activity.ends(),
                "place", activity.place(),
                "risk", activity.risk(),
                "site", activity.site());
    }

    /** The same once more on another day; a draft again. */
    public ActivityId copy(Actor actor, ActivityId id, LocalDate day) {
        return copies(actor, get(id), List.of(day), null).getFirst();
    }

    /** The same every week through a day: as many drafts, told apart by their days and changed one by one. */
    public List<ActivityId> repeatWeekly(Actor actor, ActivityId id, LocalDate through) {
        Activity first = lock(id);
        Set<LocalDate> there = new HashSet<>();
        series(first).forEach(one -> there.add(one.day()));
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = first.day().plusWeeks(1); !day.isAfter(through); day = day.plusWeeks(1)) {
            if (!there.contains(day)) {
                days.add(day);
            }
            if (days.size() > REPEATS_MAX) {
                throw new Refusal(Text.of("一次最多重复 {0} 周", REPEATS_MAX), Text.of("请选早一些的日子"));
            }
        }
        if (days.isEmpty()) {
            throw new Refusal(Text.of("到这一天为止没有下一周"), Text.of("请选晚一些的日子"));
        }
        UUID series = first.series() == null ? Ids.next(clock) : first.series();
        store.join(id.value(), series);
        return copies(actor, first, days, series);
    }

    private List<ActivityId> copies(Actor actor, Activity model, List<LocalDate> days, @Nullable UUID series) {
        List<Post> posts = store.posts(model.id().value());
        List<ActivityId> made = new ArrayList<>();
        for (LocalDate day : days) {
            Duration shift = Duration.between(model.day().atStartOfDay(Formats.ZONE), day.atStartOfDay(Formats.ZONE));
            Instant now = clock.instant();
            Instant from = model.enrolFrom().plus(shift);
            Plan plan = new Plan(
                    model.site(),
                    model.field(),
                    model.project(),
                    model.title(),
                    model.content(),
                    model.place(),
                    model.starts().plus(shift),
                    model.ends().plus(shift),
                    model.restMinutes(),
                    model.conditions(),
                    model.howTo(),
                    model.risk(),
                    model.risks(),
                    model.safeguards(),
                    from.isBefore(now) ? now : from,
                    model.enrolUntil().plus(shift),
                    model.leaders(),
                    posts.stream()
                            .map(post -> new Plan.PlannedPost(
                                    null, post.name(), post.duties(), post.seats(), post.skill(), post.minAge()))
                            .toList());
            ActivityId id = draft(actor, plan, Set.copyOf(model.leaders()));
            if (series != null) {
                store.join(id.value(), series);
            }
            made.add(id);
        }
        return made;
    }

    @Transactional(readOnly = true)
    public List<Activity> series(Activity activity) {
        return activity.series() == null ? List.of() : store.inSeries(activity.series(), REPEATS_MAX + 1);
    }

    // --- on its way ---

    /** What the list of things that are no volunteer service finds in it (R29); whoever looks at it decides. */
    @Transactional(readOnly = true)
    public List<NegativeList.Hit> doubts(Activity activity) {
        return negatives.check(activity.title(), activity.content());
    }

    /** Hands it in: what is neither risky nor doubtful is published at once, everything else waits for a second look. */
    public void submit(Actor actor, ActivityId id) {
        Activity activity = lock(id);
        become(actor, activity, ActivityState.SAFETY_CHECK, "");
        if (activity.risk() == RiskGrade.LOW && doubts(activity).isEmpty()) {
            publish(actor, activity.in(ActivityState.SAFETY_CHECK));
        }
    }

    /** A second person looked at what may happen and what is done against it. */
    public void pass(Actor actor, ActivityId id) {
        Activity activity = lock(id);
        HoldingPolicy.mayBecome(activity.state(), ActivityState.PUBLISHED).orRefuse();
        boolean looked = activity.risk() != RiskGrade.LOW || !doubts(activity).isEmpty();
        HoldingPolicy.theSecondLookIsAnothers(looked, activity.createdBy(), store.writers(id.value()), actor.account())
                .orRefuse();
        if (looked) {
            store.looked(id.value(), actor.account());
        }
        publish(actor, activity);
    }

    private void publish(Actor actor, Activity activity) {
        if (!activity.starts().isAfter(clock.instant())) {
            throw new Refusal(Text.of("开始时间已经过了"), Text.of("只发布还没开始的活动"));
        }
        become(actor, activity, ActivityState.PUBLISHED, "");
        if (!activity.enrolFrom().isAfter(clock.instant())) {
            become(actor, activity.in(ActivityState.PUBLISHED), ActivityState.ENROLLING, "");
        }
    }

    public void sendBack(Actor actor, ActivityId id, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        Activity activity = lock(id);
        if (activity.state() != ActivityState.SAFETY_CHECK) {
            throw new Refusal(Text.of("这个活动现在不等安全检查"));
        }
        become(actor, activity, ActivityState.DRAFT, reason.strip());
    }

    /** Signing up is over before its time; the list stands. */
    public void confirm(Actor actor, ActivityId id) {
        become(actor, lock(id), ActivityState.CONFIRMED, "");
        noShows.fill(id.value(), clock.instant());
    }

    public void reopen(Actor actor, ActivityId id) {
        Activity activity = lock(id);
        if (!activity.enrolUntil().isAfter(clock.instant())) {
            throw new Refusal(Text.of("报名截止时间已经过了"), Text.of("请先把截止时间改晚"));
        }
        if (activity.state() != ActivityState.CONFIRMED) {
            throw new Refusal(Text.of("这个活动现在不用重新开放报名"));
        }
        become(actor, activity, ActivityState.ENROLLING, "");
    }

    /** Takes it back as if it had never been: only while nobody signed up. */
    public void withdraw(Actor actor, ActivityId id, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        Activity activity = lock(id);
        HoldingPolicy.nobodySignedUp(signUps.live(id.value())).orRefuse();
        become(actor, activity, ActivityState.WITHDRAWN, reason.strip());
    }

    /** Calls it off, and everybody who signed up or waits is told. */
    public void cancel(Actor actor, ActivityId id, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        Activity activity = lock(id);
        become(actor, activity, ActivityState.CANCELLED, reason.strip());
        Instant now = clock.instant();
        signUps.tell(id.value(), Telling.Kind.CALLED_OFF, now);
        signUps.callOff(id.value(), now);
    }

    // --- the day itself ---

    /** Whether it may begin now: where danger is possible only with insurance (R8), where the law wants it only with agreements (R6). */
    @Transactional(readOnly = true)
    public Decision mayStart(ActivityId id) {
        Activity activity = get(id);
        int unfit = activity.risk() == RiskGrade.DANGEROUS ? unfit(activity).size() : 0;
        return HoldingPolicy.mayStart(
                activity,
                HoldingPolicy.nobodyUnfitInDanger(activity.risk(), unfit),
                HoldingPolicy.insured(activity, store.insurances(id.value())),
                agreements.complete(activity));
    }

    /** Those on the list of an activity ahead whom the rules would not let sign up by now, with why. */
    @Transactional(readOnly = true)
    public Map<SignUpId, Text> unfit(Activity activity) {
        return activity.state().ahead()
                ? fitness.unfit(
                        activity,
                        store.posts(activity.id().value()),
                        signUps.of(activity.id().value(), Set.of(SignUpState.SEATED), SignUps.SHOWN_MAX))
                : Map.of();
    }

    public void begin(Actor actor, ActivityId id) {
        Activity activity = lock(id);
        mayStart(id).orRefuse();
        if (activity.state() == ActivityState.ENROLLING) {
            become(actor, activity, ActivityState.CONFIRMED, "");
        }
        try {
            become(actor, activity.in(ActivityState.CONFIRMED), ActivityState.ONGOING, "");
        } catch (DataIntegrityViolationException e) {
            throw refusal(e);
        }
    }

    /** It is over; from now on what was done is written down, and the rooms above hear of it. */
    public void end(Actor actor, ActivityId id) {
        Activity activity = lock(id);
        become(actor, activity, ActivityState.ENDED, "");
        Instant now = clock.instant();
        Instant until = workingDays.calendar().due(now, terms.recordDays()).at();
        become(actor, activity.in(ActivityState.ENDED), ActivityState.RECORDING, "", until);
        events.publishEvent(new ActivityEnded(id, activity.project(), now));
    }

    /** Everything that was done is written down. */
    public void recorded(Actor actor, ActivityId id) {
        become(actor, lock(id), ActivityState.RECORDED, "");
    }

    // --- proof of insurance ---

    public UUID insure(
            Actor actor,
            ActivityId id,
            String insurer,
            String contract,
            String covers,
            LocalDate from,
            LocalDate through) {
        Activity activity = lock(id);
        Insurance proof = new Insurance(Ids.next(clock), id, insurer, contract, covers, from, through);
        store.addInsurance(proof, clock.instant(), actor.account());
        audit.record(about(activity, "activity.insured", Text.of("给活动 {0} 登记了保险凭证", activity.number())));
        return proof.id();
    }

    /** A proof that turned out to be none. */
    public void withdrawInsurance(ActivityId id, UUID proof, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        Activity activity = lock(id);
        boolean own =
                store.insurances(id.value()).stream().anyMatch(one -> one.id().equals(proof));
        if (!own || !store.withdrawInsurance(proof, clock.instant())) {
            throw new Absent("insurance " + proof);
        }
        audit.record(about(activity, "activity.insurance_withdrawn", Text.of("撤销了活动 {0} 的保险凭证", activity.number()))
                .because(reason.strip()));
    }

    // --- steps ---

    Activity lock(ActivityId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("activity " + id));
    }

    void become(Actor actor, Activity activity, ActivityState next, String reason) {
        become(actor, activity, next, reason, null);
    }

    /** Every step goes through here: allowed, written down with who and why, audited. */
    private void become(
            Actor actor, Activity activity, ActivityState next, String reason, @Nullable Instant recordUntil) {
        HoldingPolicy.mayBecome(activity.state(), next).orRefuse();
        store.stand(activity.id().value(), next, recordUntil);
        note(actor, activity, next, reason);
        audit.record(about(activity, "activity.stands", Text.of("活动 {0}：{1}", activity.number(), next.label()))
                .changed(Map.of("state", activity.state()), Map.of("state", next))
                .because(reason));
    }

    private void note(Actor actor, Activity activity, ActivityState state, String reason) {
        store.addStep(
                Ids.next(clock),
                activity.id(),
                new ActivityStep(state, clock.instant(), who(actor), reason),
                actor.account());
    }

    /** Nobody's name or number stays in the steps but that of staff. */
    static String who(Actor actor) {
        return actor.kind() == Actor.Kind.STAFF ? actor.name() : "";
    }

    static Deed about(Activity activity, String what, Text label) {
        return Deed.of(what, label)
                .on("activity", activity.id(), activity.site().value())
                .inField(activity.field());
    }

    // --- what only time does ---

    /** Opens and closes the signing up whose time has come, and puts away what is recorded. Answers how many steps. */
    public int keepTime(Actor actor) {
        Instant now = clock.instant();
        int steps = 0;
        steps += step(actor, store.toOpen(now, DUE_MAX), ActivityState.ENROLLING);
        steps += step(actor, store.toClose(now, DUE_MAX), ActivityState.CONFIRMED);
        Instant old = now.minus(Duration.ofDays(terms.archiveDays()));
        steps += step(actor, store.toPutAway(old, DUE_MAX), ActivityState.ARCHIVED);
        return steps;
    }

    private int step(Actor actor, List<UUID> due, ActivityState next) {
        for (UUID id : due) {
            Activity activity = lock(new ActivityId(id));
            if (activity.state().mayBecome(next)) {
                become(actor, activity, next, "");
                if (next == ActivityState.CONFIRMED) {
                    noShows.fill(id, clock.instant());
                }
            }
        }
        return due.size();
    }

    /** Those near somebody that one may sign up for, the nearest first. */
    @Transactional(readOnly = true)
    public List<Activity> near(SiteId site, Instant from, Instant until, int limit) {
        return store.near(site.value(), from, until, clock.instant(), limit);
    }
}
