package org.zhiyuan.presence;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.SignUp;
import org.zhiyuan.activity.SignUpState;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** Who is expected, here or gone: the leader's list. Names are masked; the number beside each tells two 周** apart. */
@Service
public class Rosters {
    private static final Actor HOUSE = Actor.system("presence");
    private static final int NAMES_AT_ONCE = 100;

    private final PresenceStore store;
    private final PresenceRulebook rulebook;
    private final SignUps signUps;
    private final Volunteers volunteers;
    private final People people;
    private final Rights rights;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Rosters(
            PresenceStore store,
            PresenceRulebook rulebook,
            SignUps signUps,
            Volunteers volunteers,
            People people,
            Rights rights,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.rulebook = rulebook;
        this.signUps = signUps;
        this.volunteers = volunteers;
        this.people = people;
        this.rights = rights;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.own.setReadOnly(true);
        this.clock = clock;
    }

    /** How somebody stands to the day. */
    public enum Place {
        EXPECTED("还没到"),
        HERE("已到场"),
        GONE("已签退"),
        /** In, and no word of going. */
        FORGOTTEN("忘了签退");

        private final Text label;

        Place(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    /**
     * Who somebody is, as far as a leader is told.
     *
     * @param name masked
     * @param number the volunteer's number
     */
    public record Who(String name, String number) {
        static final Who UNKNOWN = new Who("", "");
    }

    /**
     * One who holds a seat.
     *
     * @param presences of the day that is asked for, in the order in which they began; empty where nobody knows of any
     * @param unended the last of an earlier day that has no end; null where there is none
     */
    public record Line(
            SignUp signUp,
            Who who,
            List<Presence> presences,
            @Nullable Presence unended) {
        public Line {
            presences = List.copyOf(presences);
        }

        public Place place() {
            if (presences.isEmpty()) {
                return Place.EXPECTED;
            }
            return switch (presences.getLast().standing()) {
                case OPEN -> Place.HERE;
                case FORGOTTEN -> Place.FORGOTTEN;
                case CLOSED, CLASHES, VOID -> Place.GONE;
            };
        }

        public @Nullable Presence last() {
            return presences.isEmpty() ? null : presences.getLast();
        }
    }

    /** The day of an activity that it is now, or the nearest to it. */
    @Transactional(readOnly = true)
    public HeldDay day(Activity activity) {
        return HeldDay.at(activity, clock.instant(), rulebook.rules().stretchMax());
    }

    /** A day of an activity, or its nearest to it. */
    @Transactional(readOnly = true)
    public HeldDay day(Activity activity, LocalDate asked) {
        return HeldDay.of(activity, asked, rulebook.rules().stretchMax());
    }

    /** All who hold a seat, in the order of signing up, with what is known of a day. Asked as {@link #seats}. */
    @Transactional(readOnly = true)
    public List<Line> of(Actor actor, Activity activity, HeldDay day) {
        List<Line> seats = seats(actor, activity);
        PresenceRules rules = rulebook.rules();
        UUID id = activity.id().value();
        Instant now = clock.instant();
        boolean today = day.equals(day(activity));
        List<Presence> those = store.of(id, day.from(), day.until(), Presences.SHOWN_MAX * rules.pairsADay());
        Map<VolunteerId, List<Presence>> presences = new HashMap<>();
        Map<VolunteerId, Presence> unended = new HashMap<>();
        for (Presence before : store.unended(id, day.from(), Presences.SHOWN_MAX)) {
            // who came yesterday evening and is there since is here
            boolean still = today && before.here() && !before.in().isBefore(now.minus(rules.stretchMax()));
            if (still) {
                presences
                        .computeIfAbsent(before.volunteer(), volunteer -> new ArrayList<>())
                        .add(before);
            } else {
                unended.putIfAbsent(before.volunteer(), before);
            }
        }
        those.reversed()
                .forEach(presence -> presences
                        .computeIfAbsent(presence.volunteer(), volunteer -> new ArrayList<>())
                        .add(presence));
        return seats.stream()
                .map(seat -> new Line(
                        seat.signUp(),
                        seat.who(),
                        presences.getOrDefault(seat.signUp().volunteer(), List.of()),
                        unended.get(seat.signUp().volunteer())))
                .toList();
    }

    /** All who hold a seat, without what is known of their presence. Asked by those who lead or answer for the place. */
    @Transactional(readOnly = true)
    public List<Line> seats(Actor actor, Activity activity) {
        if (!rights.may(actor, Action.PRESENCE_READ, activity.whereabouts())) {
            throw new Absent("activity " + activity.id());
        }
        List<SignUp> seated = signUps.list(activity.id(), Set.of(SignUpState.SEATED, SignUpState.NO_SHOW));
        Map<VolunteerId, Who> known = who(seated);
        return seated.stream()
                .map(signUp -> new Line(signUp, known.getOrDefault(signUp.volunteer(), Who.UNKNOWN), List.of(), null))
                .toList();
    }

    /** Who stands on a list of those who signed up; whoever leads sees nobody's own record, so the house looks. */
    private Map<VolunteerId, Who> who(List<SignUp> those) {
        if (those.isEmpty()) {
            return Map.of();
        }
        return Acting.as(
                HOUSE,
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(own.execute(status -> {
                    Map<PersonId, String> names = new HashMap<>();
                    List<PersonId> persons =
                            those.stream().map(SignUp::person).distinct().toList();
                    for (int i = 0; i < persons.size(); i += NAMES_AT_ONCE) {
                        names.putAll(people.names(persons.subList(i, Math.min(persons.size(), i + NAMES_AT_ONCE))));
                    }
                    Map<VolunteerId, Volunteer> found =
                            volunteers.all(those.stream().map(SignUp::volunteer).toList());
                    Map<VolunteerId, Who> known = new HashMap<>();
                    for (SignUp signUp : those) {
                        Volunteer volunteer = found.get(signUp.volunteer());
                        if (volunteer != null) {
                            known.put(
                                    signUp.volunteer(),
                                    new Who(
                                            names.getOrDefault(signUp.person(), ""),
                                            volunteer.number().value()));
                        }
                    }
                    return known;
                })));
    }

    /** Whether somebody came late, left early, or never said that he went: marks of the rules, not of the person. */
    @Transactional(readOnly = true)
    public List<Text> marks(Activity activity, Presence presence) {
        List<Text> marks = new ArrayList<>();
        Instant late = activity.starts().plus(rulebook.rules().lateMark());
        Instant early = activity.ends().minus(rulebook.rules().lateMark());
        HeldDay day = day(activity, presence.day());
        // of several days, on the first one is late and on the last one leaves early
        if (presence.ordinal() == 1 && day.before() == null && presence.in().isAfter(late)) {
            marks.add(Text.of("晚到"));
        }
        if (presence.out() != null && day.after() == null && presence.out().isBefore(early)) {
            marks.add(Text.of("早走"));
        }
        if (presence.standing() == Standing.FORGOTTEN || presence.standing() == Standing.CLASHES) {
            marks.add(presence.standing().label());
        }
        return marks;
    }

    /** Whose seat a card is: by the number that is printed on it. */
    @Transactional(readOnly = true)
    public @Nullable Line numbered(Actor actor, Activity activity, String number) {
        return seats(actor, activity).stream()
                .filter(line -> line.who().number().equals(number))
                .findFirst()
                .orElse(null);
    }

    /** Who a volunteer is, seated or not, to those who lead; unknown where he never signed up. */
    @Transactional(readOnly = true)
    public Who who(Actor actor, Activity activity, VolunteerId volunteer) {
        return seats(actor, activity).stream()
                .filter(line -> line.signUp().volunteer().equals(volunteer))
                .map(Line::who)
                .findFirst()
                .orElse(Who.UNKNOWN);
    }

    /** The seat with this id, with all that is known of it on all days; absent where it is none of this activity. */
    @Transactional(readOnly = true)
    public Line seat(Actor actor, Activity activity, UUID signUp) {
        return seats(actor, activity).stream()
                .filter(line -> line.signUp().id().value().equals(signUp))
                .findFirst()
                .map(line -> new Line(
                        line.signUp(),
                        line.who(),
                        store.at(
                                activity.id().value(), line.signUp().volunteer().value()),
                        null))
                .orElseThrow(() -> new Absent("sign-up " + signUp));
    }
}
