package org.zhiyuan.presence;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Who was there by somebody's word: the leader's tick with a reason, a scanned card, a sheet of paper, and what a volunteer
 * says himself until a leader confirms it. One way is as good as another; each is an event that stays.
 */
@Service
@Transactional
public class Statements {
    /** Why a leader ticks, by one tap: the first is the usual one. Other words may be typed with another time. */
    public static final List<Text> TICK_REASONS = List.of(
            Text.of("手机没电"), Text.of("没带手机"), Text.of("没有手机"), Text.of("不会用手机"), Text.of("没有网络"), Text.of("签到码扫不上"));

    private static final int DOUBTFUL_MAX = 200;

    private final PresenceStore store;
    private final EventStore events;
    private final Settlement settlement;
    private final PresenceRulebook rulebook;
    private final Activities activities;
    private final SignUps signUps;
    private final Volunteers volunteers;
    private final People people;
    private final WorkingDays workingDays;
    private final Rights rights;
    private final Audit audit;
    private final InstantSource clock;

    Statements(
            PresenceStore store,
            EventStore events,
            Settlement settlement,
            PresenceRulebook rulebook,
            Activities activities,
            SignUps signUps,
            Volunteers volunteers,
            People people,
            WorkingDays workingDays,
            Rights rights,
            Audit audit,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.settlement = settlement;
        this.rulebook = rulebook;
        this.activities = activities;
        this.signUps = signUps;
        this.volunteers = volunteers;
        this.people = people;
        this.workingDays = workingDays;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    private PresenceRules rules() {
        return rulebook.rules();
    }

    /**
     * What waits for the word of those who lead.
     *
     * @param coming whether it says that somebody came
     * @param at when, as it says
     */
    public record Doubtful(
            UUID event,
            VolunteerId volunteer,
            PersonId person,
            boolean coming,
            Instant at,
            Way way,
            Doubt doubt,
            String reason) {}

    /** The latest first, and no more than can be looked through; {@link #doubts} says how many there are. */
    @Transactional(readOnly = true)
    public List<Doubtful> doubtful(ActivityId activity) {
        return events.doubtful(activity.value(), DOUBTFUL_MAX).stream()
                .map(Statements::doubtful)
                .toList();
    }

    @Transactional(readOnly = true)
    public int doubts(ActivityId activity) {
        return events.doubts(activity.value());
    }

    /** One that waits at an activity, listed or not. */
    @Transactional(readOnly = true)
    public Optional<Doubtful> doubtful(ActivityId activity, UUID event) {
        return events.doubtful(event)
                .filter(found -> found.activity().equals(activity))
                .map(Statements::doubtful);
    }

    private static Doubtful doubtful(Event event) {
        return new Doubtful(
                event.id(),
                event.volunteer(),
                event.person(),
                event.kind() == Event.Kind.IN,
                event.at(),
                event.way(),
                Objects.requireNonNull(event.doubt()),
                event.reason());
    }

    private void refuseStranger(Actor actor, Activity activity) {
        if (!rights.may(actor, Action.PRESENCE_RECORD, activity.whereabouts())) {
            throw new Absent("activity " + activity.id());
        }
    }

    /**
     * What a leader, or the office, says of somebody.
     *
     * @param at when; null for now
     */
    public record Word(
            VolunteerId volunteer, boolean coming, @Nullable Instant at, Way way, String reason) {}

    /** The leader scans a card, or ticks somebody with a reason. Later than phones may keep things, it is a late entry. */
    public void record(Actor actor, ActivityId id, Word word, UUID token) {
        Activity activity = activities.get(id);
        refuseStranger(actor, activity);
        SignUp signUp = seated(id, word.volunteer());
        Instant now = clock.instant();
        Instant at = word.at() == null ? now : word.at();
        CheckInPolicy.stated(activity, at, now, rules()).orRefuse();
        Way way = at.isBefore(now.minus(rules().offlineWindow())) ? Way.LATE_ENTRY : word.way();
        UUID event = Presences.part(token, word.volunteer(), word.coming() ? "in" : "out");
        add(actor, activity, signUp, word.coming(), at, way, word.reason(), event, now);
    }

    private SignUp seated(ActivityId activity, VolunteerId volunteer) {
        return signUps.of(activity, volunteer)
                .filter(signUp -> signUp.state().seated())
                .orElseThrow(() -> new Refusal(Text.of("这位志愿者没有报上这个活动"), Text.of("先补报名，再签到")));
    }

    private void add(
            Actor actor,
            Activity activity,
            SignUp signUp,
            boolean coming,
            Instant at,
            Way way,
            String reason,
            UUID token,
            Instant now) {
        CheckInPolicy.mayRecord(signUp.person().value().equals(actor.person()), years(actor))
                .orRefuse();
        CheckInPolicy.reasonGiven(way, reason).orRefuse();
        boolean fresh = events.add(new Event(
                token,
                null,
                null,
                activity.id(),
                signUp.volunteer(),
                signUp.person(),
                Event.Kind.of(coming),
                null,
                way,
                at,
                now,
                null,
                null,
                null,
                actor.account(),
                actor.person(),
                actor.name(),
                reason.strip()));
        if (fresh) {
            audit.record(
                    Presences.deed(activity, signUp.volunteer(), coming, way).because(reason.strip()));
            settlement.afterwards(signUp.volunteer());
        }
    }

    private OptionalInt years(Actor actor) {
        return actor.person() == null ? OptionalInt.empty() : people.years(new PersonId(actor.person()));
    }

    /** One line of a sheet of paper. */
    public record PaperLine(VolunteerId volunteer, Instant in, Instant out) {}

    /** Until when a sheet of paper counts as paper (R15); afterwards it is a late entry. */
    @Transactional(readOnly = true)
    public LocalDate paperUntil(Activity activity) {
        return workingDays.calendar().plus(activity.lastDay(), rules().paperWorkingDays());
    }

    @Transactional(readOnly = true)
    public boolean paperIsLate(Activity activity) {
        return rulebook.today().isAfter(paperUntil(activity));
    }

    /** Enters a sheet with signatures, all of it or nothing. */
    public void paper(Actor actor, ActivityId id, List<PaperLine> lines, String reason, UUID token) {
        Activity activity = activities.get(id);
        refuseStranger(actor, activity);
        Instant now = clock.instant();
        Way way = paperIsLate(activity) ? Way.LATE_ENTRY : Way.PAPER;
        for (PaperLine line : lines) {
            SignUp signUp = seated(id, line.volunteer());
            CheckInPolicy.stated(activity, line.in(), now, rules()).orRefuse();
            CheckInPolicy.stated(activity, line.out(), now, rules()).orRefuse();
            if (!line.out().isAfter(line.in())) {
                throw new Refusal(Text.of("签退时间要晚于签到时间"));
            }
            add(
                    actor,
                    activity,
                    signUp,
                    true,
                    line.in(),
                    way,
                    reason,
                    Presences.part(token, line.volunteer(), "in"),
                    now);
            add(
                    actor,
                    activity,
                    signUp,
                    false,
                    line.out(),
                    way,
                    reason,
                    Presences.part(token, line.volunteer(), "out"),
                    now);
        }
    }

    /** Takes back what was recorded of somebody by mistake; it stays to be seen, and counts no longer. */
    public void takeBack(Actor actor, PresenceId id, String reason, UUID token) {
        Presence presence = store.find(id.value()).orElseThrow(() -> new Absent("presence " + id));
        Activity activity = activities.get(presence.activity());
        refuseStranger(actor, activity);
        CheckInPolicy.mayRecord(presence.person().value().equals(actor.person()), years(actor))
                .orRefuse();
        CheckInPolicy.reasonGiven(Way.LEADER, reason).orRefuse();
        for (UUID event : store.restsOn(presence, clock.instant())) {
            answer(
                    actor,
                    get(event),
                    Event.Kind.VOID,
                    reason,
                    Presences.part(token, presence.volunteer(), event.toString()));
        }
        audit.record(Deed.of("presence.taken_back", Text.of("撤销签到：{0}", activity.number()))
                .on("volunteer", presence.volunteer(), activity.site().value())
                .inField(activity.field())
                .because(reason.strip()));
        settlement.afterwards(presence.volunteer());
    }

    private Event get(UUID event) {
        return events.find(event).orElseThrow(() -> new Absent("event " + event));
    }

    private void answer(Actor actor, Event event, Event.Kind kind, String reason, UUID token) {
        events.add(new Event(
                token,
                null,
                null,
                event.activity(),
                event.volunteer(),
                event.person(),
                kind,
                event.id(),
                Way.LEADER,
                clock.instant(),
                clock.instant(),
                null,
                null,
                null,
                actor.account(),
                actor.person(),
                actor.name(),
                reason.strip()));
    }

    /**
     * The word of those who lead on something doubtful: it was so, at the time that it says or another, or it does not
     * count.
     *
     * @param at when it was; null where it does not count
     */
    public void decide(Actor actor, UUID eventId, @Nullable Instant at, String reason, UUID token) {
        Event event = get(eventId);
        Activity activity = activities.get(event.activity());
        refuseStranger(actor, activity);
        CheckInPolicy.mayRecord(event.person().value().equals(actor.person()), years(actor))
                .orRefuse();
        CheckInPolicy.reasonGiven(Way.LEADER, reason).orRefuse();
        answer(actor, event, Event.Kind.VOID, reason, Presences.part(token, event.volunteer(), "decided"));
        if (at != null) {
            record(
                    actor,
                    activity.id(),
                    new Word(event.volunteer(), event.kind() == Event.Kind.IN, at, Way.LEADER, reason),
                    token);
        } else {
            audit.record(Deed.of("presence.left_out", Text.of("待核实的签到不算：{0}", activity.number()))
                    .on("volunteer", event.volunteer(), activity.site().value())
                    .inField(activity.field())
                    .because(reason.strip()));
        }
    }

    /** The volunteer says himself when he went, since he forgot to at the door; it waits for the word of those who lead. */
    public void state(Actor actor, ActivityId id, Instant went, String reason, UUID token) {
        Activity activity = activities.get(id);
        VolunteerId own = volunteers.own(actor).map(Volunteer::id).orElse(null);
        if (own == null) {
            throw new Refusal(Text.of("您没有报上这个活动"));
        }
        SignUp signUp = seated(id, own);
        Instant now = clock.instant();
        CheckInPolicy.stated(activity, went, now, rules()).orRefuse();
        CheckInPolicy.reasonGiven(Way.LEADER, reason).orRefuse();
        if (events.stated(id.value(), signUp.volunteer().value())) {
            throw new Refusal(Text.of("您已经说过了，等领队确认"));
        }
        boolean fresh = events.add(new Event(
                token,
                null,
                null,
                id,
                signUp.volunteer(),
                signUp.person(),
                Event.Kind.OUT,
                null,
                Way.LEADER,
                went,
                now,
                null,
                Doubt.STATED,
                null,
                actor.account(),
                null,
                "",
                reason.strip()));
        if (fresh) {
            audit.record(Deed.of("presence.stated", Text.of("说了几点走的，等领队确认：{0}", activity.number()))
                    .on("volunteer", signUp.volunteer(), activity.site().value())
                    .inField(activity.field()));
        }
    }
}
