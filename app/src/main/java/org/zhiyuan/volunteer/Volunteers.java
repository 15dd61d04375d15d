package org.zhiyuan.volunteer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonKeys;

/** The volunteers: who stands how, what each offers, what each may do. */
@Service
@Transactional
public class Volunteers {
    /** Nobody guards more children than this. */
    public static final int GUARDED_MAX = 20;

    static final String HEALTH_PURPOSE = "volunteer-health";
    public static final int HEALTH_LENGTH_MAX = 200;
    private static final String HEALTH_TABLE = "volunteer.health";
    private static final String HEALTH_COLUMN = "words";
    private static final int STEPS_SHOWN = 50;
    private static final int SKILLS_MAX = 30;

    private final VolunteerStore store;
    private final RecordStore records;
    private final Rulebook rules;
    private final People people;
    private final Consents consents;
    private final PersonKeys keys;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Volunteers(
            VolunteerStore store,
            RecordStore records,
            Rulebook rules,
            People people,
            Consents consents,
            PersonKeys keys,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.records = records;
        this.rules = rules;
        this.people = people;
        this.consents = consents;
        this.keys = keys;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A volunteer in a list.
     *
     * @param name masked; "" where the person is out of sight
     */
    public record Listed(Volunteer volunteer, String name) {}

    /** How many stand how, of the whole city. */
    public record Tally(Map<VolunteerState, Integer> people) {
        public Tally {
            people = Map.copyOf(people);
        }

        public int active() {
            return people.getOrDefault(VolunteerState.ACTIVE, 0);
        }

        /** All who confirmed themselves and did not leave. */
        public int counted() {
            return people.entrySet().stream()
                    .filter(entry -> entry.getKey().counted())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        /** The headline: of a hundred who count, how many are active; empty where nobody counts yet. */
        public OptionalInt activePercent() {
            return counted() == 0 ? OptionalInt.empty() : OptionalInt.of(active() * 100 / counted());
        }
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Volunteer get(VolunteerId id) {
        return find(id).orElseThrow(() -> new Absent("volunteer " + id));
    }

    @Transactional(readOnly = true)
    public Optional<Volunteer> find(VolunteerId id) {
        return store.find(id.value());
    }

    /** Those of these in the actor's sight, by id. */
    @Transactional(readOnly = true)
    public Map<VolunteerId, Volunteer> all(Collection<VolunteerId> ids) {
        Map<VolunteerId, Volunteer> known = new HashMap<>();
        store.findAll(ids.stream().map(VolunteerId::value).distinct().toList())
                .forEach(one -> known.put(one.id(), one));
        return known;
    }

    /** The volunteer that a person is, under whatever record of that person. */
    @Transactional(readOnly = true)
    public Optional<Volunteer> of(PersonId person) {
        return store.ofAny(records(person));
    }

    private List<UUID> records(PersonId person) {
        return people.records(person).stream().map(PersonId::value).toList();
    }

    /** The actor's own; empty for whoever is none. */
    @Transactional(readOnly = true)
    public Optional<Volunteer> own(Actor actor) {
        return actor.person() == null ? Optional.empty() : of(new PersonId(actor.person()));
    }

    /** Those in the actor's sight, the latest registered first. */
    @Transactional(readOnly = true)
    public Slice<Listed> list(@Nullable VolunteerState state, int page) {
        return slice(state, null, page);
    }

    private Slice<Listed> slice(@Nullable VolunteerState state, @Nullable Collection<PersonId> of, int page) {
        List<UUID> ids = of == null ? null : of.stream().map(PersonId::value).toList();
        int turned = Math.clamp(page, 1, Slice.PAGE_MAX);
        List<Volunteer> rows = store.list(state, ids, Slice.SIZE_DEFAULT, (turned - 1L) * Slice.SIZE_DEFAULT);
        return Slice.counted(named(rows), turned, Slice.SIZE_DEFAULT, store.count(state, ids, Slice.COUNTED_MAX + 1));
    }

    private List<Listed> named(List<Volunteer> rows) {
        Map<PersonId, String> names =
                people.names(rows.stream().map(Volunteer::person).toList());
        return rows.stream()
                .map(row -> new Listed(row, names.getOrDefault(row.person(), "")))
                .toList();
    }

    @Transactional(readOnly = true)
    public List<Listed> numbered(VolunteerNumber number) {
        return named(store.numbered(number.value()).stream().toList());
    }

    /** Who bears exactly this name, of those in the actor's sight. */
    @Transactional(readOnly = true)
    public Slice<Listed> called(String name) {
        return slice(null, people.called(name), 1);
    }

    /** Who has this telephone; each hit is a look. */
    public Slice<Listed> withPhone(Actor actor, MobileNumber phone) {
        return slice(
                null, people.findByPhone(actor, phone).stream().map(Person::id).toList(), 1);
    }

    /** Who has this identity number; a hit is a look. */
    public Slice<Listed> withIdentityNumber(Actor actor, IdentityNumber number) {
        return slice(
                null,
                people.findByIdentityNumber(actor, number).map(Person::id).stream()
                        .toList(),
                1);
    }

    @Transactional(readOnly = true)
    public List<Step> steps(VolunteerId id) {
        return store.steps(id.value(), STEPS_SHOWN);
    }

    @Transactional(readOnly = true)
    public Offer offer(VolunteerId id) {
        return store.offer(id.value());
    }

    @Transactional(readOnly = true)
    public Optional<Guardianship> guardianship(VolunteerId id) {
        return store.guardianship(id.value());
    }

    /**
     * Registrations of people under age that wait for a second look, the oldest first, with who they are: those that
     * another than this account entered.
     */
    @Transactional(readOnly = true)
    public List<Map.Entry<Guardianship, Volunteer>> waitingFor(UUID account, int limit) {
        List<Guardianship> waiting = store.waitingFor(account, limit);
        Map<VolunteerId, Volunteer> known =
                all(waiting.stream().map(Guardianship::volunteer).toList());
        return waiting.stream()
                .filter(one -> known.containsKey(one.volunteer()))
                .map(one -> Map.entry(one, known.get(one.volunteer())))
                .toList();
    }

    /** How many {@link #waitingFor} would tell. */
    @Transactional(readOnly = true)
    public int countWaitingFor(UUID account, int limit) {
        return store.countWaitingFor(account, limit);
    }

    @Transactional(readOnly = true)
    public Tally tally() {
        return new Tally(store.tally());
    }

    /** What the volunteer is asked for by age; empty where no birth date is known. */
    @Transactional(readOnly = true)
    public Optional<AgeBand> band(Volunteer volunteer) {
        OptionalInt years = people.years(volunteer.person());
        return years.isPresent() ? Optional.of(rules.bandOf(years.getAsInt())) : Optional.empty();
    }

    /** Whether the volunteer may do work that takes this skill on a day: special work only after training, never under age. */
    @Transactional(readOnly = true)
    public Decision mayDo(VolunteerId id, String skill, LocalDate on) {
        boolean special = rules.choices(Choice.Kind.SKILL).stream()
                .anyMatch(choice -> choice.key().equals(skill) && choice.special());
        if (!special) {
            return Decision.allowed();
        }
        // who did not say how old he is is treated as one under age
        AgeBand band = band(get(id)).orElseGet(() -> rules.bandOf(0));
        List<Training> trainings = records.trainings(id.value(), STEPS_SHOWN).stream()
                .filter(training -> skill.equals(training.skill()))
                .toList();
        return RegistrationPolicy.specialWorkIsOpen(true, trainings, band, on);
    }

    // --- changing ---

    /** Replaces what the volunteer offers. */
    public void offer(VolunteerId id, Offer offer) {
        Volunteer volunteer = lock(id);
        refuseUnknown(offer);
        store.offer(id.value(), offer);
        audit.record(Deed.of("volunteer.offer_changed", Text.of("更改了志愿者 {0} 的技能和空闲时间", volunteer.number()))
                .on("volunteer", id, volunteer.site().value()));
    }

    void refuseUnknown(Offer offer) {
        if (offer.skills().size() > SKILLS_MAX
                || !keys(Choice.Kind.SKILL)
                        .containsAll(
                                offer.skills().stream().map(Offer.Skill::key).toList())
                || !keys(Choice.Kind.LANGUAGE).containsAll(offer.languages())
                || !keys(Choice.Kind.INTEREST).containsAll(offer.interests())) {
            throw new Refusal(Text.of("选项里有一项已经没有了"), Text.of("请刷新页面再选一次"));
        }
    }

    private List<String> keys(Choice.Kind kind) {
        return rules.choices(kind).stream().map(Choice::key).toList();
    }

    /** Keeps what the volunteer cannot do for health, under a consent of its own; "" lets go of it. */
    public void health(Actor actor, VolunteerId id, String words, int consentVersion) {
        Volunteer volunteer = lock(id);
        PersonId person = people.resolve(volunteer.person());
        if (words.isBlank()) {
            store.forgetHealth(id.value());
            if (consents.agrees(person, HEALTH_PURPOSE)) {
                consents.withdraw(actor, person, HEALTH_PURPOSE, Consent.Channel.WEB, null);
            }
        } else {
            consents.give(actor, person, new Consent.Given(HEALTH_PURPOSE, consentVersion, Consent.Channel.WEB, null));
            byte[] sealed = keys.seal(person, HEALTH_TABLE, id.value(), HEALTH_COLUMN, words.strip());
            store.health(id.value(), sealed, clock.instant());
        }
        audit.record(Deed.of("volunteer.health_changed", Text.of("更改了志愿者 {0} 不能做的活", volunteer.number()))
                .on("volunteer", id, volunteer.site().value()));
    }

    /** For the volunteer's own eyes; "" where there is nothing. */
    @Transactional(readOnly = true)
    public String ownHealth(Volunteer volunteer) {
        PersonId person = people.resolve(volunteer.person());
        return store.health(volunteer.id().value())
                .map(words -> keys.open(person, HEALTH_TABLE, volunteer.id().value(), HEALTH_COLUMN, words))
                .orElse("");
    }

    /** The second look at the registration of somebody under age; from now on he counts. */
    public void approve(Actor actor, VolunteerId id) {
        Volunteer volunteer = lock(id);
        Guardianship guardianship =
                store.guardianship(id.value()).orElseThrow(() -> new Absent("guardianship of " + id));
        RegistrationPolicy.theSecondLookIsAnothers(guardianship, actor.account())
                .orRefuse();
        RegistrationPolicy.whoeverIsLookedAtStillWaits(volunteer.state()).orRefuse();
        UUID account = actor.account();
        if (account == null || !store.approve(guardianship.id(), clock.instant(), account, actor.name())) {
            throw new Refusal(Text.of("已经有人审核过了"));
        }
        become(actor, volunteer, VolunteerState.ACTIVE, Step.Cause.APPROVED, "");
    }

    public void suspend(Actor actor, VolunteerId id, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        become(actor, lock(id), VolunteerState.SUSPENDED, Step.Cause.SUSPENDED, reason.strip());
    }

    public void resume(Actor actor, VolunteerId id, String reason) {
        RegistrationPolicy.reasonGiven(reason).orRefuse();
        Volunteer volunteer = lock(id);
        if (volunteer.state() != VolunteerState.SUSPENDED) {
            throw new Refusal(Text.of("这位志愿者没有暂停"));
        }
        become(actor, volunteer, VolunteerState.ACTIVE, Step.Cause.RESUMED, reason.strip());
    }

    /** The volunteer leaves; nothing is asked, and it may be taken back by registering again. */
    public void leave(Actor actor, VolunteerId id, String reason) {
        Volunteer volunteer = lock(id);
        become(actor, volunteer, VolunteerState.WITHDRAWN, Step.Cause.LEFT, reason.strip());
        letGo(volunteer);
    }

    /** The person says that it never registered: from now on it counts nowhere, and the record of this is kept. */
    public void disown(Actor actor, VolunteerId id, String reason) {
        Volunteer volunteer = lock(id);
        become(actor, volunteer, VolunteerState.WITHDRAWN, Step.Cause.DISOWNED, reason.strip());
        letGo(volunteer);
    }

    /** Whom this person agreed for as a guardian and who still serves, the latest first. */
    @Transactional(readOnly = true)
    public List<Map.Entry<Guardianship, Volunteer>> guardedBy(PersonId guardian, int limit) {
        Map<VolunteerId, Volunteer> known = new HashMap<>();
        List<Guardianship> guarded = store.guardedBy(records(guardian), limit);
        store.findAll(guarded.stream().map(one -> one.volunteer().value()).toList())
                .forEach(one -> known.put(one.id(), one));
        return guarded.stream()
                .flatMap(one -> Optional.ofNullable(known.get(one.volunteer()))
                        .filter(volunteer -> volunteer.state() != VolunteerState.WITHDRAWN && asksGuardian(volunteer))
                        .map(volunteer -> Map.entry(one, volunteer))
                        .stream())
                .toList();
    }

    private boolean asksGuardian(Volunteer volunteer) {
        return band(volunteer).map(band -> band.asks().guardian()).orElse(true);
    }

    /** The guardian takes the agreement back: from now on the child does not serve (R30, R46). What was served stays. */
    public void unguard(Actor actor, PersonId guardian, VolunteerId id) {
        Volunteer volunteer = lock(id);
        Collection<UUID> own = records(guardian);
        boolean agreed = store.guardianship(id.value())
                .filter(one -> own.contains(one.guardian().value()))
                .isPresent();
        if (!agreed || !asksGuardian(volunteer)) {
            throw new Absent("guardianship of " + id);
        }
        if (volunteer.state() == VolunteerState.WITHDRAWN) {
            // a second tap
            return;
        }
        PersonId child = people.resolve(volunteer.person());
        if (consents.agrees(child, Registrations.GUARDIAN_PURPOSE)) {
            consents.withdraw(actor, child, Registrations.GUARDIAN_PURPOSE, Consent.Channel.WEB, guardian);
        }
        become(actor, volunteer, VolunteerState.WITHDRAWN, Step.Cause.UNGUARDED, "");
        letGo(volunteer);
    }

    private void letGo(Volunteer volunteer) {
        store.forgetOffer(volunteer.id().value());
        store.forgetHealth(volunteer.id().value());
    }

    /** Told by rooms above: the volunteer served on that day, and it counted. */
    public void served(VolunteerId id, LocalDate day) {
        Volunteer volunteer = lock(id);
        store.served(id.value(), day);
        boolean recent = day.isAfter(rules.today().minusMonths(rules.dormantMonths()));
        if (recent && (volunteer.state() == VolunteerState.DORMANT || volunteer.state() == VolunteerState.ARCHIVED)) {
            become(Acting.actor(), volunteer, VolunteerState.ACTIVE, Step.Cause.SERVED, "");
        }
    }

    Volunteer lock(VolunteerId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("volunteer " + id));
    }

    /** Every change of how somebody stands goes through here: allowed, written down with who and why, audited. */
    void become(Actor actor, Volunteer volunteer, VolunteerState next, Step.Cause cause, String reason) {
        RegistrationPolicy.mayBecome(volunteer.state(), next).orRefuse();
        boolean confirms = cause == Step.Cause.CONFIRMED || cause == Step.Cause.APPROVED;
        LocalDate confirmed = confirms ? rules.today() : volunteer.confirmedOn();
        RegistrationPolicy.onlyWhoSaidSoHimselfCounts(next, confirmed != null).orRefuse();
        if (next.counted() && !volunteer.state().counted()) {
            refuseASecond(volunteer.person());
        }
        store.stand(volunteer.id().value(), next, confirmed);
        note(actor, volunteer, next, cause, reason);
        audit.record(
                Deed.of("volunteer.stands", Text.of("志愿者 {0}：{1}，{2}", volunteer.number(), next.label(), cause.label()))
                        .on("volunteer", volunteer.id(), volunteer.site().value())
                        .changed(Map.of("state", volunteer.state()), Map.of("state", next))
                        .because(reason));
        if (next == VolunteerState.WITHDRAWN) {
            events.publishEvent(new VolunteerLeft(volunteer.id(), clock.instant()));
        }
    }

    /** Several records may be one person, who counts once. */
    void refuseASecond(PersonId person) {
        RegistrationPolicy.nobodyCountsTwice(store.counts(records(person))).orRefuse();
    }

    void note(Actor actor, Volunteer volunteer, VolunteerState state, Step.Cause cause, String reason) {
        Instant now = clock.instant();
        UUID step = Ids.next(clock);
        store.addStep(step, volunteer.id(), new Step(state, cause, now, who(actor), reason), actor.account());
        events.publishEvent(
                new VolunteerStands(volunteer.id(), step, volunteer.person(), volunteer.number(), state, cause, now));
    }

    /** The first step of many at once. */
    void noteAll(Actor actor, List<Volunteer> invited, Step.Cause cause) {
        store.addSteps(
                invited.stream().map(one -> Ids.next(clock)).toList(),
                invited.stream().map(one -> one.id().value()).toList(),
                new Step(VolunteerState.INVITED, cause, clock.instant(), who(actor), ""),
                actor.account());
    }

    /** Nobody's name or number stays in the steps but that of staff. */
    private static String who(Actor actor) {
        return switch (actor.kind()) {
            case STAFF -> actor.name();
            case CITIZEN, ANONYMOUS -> "";
            case SYSTEM -> "";
        };
    }
}
