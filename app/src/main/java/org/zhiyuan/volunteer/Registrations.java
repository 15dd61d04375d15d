package org.zhiyuan.volunteer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.Correction;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.Person;
import org.zhiyuan.person.PersonId;

/** How somebody becomes a volunteer: by himself, at a station, with a guardian; and how one whom others entered confirms. */
@Service
@Transactional
public class Registrations {
    public static final String PURPOSE = "volunteer-record";
    public static final String GUARDIAN_PURPOSE = "guardian-volunteer";
    private static final String REASON = "登记为志愿者";
    static final Text WITH_THE_CARD = Text.of("请带证件到附近的实践站，请工作人员帮您办");
    private static final Text GUARDIAN_WITH_THE_CARD = Text.of("请监护人带证件到附近的实践站当面办");

    private final Volunteers volunteers;
    private final VolunteerStore store;
    private final Rulebook rules;
    private final People people;
    private final Consents consents;
    private final Sites sites;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Registrations(
            Volunteers volunteers,
            VolunteerStore store,
            Rulebook rules,
            People people,
            Consents consents,
            Sites sites,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.volunteers = volunteers;
        this.store = store;
        this.rules = rules;
        this.people = people;
        this.consents = consents;
        this.sites = sites;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody gives who registers.
     *
     * @param consentVersion the version of the text that was on the page
     */
    public record Entry(String name, IdentityNumber number, SiteId site, Offer offer, int consentVersion) {}

    /**
     * A guardian, as entered.
     *
     * @param consentVersion the version of the text that the guardian agreed to
     */
    public record GuardianEntry(String name, MobileNumber phone, IdentityNumber number, int consentVersion) {}

    /**
     * What an operator enters for somebody who stands there.
     *
     * @param phone null for whoever has none
     * @param phoneOwn whether it is the volunteer's own
     * @param guardian for somebody under age
     * @param guardianPresent whether the guardian stands there too
     */
    public record CounterEntry(
            Entry entry,
            @Nullable MobileNumber phone,
            boolean phoneOwn,
            Consent.Channel channel,
            @Nullable GuardianEntry guardian,
            boolean guardianPresent) {}

    // --- by oneself ---

    /**
     * Registers the actor, who is of age. The caller acts on all rows where the number may be somebody else's.
     *
     * @throws Conflict where somebody must look at it
     */
    public Volunteer registerSelf(Actor actor, Entry entry) {
        AgeBand band = rules.bandOf(entry.number().birthDate());
        mayAlone(band).orRefuse();
        RegistrationPolicy.aGuardianAgrees(band, false, false).orRefuse();
        PersonId person = own(actor);
        complete(person, entry.name(), entry.number(), entry.site(), Volunteer.Source.SELF);
        consents.give(actor, person, new Consent.Given(PURPOSE, entry.consentVersion(), Consent.Channel.WEB, null));
        return enter(actor, person, entry, Volunteer.Source.SELF, VolunteerState.ACTIVE, Step.Cause.CONFIRMED);
    }

    /** Whether somebody of this age may register from a telephone, alone or with a guardian's code. */
    @Transactional(readOnly = true)
    public Decision mayAlone(AgeBand band) {
        Decision old = RegistrationPolicy.oldEnough(band, rules.firstYears());
        return old instanceof Decision.Allowed ? RegistrationPolicy.mayRegisterAlone(band) : old;
    }

    private PersonId own(Actor actor) {
        if (actor.person() == null) {
            throw new Absent("person of the account");
        }
        return people.resolve(new PersonId(actor.person()));
    }

    /**
     * Registers the actor, who is under age, with a guardian who proved the own telephone; a second person of the office
     * still looks at it. The caller acts on all rows, since a guardian is somebody else's record.
     *
     * @throws Conflict where somebody must look at it
     */
    public Volunteer registerWithGuardian(Actor actor, Entry entry, GuardianEntry guardian) {
        AgeBand band = rules.bandOf(entry.number().birthDate());
        mayAlone(band).orRefuse();
        PersonId person = own(actor);
        complete(person, entry.name(), entry.number(), entry.site(), Volunteer.Source.SELF);
        return enterMinor(actor, person, entry, guardian, Volunteer.Source.SELF, Consent.Channel.WEB, false);
    }

    // --- with an operator's help ---

    /** Registers somebody who stands at the counter and wants it; no telephone is needed. */
    public Volunteer registerAtCounter(Actor actor, CounterEntry counter) {
        Entry entry = counter.entry();
        AgeBand band = rules.bandOf(entry.number().birthDate());
        RegistrationPolicy.oldEnough(band, rules.firstYears()).orRefuse();
        GuardianEntry guardian = counter.guardian();
        RegistrationPolicy.aGuardianAgrees(band, guardian != null, counter.guardianPresent())
                .orRefuse();
        if (band.asks().guardian() && guardian != null) {
            PersonId person = personAtCounter(actor, counter);
            return enterMinor(
                    actor,
                    person,
                    entry,
                    guardian,
                    Volunteer.Source.COUNTER,
                    counter.channel(),
                    counter.guardianPresent());
        }
        PersonId person = personAtCounter(actor, counter);
        consents.give(actor, person, new Consent.Given(PURPOSE, entry.consentVersion(), counter.channel(), null));
        return enter(actor, person, entry, Volunteer.Source.COUNTER, VolunteerState.ACTIVE, Step.Cause.CONFIRMED);
    }

    /** Whoever has this identity number or own telephone, made complete; or somebody new. */
    private PersonId personAtCounter(Actor actor, CounterEntry counter) {
        Entry entry = counter.entry();
        MobileNumber phone = counter.phone();
        Optional<PersonId> known = people.ownerOf(entry.number());
        if (known.isEmpty() && phone != null && counter.phoneOwn()) {
            known = people.ownerOf(phone);
        }
        if (known.isPresent()) {
            PersonId person = people.resolve(known.get());
            complete(person, entry.name(), entry.number(), entry.site(), Volunteer.Source.COUNTER);
            return person;
        }
        Particulars particulars =
                new Particulars(entry.name(), phone, phone != null && counter.phoneOwn(), entry.number(), null, "");
        // kept because of the duty to record who serves; the consent to it follows in the same transaction
        return people.register(actor, entry.site(), particulars, Basis.DUTY, List.of());
    }

    /**
     * Fills in name and identity number of somebody who is known by telephone alone; what is known already must agree,
     * for a telephone alone proves nobody to be somebody else.
     */
    private void complete(PersonId id, String name, IdentityNumber number, SiteId site, Volunteer.Source source) {
        Person person = people.get(id);
        Optional<PersonId> owner = people.ownerOf(number).map(people::resolve);
        if (owner.isPresent() ? !owner.get().equals(id) : person.has(Column.IDENTITY_NUMBER)) {
            throw differs(source, Text.of("证件号码和已经登记的不一致"), WITH_THE_CARD);
        }
        if (person.has(Column.NAME) && !people.called(name).contains(id)) {
            throw differs(source, Text.of("姓名和已经登记的不一致"), WITH_THE_CARD);
        }
        if (!person.has(Column.IDENTITY_NUMBER) || !person.has(Column.NAME)) {
            correct(id, person, new Correction(name, null, null, number, null, null, Set.of()), REASON, source);
        }
        // whoever holds a post stays with the place that answers for the post
        if (person.basis() == Basis.CONSENT && !person.site().equals(site.value())) {
            people.move(id, site, REASON);
        }
    }

    /** An operator is told what is in the way; whoever registers alone learns nothing of what is on record. */
    private static RuntimeException differs(Volunteer.Source source, Text reason, Text wayOut) {
        return source == Volunteer.Source.SELF ? new Conflict(reason) : new Refusal(reason, wayOut);
    }

    private void correct(PersonId id, Person person, Correction correction, String reason, Volunteer.Source source) {
        try {
            people.correct(id, person.version(), correction, reason);
        } catch (Refusal refusal) {
            // somebody took the number in between
            throw source == Volunteer.Source.SELF ? new Conflict(refusal.reason()) : refusal;
        }
    }

    private Volunteer enterMinor(
            Actor actor,
            PersonId person,
            Entry entry,
            GuardianEntry guardian,
            Volunteer.Source source,
            Consent.Channel channel,
            boolean present) {
        PersonId guardianId = guardian(actor, entry.site(), guardian, source);
        consents.give(actor, person, new Consent.Given(PURPOSE, entry.consentVersion(), channel, guardianId));
        consents.give(
                actor, person, new Consent.Given(GUARDIAN_PURPOSE, guardian.consentVersion(), channel, guardianId));
        Volunteer volunteer = enter(actor, person, entry, source, VolunteerState.INVITED, Step.Cause.REGISTERED);
        guarded(
                volunteer,
                new Guardianship(
                        Ids.next(clock),
                        volunteer.id(),
                        guardianId,
                        channel,
                        present,
                        guardian.consentVersion(),
                        clock.instant(),
                        actor.account(),
                        null,
                        null));
        return volunteer;
    }

    private void guarded(Volunteer volunteer, Guardianship guardianship) {
        store.guarded(guardianship);
        events.publishEvent(new GuardianAgreed(
                guardianship.id(),
                volunteer.id(),
                volunteer.person(),
                volunteer.number(),
                guardianship.guardian(),
                guardianship.at()));
    }

    /** The guardian as a person of its own: known already, known by telephone alone, or new. */
    private PersonId guardian(Actor actor, SiteId site, GuardianEntry guardian, Volunteer.Source source) {
        Optional<PersonId> byPhone = people.ownerOf(guardian.phone());
        Optional<PersonId> byNumber = people.ownerOf(guardian.number());
        if (byPhone.isPresent() && byNumber.isPresent() && !byPhone.get().equals(byNumber.get())) {
            throw differs(source, Text.of("监护人的手机号和证件号码登记的不是同一个人"), GUARDIAN_WITH_THE_CARD);
        }
        Optional<PersonId> known = byNumber.isPresent() ? byNumber : byPhone;
        if (known.isEmpty()) {
            // that a guardian agreed must be provable: a duty of law
            return people.register(
                    actor,
                    site,
                    new Particulars(guardian.name(), guardian.phone(), true, guardian.number(), null, ""),
                    Basis.DUTY,
                    List.of());
        }
        PersonId id = people.resolve(known.get());
        Person person = people.get(id);
        boolean other = (person.has(Column.IDENTITY_NUMBER) && byNumber.isEmpty())
                || (person.has(Column.NAME) && !people.called(guardian.name()).contains(id));
        if (other) {
            throw differs(source, Text.of("监护人的姓名、证件号码和已经登记的不一致"), GUARDIAN_WITH_THE_CARD);
        }
        if (!person.has(Column.IDENTITY_NUMBER) || !person.has(Column.NAME)) {
            correct(
                    id,
                    person,
                    new Correction(guardian.name(), null, null, guardian.number(), null, null, Set.of()),
                    "监护人同意孩子做志愿者",
                    source);
        }
        return id;
    }

    /** Makes the volunteer, or takes up again the one that was imported or had left. */
    private Volunteer enter(
            Actor actor,
            PersonId person,
            Entry entry,
            Volunteer.Source source,
            VolunteerState state,
            Step.Cause cause) {
        volunteers.refuseUnknown(entry.offer());
        Site site = sites.find(entry.site(), rules.today()).orElseThrow(() -> new Absent("site"));
        refuseUnlessOpen(site).orRefuse();
        Volunteer volunteer = volunteers
                .of(person)
                .map(known -> again(actor, volunteers.lock(known.id()), site.id(), state, cause))
                .orElseGet(() -> fresh(actor, person, site.id(), source, state, cause));
        store.offer(volunteer.id().value(), entry.offer());
        return volunteer;
    }

    private Decision refuseUnlessOpen(Site site) {
        return site.tier() != Tier.BRANCH && site.openOn(rules.today())
                ? Decision.allowed()
                : Decision.refused(Text.of("这里现在不能登记志愿者"), Text.of("请另选一个所或站"));
    }

    private Volunteer fresh(
            Actor actor,
            PersonId person,
            SiteId site,
            Volunteer.Source source,
            VolunteerState state,
            Step.Cause cause) {
        if (state.counted()) {
            volunteers.refuseASecond(person);
        }
        LocalDate today = rules.today();
        Volunteer volunteer = new Volunteer(
                new VolunteerId(Ids.next(clock)),
                person,
                VolunteerNumber.of(rules.numberPrefix(), store.nextOrdinal()),
                site,
                state,
                source,
                clock.instant(),
                state.counted() ? today : null,
                null,
                1);
        if (!store.add(volunteer)) {
            throw new Refusal(Text.of("这个人已经登记为志愿者"));
        }
        volunteers.note(actor, volunteer, state, cause, "");
        audit.record(Deed.of("volunteer.registered", Text.of("登记志愿者 {0}：{1}", volunteer.number(), source.label()))
                .on("volunteer", volunteer.id(), site.value())
                .changed(Map.of(), Map.of("state", state, "source", source)));
        return volunteer;
    }

    private Volunteer again(Actor actor, Volunteer known, SiteId site, VolunteerState state, Step.Cause cause) {
        if (known.state().counted()) {
            throw new Refusal(Text.of("已经是志愿者了，编号 {0}", known.number()), Text.of("不用再登记一次"));
        }
        if (!known.site().equals(site)) {
            store.move(known.id().value(), site.value());
        }
        if (known.state() != state) {
            volunteers.become(actor, known, state, cause, "");
        }
        return volunteers.get(known.id());
    }

    // --- by a roll of former years ---

    /** Somebody whom a roll names, and where he is registered from now on. */
    public record Invited(PersonId person, SiteId site) {}

    /**
     * Takes over many from a roll of former years: each is invited and counts nowhere until he says so himself. Whoever
     * is a volunteer already, or was one and left, stays as he is.
     *
     * @param origin the roll, for the audit
     * @return who came in, by person
     */
    public Map<PersonId, VolunteerId> invite(Actor actor, List<Invited> people, UUID origin) {
        if (people.isEmpty()) {
            return Map.of();
        }
        List<SiteId> named = people.stream().map(Invited::site).distinct().toList();
        Collection<Site> open = sites.getAll(named, rules.today());
        if (open.size() < named.size()) {
            throw new Absent("site");
        }
        open.forEach(site -> refuseUnlessOpen(site).orRefuse());
        Instant now = clock.instant();
        String prefix = rules.numberPrefix();
        Iterator<Long> ordinals = store.nextOrdinals(people.size()).iterator();
        List<Volunteer> invited = people.stream()
                .map(one -> new Volunteer(
                        new VolunteerId(Ids.next(clock)),
                        one.person(),
                        VolunteerNumber.of(prefix, ordinals.next()),
                        one.site(),
                        VolunteerState.INVITED,
                        Volunteer.Source.IMPORT,
                        now,
                        null,
                        null,
                        1))
                .toList();
        Set<UUID> added = store.inviteAll(invited);
        List<Volunteer> fresh =
                invited.stream().filter(one -> added.contains(one.id().value())).toList();
        if (fresh.isEmpty()) {
            return Map.of();
        }
        volunteers.noteAll(actor, fresh, Step.Cause.IMPORTED);
        audit.record(Deed.of("volunteer.imported", Text.of("由旧名册导入 {0} 人，等本人确认", fresh.size()))
                .on("roll", origin, null)
                .changed(
                        Map.of(),
                        Map.of(
                                "volunteers",
                                fresh.stream().map(Volunteer::id).toList().toString())));
        return fresh.stream().collect(Collectors.toMap(Volunteer::person, Volunteer::id));
    }

    // --- confirming ---

    /** Somebody whom others entered stands at the counter and says that he serves. */
    public void confirmAtCounter(
            Actor actor,
            VolunteerId id,
            Consent.Channel channel,
            int consentVersion,
            @Nullable GuardianEntry guardian) {
        Volunteer volunteer = volunteers.lock(id);
        if (volunteer.state() != VolunteerState.INVITED) {
            throw new Refusal(Text.of("不用确认：现在是“{0}”", volunteer.state().label()));
        }
        if (store.guardianship(id.value()).isPresent()) {
            throw new Refusal(Text.of("监护人已经同意，现在等第二个人审核"));
        }
        PersonId person = people.resolve(volunteer.person());
        volunteers.of(person).filter(one -> !one.id().equals(id)).ifPresent(one -> {
            throw new Refusal(Text.of("这条和编号 {0} 是同一个人，已经合并", one.number()), Text.of("请在那一条上确认"));
        });
        OptionalInt years = people.years(person);
        if (years.isEmpty()) {
            throw new Refusal(Text.of("没有登记证件号码或出生日期，不知道是不是成年"), Text.of("请先到人员页面更正，填上证件号码"));
        }
        AgeBand band = rules.bandOf(years.getAsInt());
        RegistrationPolicy.oldEnough(band, rules.firstYears()).orRefuse();
        RegistrationPolicy.aGuardianAgrees(band, guardian != null, true).orRefuse();
        if (band.asks().guardian() && guardian != null) {
            PersonId guardianId = guardian(actor, volunteer.site(), guardian, Volunteer.Source.COUNTER);
            List<Consent.Given> given = new ArrayList<>();
            given.add(new Consent.Given(PURPOSE, consentVersion, channel, guardianId));
            given.add(new Consent.Given(GUARDIAN_PURPOSE, guardian.consentVersion(), channel, guardianId));
            given.forEach(one -> consents.give(actor, person, one));
            guarded(
                    volunteer,
                    new Guardianship(
                            Ids.next(clock),
                            id,
                            guardianId,
                            channel,
                            true,
                            guardian.consentVersion(),
                            clock.instant(),
                            actor.account(),
                            null,
                            null));
            return;
        }
        consents.give(actor, person, new Consent.Given(PURPOSE, consentVersion, channel, null));
        volunteers.become(actor, volunteer, VolunteerState.ACTIVE, Step.Cause.CONFIRMED, "");
    }
}
