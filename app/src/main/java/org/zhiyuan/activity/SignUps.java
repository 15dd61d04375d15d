package org.zhiyuan.activity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.volunteer.AgeBand;
import org.zhiyuan.volunteer.Choice;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;
import org.zhiyuan.volunteer.Volunteers;

/** Who comes: signing up, waiting, leaving, being asked, and what the leader says of those who did not come. */
@Service
@Transactional
public class SignUps {
    public static final int SHOWN_MAX = 1_100;
    private static final int MINE_MAX = 100;
    private static final int STEPS_SHOWN = 20;

    private final SignUpStore store;
    private final ActivityStore activities;
    private final NoShowStore noShows;
    private final Terms terms;
    private final Agreements agreements;
    private final Volunteers volunteers;
    private final Rulebook volunteerRules;
    private final People people;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    SignUps(
            SignUpStore store,
            ActivityStore activities,
            NoShowStore noShows,
            Terms terms,
            Agreements agreements,
            Volunteers volunteers,
            Rulebook volunteerRules,
            People people,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.noShows = noShows;
        this.terms = terms;
        this.agreements = agreements;
        this.volunteers = volunteers;
        this.volunteerRules = volunteerRules;
        this.people = people;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public SignUp get(SignUpId id) {
        return store.find(id.value()).orElseThrow(() -> new Absent("sign-up " + id));
    }

    /** Those who hold a seat, in the order in which they came to it. */
    @Transactional(readOnly = true)
    public List<SignUp> seated(ActivityId activity) {
        return store.of(activity.value(), EnumSet.of(SignUpState.SEATED), SHOWN_MAX);
    }

    /** Those in these states; who waits stands in the order of waiting. */
    @Transactional(readOnly = true)
    public List<SignUp> list(ActivityId activity, Set<SignUpState> states) {
        return store.of(activity.value(), states, SHOWN_MAX);
    }

    /** How a volunteer stands to an activity now; empty where he does not. */
    @Transactional(readOnly = true)
    public Optional<SignUp> of(ActivityId activity, VolunteerId volunteer) {
        return store.live(activity.value(), volunteer.value());
    }

    /** How the actor stands to an activity now; empty where he does not, and where he is no volunteer. */
    @Transactional(readOnly = true)
    public Optional<SignUp> own(Actor actor, ActivityId activity) {
        return actor.person() == null
                ? Optional.empty()
                : store.live(
                        activity.value(),
                        people.records(new PersonId(actor.person())).stream()
                                .map(PersonId::value)
                                .toList());
    }

    /** What a volunteer signed up for, the latest word first. */
    @Transactional(readOnly = true)
    public List<SignUp> mine(VolunteerId volunteer) {
        return store.mine(volunteer.value(), MINE_MAX);
    }

    @Transactional(readOnly = true)
    public Set<ActivityId> standsTo(VolunteerId volunteer, Collection<Activity> those) {
        return store.standsTo(
                volunteer.value(), those.stream().map(one -> one.id().value()).toList());
    }

    /** How many wait before somebody who waits. */
    @Transactional(readOnly = true)
    public int before(SignUp waiting) {
        return store.before(waiting);
    }

    @Transactional(readOnly = true)
    public List<SignUpStep> steps(SignUpId id) {
        return store.steps(id.value(), STEPS_SHOWN);
    }

    /** Whether a volunteer may sign up for a post now; a full one is no refusal, since one may wait. */
    @Transactional(readOnly = true)
    public Decision may(Volunteer volunteer, Activity activity, Post post) {
        Decision open = EnrolmentPolicy.signingUpIsOpen(activity, clock.instant());
        return open instanceof Decision.Refused ? open : fits(volunteer, activity, post, true);
    }

    /** @param clashCounts whether being elsewhere at that time stands in the way */
    Decision fits(Volunteer volunteer, Activity activity, Post post, boolean clashCounts) {
        AgeBand band = volunteers.band(volunteer).orElse(null);
        return first(
                EnrolmentPolicy.standsAsVolunteer(volunteer),
                EnrolmentPolicy.dangerIsForGrownUps(activity.risk(), band),
                EnrolmentPolicy.oldEnough(
                        post, post.minAge() == 0 ? OptionalInt.empty() : people.years(volunteer.person())),
                EnrolmentPolicy.aGuardianAgreed(
                        band,
                        band != null && band.asks().guardian()
                                ? volunteers.guardianship(volunteer.id())
                                : Optional.empty()),
                skilled(volunteer, activity, post),
                EnrolmentPolicy.noClash(clashCounts ? clashes(volunteer, activity) : List.of()));
    }

    private static Decision first(Decision... decisions) {
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Refused) {
                return decision;
            }
        }
        return Decision.allowed();
    }

    private Decision skilled(Volunteer volunteer, Activity activity, Post post) {
        String skill = post.skill();
        if (skill == null) {
            return Decision.allowed();
        }
        String name = volunteerRules.choices(Choice.Kind.SKILL).stream()
                .filter(choice -> choice.key().equals(skill))
                .map(Choice::name)
                .findFirst()
                .orElse(skill);
        return EnrolmentPolicy.skilled(
                post,
                name,
                volunteers.offer(volunteer.id()).can(skill),
                volunteers.mayDo(volunteer.id(), skill, activity.day()));
    }

    private List<Activity> clashes(Volunteer volunteer, Activity activity) {
        List<UUID> ids = store.clashes(volunteer.id().value(), activity);
        return ids.isEmpty() ? List.of() : activities.all(ids);
    }

    // --- one's own word ---

    /** Whether the volunteer is so young that a guardian is there at every service (R30). */
    @Transactional(readOnly = true)
    public boolean guarded(Volunteer volunteer) {
        return volunteers
                .band(volunteer)
                .map(band -> band.asks() == AgeBand.Asks.GUARDIAN_PRESENT)
                .orElse(false);
    }

    public SignUp signUp(Actor actor, ActivityId activity, PostId post) {
        return signUp(actor, activity, post, false);
    }

    /**
     * Takes a seat, or a place in the order of waiting where none is free.
     *
     * @param guardianComes whether whoever signs up said that a guardian will be there
     */
    public SignUp signUp(Actor actor, ActivityId activity, PostId post, boolean guardianComes) {
        Volunteer own =
                volunteers.own(actor).orElseThrow(() -> new Refusal(Text.of("您还没有登记为志愿者"), Text.of("登记只要几分钟，登记好就能报名")));
        Held held = hold(activity, post, own.id());
        store.live(activity.value(), own.id().value()).ifPresent(one -> {
            throw new Refusal(Text.of("您已经在这个活动里了：{0}", one.state().label()), Text.of("请刷新页面，看过新的情况再办"));
        });
        may(held.volunteer(), held.activity(), held.post()).orRefuse();
        EnrolmentPolicy.aGuardianComes(guarded(held.volunteer()), guardianComes).orRefuse();
        SignUpState state =
                waitsTurn(held.volunteer(), held.post()) ? waitIfThereIsRoom(held.post()) : seatOrWait(held.post());
        return add(actor, held, state, SignUpStep.Cause.SIGNED_UP, guardianComes, Order.NONE);
    }

    /**
     * Seats a family, all of it or nobody: the actor and those named, who belong to it by their own word or their guardian's.
     * Called as the house, since each row is another person's own; whoever calls knows that they belong together. Everybody
     * is told, and leaves as easily as if he had signed up himself.
     *
     * @param guardianComes whether the youngest of them have a guardian with them
     */
    public void signUpTogether(
            Actor actor, ActivityId activity, PostId post, Collection<VolunteerId> family, boolean guardianComes) {
        Volunteer own = volunteers.own(actor).orElseThrow(() -> new Absent("volunteer"));
        List<VolunteerId> all = Stream.concat(Stream.of(own.id()), family.stream())
                .distinct()
                // in one order by everybody, as with a single one
                .sorted(Comparator.comparing(VolunteerId::value))
                .toList();
        List<Held> held = all.stream().map(one -> hold(activity, post, one)).toList();
        int open = post(activity, post).open();
        if (open < all.size()) {
            throw new Refusal(
                    Text.of("这个岗位还有 {0} 个名额，你们一共 {1} 个人，坐不到一起", Math.max(0, open), all.size()),
                    Text.of("可以少选几个人，或者看看别的活动"));
        }
        for (Held one : held) {
            Volunteer volunteer = one.volunteer();
            if (store.live(activity.value(), volunteer.id().value()).isPresent()) {
                throw new Refusal(Text.of("家里有人已经在这个活动里了"), Text.of("请不选他，再报一次"));
            }
            if (may(volunteer, one.activity(), one.post()) instanceof Decision.Refused no) {
                throw new Refusal(Text.of("家里有人不能报：{0}", no.reason()), Text.of("请不选他，再报一次"));
            }
            if (waitsTurn(volunteer, one.post())) {
                throw new Refusal(Text.of("家里有人要先排候补，不能一起报上"), Text.of("请分开报，或者看看别的活动"));
            }
            EnrolmentPolicy.aGuardianComes(guarded(volunteer), guardianComes).orRefuse();
        }
        for (Held one : held) {
            SignUp signUp = add(actor, one, SignUpState.SEATED, SignUpStep.Cause.SIGNED_UP, guardianComes, Order.NONE);
            if (!one.volunteer().id().equals(own.id())) {
                store.tellOne(signUp.id(), Telling.Kind.TOGETHER, clock.instant());
            }
        }
    }

    private Activity activity(ActivityId id) {
        return activities.find(id.value()).orElseThrow(() -> new Absent("activity " + id));
    }

    /** What somebody signs up for and who he is, as both stand once nobody else can change them. */
    private record Held(Activity activity, Volunteer volunteer, Post post) {}

    /**
     * First the post, then the volunteer: in this order by everybody, so that nobody waits in a circle. All of it is read
     * after the waiting: meanwhile the activity may have been called off or begun, and the volunteer suspended.
     */
    private Held hold(ActivityId activity, PostId id, VolunteerId volunteer) {
        store.hold(id.value());
        Post post = post(activity, id);
        if (post.open() > 0 && post.waiting() > 0) {
            // whoever waits and may take a seat by now is not overtaken
            store.moveUp(id.value(), clock.instant());
        }
        store.holdVolunteer(volunteer.value());
        return new Held(activity(activity), volunteers.get(volunteer), post(activity, id));
    }

    private Post post(ActivityId activity, PostId id) {
        return activities
                .post(id.value())
                .filter(one -> one.activity().equals(activity))
                .orElseThrow(() -> new Absent("post " + id));
    }

    /**
     * What the office lets pass, and why.
     *
     * @param reason "" where nothing is let pass
     * @param beyond above the number of seats
     * @param clash in two places at once
     * @param onTheSpot while it goes on
     */
    private record Order(String reason, boolean beyond, boolean clash, boolean onTheSpot) {
        static final Order NONE = new Order("", false, false, false);
        static final Order ON_THE_SPOT = new Order("", false, false, true);
    }

    private SignUpState seatOrWait(Post held) {
        return held.open() > 0 ? SignUpState.SEATED : waitIfThereIsRoom(held);
    }

    /** Who did not come several times of late waits his turn where many want to come: the database sees to it as well. */
    @Transactional(readOnly = true)
    public boolean waitsTurn(Volunteer volunteer, Post post) {
        return noShows.standing(volunteer.id().value(), clock.instant()).waits()
                && noShows.sought(post.id().value(), clock.instant());
    }

    private SignUpState waitIfThereIsRoom(Post held) {
        EnrolmentPolicy.waitingListHasRoom(held, terms.waitingMax()).orRefuse();
        return SignUpState.WAITING;
    }

    private SignUp add(
            Actor actor, Held held, SignUpState state, SignUpStep.Cause cause, boolean guardianComes, Order order) {
        Activity activity = held.activity();
        Volunteer volunteer = held.volunteer();
        AgeBand band = volunteers.band(volunteer).orElse(null);
        SignUp.Guardian guardian =
                !guarded(volunteer) ? null : guardianComes ? SignUp.Guardian.COMES : SignUp.Guardian.NEEDED;
        SignUp signUp = new SignUp(
                new SignUpId(Ids.next(clock)),
                activity.id(),
                held.post().id(),
                volunteer.id(),
                people.resolve(volunteer.person()),
                state,
                null,
                order.reason(),
                order.beyond(),
                guardian,
                clock.instant(),
                null);
        try {
            store.add(signUp, EnrolmentPolicy.mayRisk(band), order.clash(), order.onTheSpot(), actor.account());
        } catch (DataIntegrityViolationException e) {
            throw Activities.refusal(e);
        }
        note(actor, signUp, state, cause, order.reason());
        record(activity, "activity.signed_up", Text.of("活动 {0}：{1}", activity.number(), cause.label()), order.reason());
        return get(signUp.id());
    }

    /** Gives up a seat, or a place among those who wait; nothing is asked. The seat goes to whoever waits longest. */
    public void cancel(Actor actor, SignUpId id) {
        SignUp signUp = hold(id);
        ownWord(actor, signUp);
        Activity activity = activity(signUp.activity());
        EnrolmentPolicy.mayStillLeave(activity).orRefuse();
        become(actor, activity, signUp, SignUpState.CANCELLED, SignUpStep.Cause.CANCELLED, "");
    }

    private SignUp hold(SignUpId id) {
        store.hold(get(id).post().value());
        return get(id);
    }

    private void ownWord(Actor actor, SignUp signUp) {
        boolean own = volunteers
                .own(actor)
                .map(volunteer -> volunteer.id().equals(signUp.volunteer()))
                .orElse(false);
        if (!own) {
            throw new Absent("sign-up " + signUp.id());
        }
    }

    /** Takes up an invitation, as if one had signed up. */
    public void accept(Actor actor, SignUpId id, boolean guardianComes) {
        SignUp invited = get(id);
        ownWord(actor, invited);
        Held held = hold(invited.activity(), invited.post(), invited.volunteer());
        SignUp now = get(id);
        may(held.volunteer(), held.activity(), held.post()).orRefuse();
        EnrolmentPolicy.aGuardianComes(now.guardian() == SignUp.Guardian.NEEDED, guardianComes)
                .orRefuse();
        if (guardianComes) {
            store.guardianComes(id.value());
        }
        become(actor, held.activity(), now, seatOrWait(held.post()), SignUpStep.Cause.ACCEPTED, "");
    }

    /** Says no to an invitation: no reason is asked, nothing is counted, nobody is told but that the answer was no. */
    public void refuse(Actor actor, SignUpId id) {
        SignUp invited = hold(id);
        ownWord(actor, invited);
        become(actor, activity(invited.activity()), invited, SignUpState.REFUSED, SignUpStep.Cause.REFUSED, "");
    }

    // --- the office's and the leader's word ---

    /** Asks somebody to come; he may say no. */
    public SignUp invite(Actor actor, ActivityId activity, PostId post, VolunteerId volunteer) {
        Held held = hold(activity, post, volunteer);
        if (!held.activity().state().ahead()) {
            throw new Refusal(Text.of("现在是“{0}”，不能再请人", held.activity().state().label()));
        }
        fits(held.volunteer(), held.activity(), held.post(), false).orRefuse();
        SignUp signUp = add(actor, held, SignUpState.INVITED, SignUpStep.Cause.INVITED, false, Order.NONE);
        store.tellOne(signUp.id(), Telling.Kind.INVITED, clock.instant());
        return signUp;
    }

    /**
     * Lets somebody come who is elsewhere at that time, or though no seat is free; with a reason, marked for ever. Age,
     * guardian, training and suspension let nobody pass. It counts for the seats at which he is now, and for no later one.
     *
     * @param guardianComes as told to whoever lets him come
     */
    public SignUp override(
            Actor actor,
            ActivityId activity,
            PostId post,
            VolunteerId volunteer,
            String reason,
            boolean guardianComes) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        UUID account = Objects.requireNonNull(actor.account());
        Held held = hold(activity, post, volunteer);
        Activity at = held.activity();
        if (!at.state().ahead()) {
            throw new Refusal(Text.of("现在是“{0}”，不能再加人", at.state().label()));
        }
        fits(held.volunteer(), at, held.post(), false).orRefuse();
        EnrolmentPolicy.aGuardianComes(guarded(held.volunteer()), guardianComes).orRefuse();
        Order order = new Order(
                reason.strip(),
                held.post().open() <= 0,
                !clashes(held.volunteer(), at).isEmpty(),
                false);
        Optional<SignUp> live = store.live(activity.value(), volunteer.value());
        if (live.isEmpty()) {
            return add(actor, held, SignUpState.SEATED, SignUpStep.Cause.SIGNED_UP, guardianComes, order);
        }
        SignUp now = live.get();
        EnrolmentPolicy.mayBecome(now.state(), SignUpState.SEATED).orRefuse();
        if (!now.post().equals(post)) {
            throw new Refusal(Text.of("这位志愿者在等别的岗位"), Text.of("请选他在等的岗位"));
        }
        if (guardianComes) {
            store.guardianComes(now.id().value());
        }
        try {
            store.seat(now.id().value(), order.reason(), account, order.beyond(), order.clash(), clock.instant());
        } catch (DataIntegrityViolationException e) {
            throw Activities.refusal(e);
        }
        note(actor, now, SignUpState.SEATED, SignUpStep.Cause.SIGNED_UP, order.reason());
        record(
                at,
                "activity.signed_up",
                Text.of("活动 {0}：{1}", at.number(), SignUpStep.Cause.SIGNED_UP.label()),
                reason);
        return get(now.id());
    }

    /**
     * Somebody stands there who did not sign up: whoever leads takes him on, where a seat is free that he may have. Nobody
     * sits above the number or in two places by it, and where there is danger, or an agreement must be in writing, nobody
     * comes so late (R6, R8). He is told. Called as the house, since the row is another person's own.
     */
    public SignUp takeOn(Actor actor, ActivityId id, VolunteerNumber number) {
        Volunteer volunteer = volunteers.numbered(number).stream()
                .findFirst()
                .map(Volunteers.Listed::volunteer)
                .orElseThrow(() -> new Refusal(Text.of("没有这个编号的志愿者"), Text.of("请对着卡再看一次")));
        Optional<SignUp> there = store.live(id.value(), volunteer.id().value());
        if (there.isPresent() && there.get().state().seated()) {
            return there.get();
        }
        PostId free = activities.posts(id.value()).stream()
                .filter(post ->
                        post.open() > 0 && fits(volunteer, activity(id), post, true) instanceof Decision.Allowed)
                .map(Post::id)
                .findFirst()
                .orElseGet(() -> activities.posts(id.value()).getFirst().id());
        Held held = hold(id, free, volunteer.id());
        Activity activity = held.activity();
        if (activity.state() != ActivityState.ONGOING) {
            throw new Refusal(Text.of("活动进行中才能现场补报名"), Text.of("还没开始的，请本人报名；已经结束的，按补录办"));
        }
        if (activity.risk() == RiskGrade.DANGEROUS
                || !agreements.cases(activity).isEmpty()) {
            throw new Refusal(Text.of("这个活动有危险，或者要先签书面协议，不能现场补报名"), Text.of("请下次先报名"));
        }
        there.ifPresent(one -> {
            throw new Refusal(Text.of("这位志愿者在这个活动里：{0}", one.state().label()), Text.of("请由办事员办理"));
        });
        fits(held.volunteer(), activity, held.post(), true).orRefuse();
        EnrolmentPolicy.aGuardianComes(guarded(held.volunteer()), false).orRefuse();
        if (held.post().open() <= 0) {
            throw new Refusal(Text.of("没有空名额了"), Text.of("请由办事员特批，或者请他参加下一次"));
        }
        SignUp signUp = add(actor, held, SignUpState.SEATED, SignUpStep.Cause.TAKEN_ON, false, Order.ON_THE_SPOT);
        store.tellOne(signUp.id(), Telling.Kind.TAKEN_ON, clock.instant());
        return signUp;
    }

    /** Takes somebody off the list before it begins, with a reason that he is told. */
    public void takeOff(Actor actor, SignUpId id, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        SignUp signUp = hold(id);
        Activity activity = activity(signUp.activity());
        EnrolmentPolicy.mayStillLeave(activity).orRefuse();
        become(actor, activity, signUp, SignUpState.CANCELLED, SignUpStep.Cause.TAKEN_OFF, reason.strip());
        store.tellOne(id, Telling.Kind.TAKEN_OFF, clock.instant());
    }

    /** Says that somebody did not come (R38): a person's word, never the machine's, and taken back as easily. */
    public void noShow(Actor actor, SignUpId id, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        SignUp signUp = hold(id);
        Activity activity = activity(signUp.activity());
        if (!activity.state().begun()) {
            throw new Refusal(Text.of("活动还没开始，不能记没有到场"));
        }
        become(actor, activity, signUp, SignUpState.NO_SHOW, SignUpStep.Cause.NO_SHOW, reason.strip());
    }

    public void restore(Actor actor, SignUpId id, String reason) {
        HoldingPolicy.reasonGiven(reason).orRefuse();
        SignUp signUp = hold(id);
        if (signUp.state() != SignUpState.NO_SHOW) {
            throw new Refusal(Text.of("这位志愿者没有记为没有到场"));
        }
        become(
                actor,
                activity(signUp.activity()),
                signUp,
                SignUpState.SEATED,
                SignUpStep.Cause.RESTORED,
                reason.strip());
        noShows.fillFor(signUp.volunteer().value(), clock.instant());
    }

    // --- steps ---

    /** Every change of how somebody stands goes through here: allowed, written down with who and why, audited. */
    private void become(
            Actor actor, Activity activity, SignUp signUp, SignUpState next, SignUpStep.Cause cause, String reason) {
        EnrolmentPolicy.mayBecome(signUp.state(), next).orRefuse();
        try {
            store.stand(signUp.id().value(), next, clock.instant());
        } catch (DataIntegrityViolationException e) {
            throw Activities.refusal(e);
        }
        note(actor, signUp, next, cause, reason);
        record(activity, "activity.sign_up_stands", Text.of("活动 {0}：{1}", activity.number(), cause.label()), reason);
    }

    private void note(Actor actor, SignUp signUp, SignUpState state, SignUpStep.Cause cause, String reason) {
        UUID step = Ids.next(clock);
        store.addStep(step, signUp.id(), state, cause, clock.instant(), actor.account(), Activities.who(actor), reason);
        if (cause == SignUpStep.Cause.NO_SHOW || cause == SignUpStep.Cause.RESTORED) {
            events.publishEvent(
                    new NoShowSaid(step, signUp.person(), signUp.activity(), cause == SignUpStep.Cause.NO_SHOW));
        }
    }

    private void record(Activity activity, String what, Text label, @Nullable String reason) {
        audit.record(Activities.about(activity, what, label).because(reason == null ? "" : reason));
    }

    /** Waits for whoever is just signing this volunteer up; whoever comes later sees how the volunteer stands now. */
    void await(VolunteerId volunteer) {
        store.holdVolunteer(volunteer.value());
    }

    /** Somebody serves no more, may not for now, or is erased: the seats go to whoever waits. */
    void letGo(Actor actor, VolunteerId volunteer, SignUpStep.Cause cause) {
        Instant now = clock.instant();
        for (SignUp known : store.ahead(volunteer.value())) {
            SignUp signUp = hold(known.id());
            if (signUp.state().mayBecome(SignUpState.CANCELLED)
                    && activity(signUp.activity()).state().ahead()) {
                store.stand(signUp.id().value(), SignUpState.CANCELLED, now);
                store.addStep(Ids.next(clock), signUp.id(), SignUpState.CANCELLED, cause, now, actor.account(), "", "");
            }
        }
    }
}
