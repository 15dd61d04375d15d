package org.zhiyuan.presence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Who was there. Coming and going by code is one statement; all else adds events, and what they say together is read as
 * soon as their transaction is through ({@link Settlement}).
 */
@Service
@Transactional
public class Presences {
    /** Events that one sending of a phone may bring; it sends again for more. */
    public static final int BATCH_MAX = 100;

    public static final int SHOWN_MAX = 1_100;

    private final PresenceStore store;
    private final EventStore events;
    private final Settlement settlement;
    private final VenueSecrets secrets;
    private final PresenceRulebook rulebook;
    private final Activities activities;
    private final SignUps signUps;
    private final Volunteers volunteers;
    private final People people;
    private final Rights rights;
    private final Audit audit;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    Presences(
            PresenceStore store,
            EventStore events,
            Settlement settlement,
            VenueSecrets secrets,
            PresenceRulebook rulebook,
            Activities activities,
            SignUps signUps,
            Volunteers volunteers,
            People people,
            Rights rights,
            Audit audit,
            ApplicationEventPublisher publisher,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.settlement = settlement;
        this.secrets = secrets;
        this.rulebook = rulebook;
        this.activities = activities;
        this.signUps = signUps;
        this.volunteers = volunteers;
        this.people = people;
        this.rights = rights;
        this.audit = audit;
        this.publisher = publisher;
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Presence get(PresenceId id) {
        return find(id).orElseThrow(() -> new Absent("presence " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Presence> find(PresenceId id) {
        return store.find(id.value());
    }

    /** One volunteer's at one activity, in the order in which they began. */
    @Transactional(readOnly = true)
    public List<Presence> at(ActivityId activity, VolunteerId volunteer) {
        return store.at(activity.value(), volunteer.value());
    }

    /** One volunteer's that began in a span of time, the latest first. */
    @Transactional(readOnly = true)
    public List<Presence> of(VolunteerId volunteer, Instant from, Instant until) {
        return store.ofVolunteer(volunteer.value(), from, until, SHOWN_MAX);
    }

    /** Where the volunteer is now: in and not out. */
    @Transactional(readOnly = true)
    public Optional<Presence> open(VolunteerId volunteer) {
        return store.open(volunteer.value(), clock.instant().minus(rules().stretchMax())).stream()
                .findFirst();
    }

    /** Whether somebody who is in may still go by himself: nobody is there for longer, and who comes then comes anew. */
    @Transactional(readOnly = true)
    public boolean isStill(Presence presence) {
        return presence.here() && !presence.in().isBefore(clock.instant().minus(rules().stretchMax()));
    }

    private PresenceRules rules() {
        return rulebook.rules();
    }

    /** The volunteer's own phone that a presence began with, by the mark that it keeps. */
    @Transactional(readOnly = true)
    public Optional<UUID> phone(PresenceId presence) {
        return events.phone(presence.value());
    }

    /** What somebody should look at before the hours count; said of the activity, never of a person. */
    @Transactional(readOnly = true)
    public List<Text> oddities(ActivityId activity) {
        PresenceRules rules = rules();
        List<Text> oddities = new ArrayList<>();
        for (int persons : events.sharedPhones(activity.value(), rules.sharedPhonePersons())) {
            oddities.add(Text.of("同一部手机给 {0} 个人签了到，请看一眼是不是本人都在场", persons));
        }
        for (Instant second : events.bursts(activity.value(), rules.burstPersons())) {
            oddities.add(Text.of("{0} 这一秒里有 {1} 人以上同时签到，请看一眼是不是本人都在场", Formats.moment(second), rules.burstPersons()));
        }
        int away = events.away(activity.value());
        if (away > 0) {
            oddities.add(Text.of("{0} 个人的手机说不在活动地点附近。这只是提示，请看一眼人在不在", away));
        }
        return oddities;
    }

    /** Within how many metres of its place a phone says that it is near. */
    @Transactional(readOnly = true)
    public int nearMeters() {
        return rules().nearMeters();
    }

    /** How long a phone without a network may keep what it knows. */
    @Transactional(readOnly = true)
    public long offlineHours() {
        return rules().offlineWindow().toHours();
    }

    // --- the venue's code ---

    /**
     * What stands on the venue's screen.
     *
     * @param left how long it still stands there
     */
    public record Shown(String digits, Duration left) {}

    /** For those who lead: the code of now. */
    @Transactional(readOnly = true)
    public Shown code(Activity activity) {
        mayShow(activity).orRefuse();
        Instant now = clock.instant();
        return new Shown(VenueCode.at(secrets.of(activity.id()), now), VenueCode.left(now));
    }

    /** Whether the code may stand on a screen: while anybody may come or go by it. */
    @Transactional(readOnly = true)
    public Decision mayShow(Activity activity) {
        Decision come = mayCome(activity);
        return mayGo(activity) instanceof Decision.Allowed ? Decision.allowed() : come;
    }

    /** Whether somebody may come by code now. */
    @Transactional(readOnly = true)
    public Decision mayCome(Activity activity) {
        return CheckInPolicy.mayCome(activity, clock.instant(), rules());
    }

    @Transactional(readOnly = true)
    public Decision mayGo(Activity activity) {
        return CheckInPolicy.mayGo(activity, clock.instant(), rules());
    }

    /** What the leader's own phone makes the codes with while it has no network. Asked by those who lead, and by nobody else. */
    @Transactional(readOnly = true)
    public byte[] secret(Actor actor, Activity activity) {
        refuseStranger(actor, activity);
        return secrets.of(activity.id()).clone();
    }

    private void refuseStranger(Actor actor, Activity activity) {
        if (!rights.may(actor, Action.PRESENCE_RECORD, activity.whereabouts())) {
            throw new Absent("activity " + activity.id());
        }
    }

    // --- by code ---

    /**
     * Makes ready what the codes of an activity are checked with, outside of the transaction that checks one: it has a
     * connection already, and must not wait for another.
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void prepare(ActivityId activity) {
        secrets.ready(activity);
    }

    /**
     * The actor comes, with the digits of the venue's screen. The same token a second time, and coming while being there,
     * change nothing.
     *
     * @param token of the form, or drawn by the phone: names this coming for ever
     * @param hints decide nothing
     */
    public Decision checkIn(Actor actor, ActivityId id, String digits, UUID token, PhoneHints hints) {
        Activity activity = activities.get(id);
        Decision open = mayCome(activity);
        return open instanceof Decision.Refused ? open : byCode(actor, activity, digits, token, hints, true);
    }

    /** The actor goes, with the digits of the venue's screen. */
    public Decision checkOut(Actor actor, ActivityId id, String digits, UUID token, PhoneHints hints) {
        Activity activity = activities.get(id);
        Decision open = mayGo(activity);
        return open instanceof Decision.Refused ? open : byCode(actor, activity, digits, token, hints, false);
    }

    private Decision byCode(
            Actor actor, Activity activity, String digits, UUID token, PhoneHints hints, boolean coming) {
        SignUp signUp = signUps.own(actor, activity.id())
                .filter(found -> found.state().seated())
                .orElse(null);
        if (signUp == null) {
            return Decision.refused(Text.of("您没有报上这个活动"), Text.of("请领队帮您补报名，再签到"));
        }
        Instant now = clock.instant();
        OptionalLong step = VenueCode.step(secrets.of(activity.id()), digits, now);
        UUID event = part(token, signUp.volunteer(), coming ? "in" : "out");
        if (step.isEmpty()) {
            return wrongCode(activity, signUp, event, now);
        }
        PresenceStore.Arrival arrival = new PresenceStore.Arrival(
                event,
                Ids.next(clock),
                activity.id().value(),
                signUp.volunteer().value(),
                signUp.person().value(),
                actor.account(),
                hints,
                now,
                LocalDate.ofInstant(now, Formats.ZONE),
                rules());
        PresenceStore.Done done = coming ? arrive(arrival) : store.depart(arrival);
        if (!done.marked()) {
            return notMarked(arrival);
        }
        audit.record(deed(activity, signUp.volunteer(), coming, Way.CODE));
        if (done.presence() == null) {
            settlement.here(signUp.volunteer());
            return coming || present(arrival)
                    ? Decision.allowed()
                    : Decision.refused(Text.of("签退记下了，但还没有您的签到"), Text.of("在手机里离线签过的，联网以后会接上；没有签过的，请领队补签"));
        }
        if (!coming) {
            publisher.publishEvent(
                    new PresenceClosed(new PresenceId(done.presence()), activity.id(), signUp.volunteer()));
        }
        return Decision.allowed();
    }

    /** Whoever never went from elsewhere comes all the same, where that is long over or he has said when he went. */
    private PresenceStore.Done arrive(PresenceStore.Arrival arrival) {
        PresenceStore.Done done = store.arrive(arrival, List.of());
        if (done.marked()) {
            return done;
        }
        List<UUID> left = elsewhere(arrival)
                .filter(open -> left(open, arrival))
                .map(open -> open.activity().value())
                .toList();
        return left.isEmpty() ? done : store.arrive(arrival, left);
    }

    private Stream<Presence> elsewhere(PresenceStore.Arrival arrival) {
        Instant since = arrival.now().minus(arrival.rules().stretchMax());
        return store.open(arrival.volunteer(), since).stream()
                .filter(open -> !open.activity().value().equals(arrival.activity()));
    }

    private boolean left(Presence open, PresenceStore.Arrival arrival) {
        Instant over = arrival.now().minus(arrival.rules().after());
        return activities.get(open.activity()).ends().isBefore(over)
                || events.stated(open.activity().value(), arrival.volunteer());
    }

    private boolean present(PresenceStore.Arrival arrival) {
        return !store.at(arrival.activity(), arrival.volunteer()).isEmpty();
    }

    /** A code that was right a minute ago, of another activity, or guessed: all told alike. */
    private Decision wrongCode(Activity activity, SignUp signUp, UUID event, Instant now) {
        Optional<Event> earlier =
                events.find(event).filter(found -> found.volunteer().equals(signUp.volunteer()));
        if (earlier.isPresent()) {
            // sent a second time, after its half minute: it counted the first time
            return Decision.allowed();
        }
        UUID volunteer = signUp.volunteer().value();
        PresenceRules rules = rules();
        if (events.misses(activity.id().value(), volunteer, now.minus(rules.missSpan())) >= rules.missesMax()) {
            return tooManyMisses(rules);
        }
        events.miss(
                Ids.next(clock),
                activity.id().value(),
                volunteer,
                signUp.person().value(),
                now);
        return Decision.refused(Text.of("这个码不对，或者已经换过了"), Text.of("请看屏幕上现在的 6 位数字，再输一次；码每 30 秒换一次"));
    }

    private static Decision tooManyMisses(PresenceRules rules) {
        return Decision.refused(
                Text.of("输错太多次了"),
                Text.of("请过 {0} 分钟再试，或请领队代签", rules.missSpan().toMinutes()));
    }

    private Decision notMarked(PresenceStore.Arrival arrival) {
        if (events.find(arrival.event()).isPresent()) {
            return Decision.allowed();
        }
        Presence elsewhere = elsewhere(arrival)
                .filter(open -> !left(open, arrival))
                .findFirst()
                .orElse(null);
        if (elsewhere != null) {
            return Decision.refused(
                    Text.of(
                            "您还在「{0}」里没有签退",
                            activities.get(elsewhere.activity()).title()),
                    Text.of("请先在那里签退；已经走了的，请说一下几点走的"));
        }
        if (events.misses(
                        arrival.activity(),
                        arrival.volunteer(),
                        arrival.now().minus(arrival.rules().missSpan()))
                >= arrival.rules().missesMax()) {
            return tooManyMisses(arrival.rules());
        }
        return Decision.refused(Text.of("这张表单已由别人提交过，没有再次提交"), Text.of("请重新打开这一页"));
    }

    static Deed deed(Activity activity, VolunteerId volunteer, boolean coming, Way way) {
        Deed deed = coming
                ? Deed.of("presence.came", Text.of("服务签到：{0}（{1}）", activity.number(), way.label()))
                : Deed.of("presence.went", Text.of("服务签退：{0}（{1}）", activity.number(), way.label()));
        return deed.on("volunteer", volunteer, activity.site().value()).inField(activity.field());
    }

    /** The same for the same token and person, so that a second sending is known, and a page left open for the next is not. */
    static UUID part(UUID token, VolunteerId volunteer, String part) {
        return UUID.nameUUIDFromBytes((token + "/" + volunteer + "/" + part).getBytes(StandardCharsets.UTF_8));
    }

    // --- what phones kept without a network ---

    /** What became of one event of a phone. */
    public record Verdict(UUID device, long counter, Kind kind, Text words) {
        public enum Kind {
            COUNTED,
            /** Counts as a late entry: it came after the window. */
            LATE,
            /** Is kept, and waits for the word of those who lead. */
            DOUBTFUL,
            /** Was not taken, and will not be as it is. The phone keeps it. */
            REFUSED,
            /** Not the actor's to say: the phone keeps it, as if it had not been sent, until its own signs in there. */
            OTHERS
        }
    }

    /**
     * Takes what a phone kept. However often, in whatever order and in what parts it comes, the outcome is one; each event
     * gets its own answer, and none is lost for another's sake.
     */
    public List<Verdict> reconcile(List<DeviceEvent> batch) {
        if (batch.size() > BATCH_MAX) {
            throw new IllegalArgumentException("batch (" + batch.size() + ") must be at most " + BATCH_MAX);
        }
        Actor actor = Acting.actor();
        Volunteer own = volunteers.own(actor).orElse(null);
        if (own != null) {
            // many sendings at once are counted one after another
            store.hold(own.id().value());
        }
        Map<ActivityId, Optional<Activity>> known = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (DeviceEvent event : batch) {
            Activity activity =
                    known.computeIfAbsent(event.activity(), activities::find).orElse(null);
            verdicts.add(
                    activity == null ? refused(event, Text.of("没有这个活动，或者已经撤回")) : take(actor, own, activity, event));
        }
        return verdicts;
    }

    private Verdict take(Actor actor, @Nullable Volunteer own, Activity activity, DeviceEvent event) {
        boolean byHimself = own != null && own.id().equals(event.volunteer());
        boolean leading = event.way() == Way.OFFLINE_LEADER;
        if (leading && !activity.leads(actor.person())) {
            // the office, which has its rights by place and not by person, ticks where there is a network
            return others(event, Text.of("您不是这个活动的领队"));
        }
        if (leading) {
            Decision may = mayTick(actor, byHimself, event);
            if (may instanceof Decision.Refused refused) {
                return refused(event, refused.reason());
            }
        } else if (!byHimself) {
            return others(event, Text.of("这条记录不是您的，请本人登录后再送"));
        }
        Optional<Event> earlier = events.find(event.device(), event.counter());
        if (earlier.isPresent()) {
            return same(earlier.get(), event) ? told(event, earlier.get()) : refused(event, Text.of("这条记录的编号用过了"));
        }
        SignUp signUp = signUps.of(activity.id(), event.volunteer())
                .filter(found -> found.state().seated())
                .orElse(null);
        PersonId person = signUp != null ? signUp.person() : byHimself && own != null ? own.person() : null;
        if (person == null) {
            return refused(event, Text.of("这位志愿者没有报上这个活动"));
        }
        Event fresh = kept(actor, activity, signUp, person, event, leading);
        if (!leading && mayAdd(fresh, signUp) instanceof Decision.Refused enough) {
            return refused(event, enough.reason());
        }
        if (!events.add(fresh)) {
            // the same came another way in this very moment
            return events.find(event.device(), event.counter())
                    .map(other -> told(event, other))
                    .orElseGet(() -> refused(event, Text.of("这条记录的编号用过了")));
        }
        if (fresh.doubt() == null) {
            settlement.afterwards(event.volunteer());
        }
        audit.record(
                deed(activity, event.volunteer(), event.coming(), fresh.way()).because(fresh.reason()));
        return told(event, fresh);
    }

    private Decision mayAdd(Event fresh, @Nullable SignUp signUp) {
        PresenceRules rules = rules();
        EventStore.Doubted before = events.doubted(
                fresh.activity().value(),
                fresh.volunteer().value(),
                fresh.receivedAt().minus(rules.offlineWindow()));
        return CheckInPolicy.mayAdd(signUp != null, fresh.doubt() != null, before, rules);
    }

    private Decision mayTick(Actor actor, boolean byHimself, DeviceEvent event) {
        Decision may = CheckInPolicy.mayRecord(byHimself, years(actor));
        return may instanceof Decision.Refused ? may : CheckInPolicy.reasonGiven(Way.OFFLINE_LEADER, event.reason());
    }

    private OptionalInt years(Actor actor) {
        return actor.person() == null ? OptionalInt.empty() : people.years(new PersonId(actor.person()));
    }

    private Event kept(
            Actor actor,
            Activity activity,
            @Nullable SignUp signUp,
            PersonId person,
            DeviceEvent event,
            boolean leading) {
        Instant now = clock.instant();
        PresenceRules rules = rules();
        DeviceClock reckoned = event.clock();
        Instant at = reckoned.moment();
        Doubt doubt = doubt(activity, signUp, event, at, reckoned.doubtful(now), rules);
        boolean late = at.isBefore(now.minus(rules.offlineWindow()));
        String reason = event.reason().strip();
        return new Event(
                Ids.next(clock),
                event.device(),
                event.counter(),
                activity.id(),
                event.volunteer(),
                person,
                Event.Kind.of(event.coming()),
                null,
                late ? Way.LATE_ENTRY : event.way(),
                at,
                now,
                event.deviceTime(),
                doubt,
                null,
                actor.account(),
                leading ? actor.person() : null,
                leading ? actor.name() : "",
                late && reason.length() < Event.REASON_LENGTH_MIN
                        ? Text.of("离线记录送到时已经超过期限").key()
                        : reason);
    }

    private @Nullable Doubt doubt(
            Activity activity,
            @Nullable SignUp signUp,
            DeviceEvent event,
            Instant at,
            boolean clockMoved,
            PresenceRules rules) {
        if (signUp == null) {
            return Doubt.NOT_SIGNED_UP;
        }
        if (clockMoved) {
            return Doubt.CLOCK;
        }
        if (!CheckInPolicy.within(activity, at, rules)) {
            return Doubt.NOT_OPEN;
        }
        String code = event.code();
        boolean right = code == null
                || VenueCode.stepNear(secrets.of(activity.id()), code, at, rules.driftSteps())
                        .isPresent();
        return right ? null : Doubt.CODE;
    }

    private static boolean same(Event kept, DeviceEvent sent) {
        return kept.activity().equals(sent.activity())
                && kept.volunteer().equals(sent.volunteer())
                && kept.kind() == Event.Kind.of(sent.coming());
    }

    private static Verdict told(DeviceEvent sent, Event kept) {
        Doubt doubt = kept.doubt();
        if (doubt != null) {
            return new Verdict(sent.device(), sent.counter(), Verdict.Kind.DOUBTFUL, doubt.explanation());
        }
        return kept.way() == Way.LATE_ENTRY
                ? new Verdict(sent.device(), sent.counter(), Verdict.Kind.LATE, Text.of("收到了，超过期限，按补录办"))
                : new Verdict(sent.device(), sent.counter(), Verdict.Kind.COUNTED, Text.of("收到了，算到场；时长还要另一个人看过才计入"));
    }

    private static Verdict others(DeviceEvent sent, Text why) {
        return new Verdict(sent.device(), sent.counter(), Verdict.Kind.OTHERS, why);
    }

    private static Verdict refused(DeviceEvent sent, Text why) {
        return new Verdict(sent.device(), sent.counter(), Verdict.Kind.REFUSED, why);
    }
}
