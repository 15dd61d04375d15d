package org.zhiyuan.hours;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.access.Account;
import org.zhiyuan.access.AccountId;
import org.zhiyuan.access.Accounts;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.Receipt;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.presence.Recorder;
import org.zhiyuan.presence.Way;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/**
 * Takes facts and makes entries of them: reckons, asks the rules, credits or hands on to whoever is to look. Works with
 * everything in its scope, since what somebody did elsewhere matters here.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Intake {
    /** So far around a stay another one says something about the way between them. */
    private static final Duration AROUND = Duration.ofHours(12);

    private final EntryStore store;
    private final Occasions occasions;
    private final Presences presences;
    private final Rulebook rulebook;
    private final Booking booking;
    private final Volunteers volunteers;
    private final People people;
    private final Accounts accounts;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Intake(
            EntryStore store,
            Occasions occasions,
            Presences presences,
            Rulebook rulebook,
            Booking booking,
            Volunteers volunteers,
            People people,
            Accounts accounts,
            Audit audit,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.store = store;
        this.occasions = occasions;
        this.presences = presences;
        this.rulebook = rulebook;
        this.booking = booking;
        this.volunteers = volunteers;
        this.people = people;
        this.accounts = accounts;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Makes an entry of the facts, once for each source. */
    EntryId take(Served served, @Nullable UUID presence, String reason) {
        store.hold(served.volunteer());
        Optional<Entry> known = store.ofSource(served.source());
        if (known.isPresent()) {
            return known.get().id();
        }
        Occasion occasion = occasions.seen(served.activity());
        Entry entry = entry(served, occasion, reason);
        List<Finding> stops = HardStops.of(facts(occasion, entry));
        boolean stopped = !stops.isEmpty();
        store.add(stopped ? standing(entry, EntryState.REFUSED) : entry, presence);
        note(entry, stopped ? EntryState.REFUSED : EntryState.COMPUTED, "", null, reason);
        stops.forEach(stop -> store.find(entry.id(), stop, clock.instant()));
        audit.record(about(entry, "hours.taken", Text.of("记下一条服务时间：{0} 分钟", entry.minutes())));
        if (!stopped) {
            settleTogether(entry, occasion);
        }
        return entry.id();
    }

    private Entry entry(Served served, Occasion occasion, String reason) {
        Volunteer volunteer = volunteers.get(served.volunteer());
        PersonId person = people.resolve(volunteer.person());
        LocalDate day = LocalDate.ofInstant(served.from(), Formats.ZONE);
        RulePack pack = rulebook.of(day);
        Session session = occasion.session(day);
        List<Entry> others = own(store.live(served.activity(), day), served);
        int present = session.within(served.from(), served.until())
                + others.stream()
                        .mapToInt(other -> session.within(other.began(), other.ended()))
                        .sum();
        int pair = others.size() + 1;
        Reckoning reckoning = Reckoning.of(pack, session, served.from(), served.until(), pair, present);
        boolean late = served.way() == Way.LATE_ENTRY
                || served.recordedAt().isAfter(rulebook.lateAfter(pack, occasion.ends()));
        OptionalInt years = people.years(person);
        List<Recorder> hands = served.recorders();
        Recorder recorder = hands.isEmpty() ? null : hands.getFirst();
        Recorder other = hands.size() < 2 ? null : hands.getLast();
        return new Entry(
                new EntryId(Ids.next(clock)),
                served.source(),
                served.activity(),
                occasion.site(),
                served.volunteer(),
                person,
                day,
                pair,
                served.from(),
                served.until(),
                served.way(),
                late ? EntryClass.LATE : EntryClass.ORDINARY,
                recorder == null ? null : recorder.account(),
                recorder == null ? null : person(recorder),
                other == null ? null : other.account(),
                other == null ? null : person(other),
                served.device(),
                ReviewPolicy.witness(occasion, person.value()),
                served.recordedAt(),
                clock.instant(),
                years.isPresent() ? years.getAsInt() : null,
                pack.version(),
                present,
                reckoning.minutes(),
                0,
                EntryState.COMPUTED,
                reason,
                booking.account(person, volunteer.site()),
                null,
                1);
    }

    private static List<Entry> own(List<Entry> there, Served served) {
        return there.stream()
                .filter(other -> other.volunteer().equals(served.volunteer()))
                .toList();
    }

    private @Nullable UUID person(Recorder recorder) {
        Actor actor = Acting.actor();
        if (recorder.person() != null) {
            return recorder.person();
        }
        return recorder.account().equals(actor.account())
                ? actor.person()
                : accounts.find(new AccountId(recorder.account()))
                        .map(Account::person)
                        .orElse(null);
    }

    private HardStops.Facts facts(Occasion occasion, Entry entry) {
        List<Entry> around = store.live(entry.volunteer(), entry.began(), entry.ended());
        return new HardStops.Facts(
                rulebook.version(entry.rulePack()),
                occasion,
                entry,
                around.stream().anyMatch(other -> !other.id().equals(entry.id())),
                dayMinutes(entry),
                store.people(entry.activity(), entry.volunteer()),
                entry.recorderPersons().stream()
                        .anyMatch(recorder -> people.sharePhone(new PersonId(recorder), entry.person())));
    }

    private int dayMinutes(Entry entry) {
        Instant dawn = entry.day().atStartOfDay(Formats.ZONE).toInstant();
        Instant dusk = entry.day().plusDays(1).atStartOfDay(Formats.ZONE).toInstant();
        return store.live(entry.volunteer(), dawn, dusk).stream()
                .filter(other -> other.day().equals(entry.day()) && !other.id().equals(entry.id()))
                .mapToInt(Entry::minutes)
                .sum();
    }

    /** One stay may make up what another lacked; so those of one day that still wait are looked at together. */
    private void settleTogether(Entry entry, Occasion occasion) {
        Session session = occasion.session(entry.day());
        List<Entry> together = store.live(entry.activity(), entry.day()).stream()
                .filter(other -> other.volunteer().equals(entry.volunteer()))
                .toList();
        int present = together.stream()
                .mapToInt(other -> session.within(other.began(), other.ended()))
                .sum();
        for (Entry waiting : together) {
            if (waiting.state() == EntryState.COMPUTED) {
                settle(waiting, occasion, present);
            }
        }
    }

    /** How long after the end another stay may still become known: a phone that was offline tells of it later. */
    Duration growing() {
        return Duration.ofHours(presences.offlineHours());
    }

    /** Looks again at one that waited for another stay. */
    void settle(EntryId id) {
        Entry entry = store.lock(id).orElseThrow();
        store.hold(entry.volunteer());
        if (entry.state() == EntryState.COMPUTED) {
            settleTogether(entry, occasions.get(entry.activity()));
        }
    }

    private void settle(Entry computed, Occasion occasion, int present) {
        RulePack pack = rulebook.version(computed.rulePack());
        Session session = occasion.session(computed.day());
        Reckoning reckoning = Reckoning.of(pack, session, computed.began(), computed.ended(), computed.pair(), present);
        store.reckoned(computed.id(), present, reckoning.minutes());
        Entry entry = reckoned(computed, present, reckoning.minutes());
        if (reckoning.refusal() != null) {
            boolean mayGrow = Reckoning.tooShort(pack, session, present)
                    && entry.pair() <= pack.pairsMax()
                    && clock.instant().isBefore(session.ends().plus(growing()));
            if (!mayGrow) {
                stand(entry, EntryState.REFUSED, 0);
            }
            return;
        }
        List<Finding> stops = HardStops.of(facts(occasion, entry)).stream()
                .filter(stop -> !stop.rule().equals("FD1"))
                .toList();
        stops.forEach(stop -> store.find(entry.id(), stop, clock.instant()));
        if (!stops.isEmpty()) {
            stand(entry, EntryState.REFUSED, 0);
            return;
        }
        int tier = ReviewPolicy.tier(pack, occasion, entry, dayMinutes(entry));
        List<Finding> odd = Detectors.of(oddities(pack, occasion, entry));
        odd.forEach(finding -> store.find(entry.id(), finding, clock.instant()));
        if (!odd.isEmpty()) {
            stand(entry, EntryState.HELD, tier);
        } else if (tier > 0) {
            stand(entry, tier == 2 ? EntryState.REVIEW_L2 : EntryState.REVIEW_L1, tier);
        } else {
            credit(entry, occasion, null, "");
        }
    }

    private Detectors.Facts oddities(RulePack pack, Occasion occasion, Entry entry) {
        List<Entry> around =
                store
                        .live(
                                entry.volunteer(),
                                entry.began().minus(AROUND),
                                entry.ended().plus(AROUND))
                        .stream()
                        .filter(other -> !other.activity().equals(entry.activity()))
                        .toList();
        EntryStore.Share share = store.share(occasion.organiser(), entry.day().getYear());
        return new Detectors.Facts(
                pack,
                occasion,
                entry,
                store.live(entry.activity(), entry.day()),
                around.stream()
                        .filter(other -> !other.ended().isAfter(entry.began()))
                        .max(Comparator.comparing(Entry::ended))
                        .map(other -> elsewhere(other, entry))
                        .orElse(null),
                around.stream()
                        .filter(other -> !other.began().isBefore(entry.ended()))
                        .min(Comparator.comparing(Entry::began))
                        .map(other -> elsewhere(other, entry))
                        .orElse(null),
                share.manual(),
                share.minutes(),
                rulebook.lateAfter(pack, occasion.ends()));
    }

    private Detectors.Elsewhere elsewhere(Entry other, Entry entry) {
        return new Detectors.Elsewhere(other.began(), other.ended(), occasions.km(other.site(), entry.site()));
    }

    void credit(Entry entry, Occasion occasion, @Nullable UUID approver, String who) {
        Receipt receipt = booking.credit(occasion, entry, approver);
        store.credit(entry.id(), receipt.transfer());
        note(entry, EntryState.VALID, who, approver, "");
        audit.record(about(entry, "hours.credited", Text.of("计入服务时长 {0} 分钟", entry.minutes())));
    }

    private void stand(Entry entry, EntryState state, int tier) {
        store.stand(entry.id(), state, tier, entry.reason());
        note(entry, state, "", null, "");
        audit.record(about(entry, "hours.stands", Text.of("服务时长 {0} 分钟：{1}", entry.minutes(), state.label())));
    }

    /** What was reckoned from other times than those that are known now does not count any more. */
    void withdraw(Entry entry, String reason) {
        store.stand(entry.id(), EntryState.REFUSED, entry.tier(), reason);
        note(entry, EntryState.REFUSED, "", null, reason);
        audit.record(about(entry, "hours.withdrawn", Text.of("一条等着的服务时间不算了，签到记录有变化")));
    }

    void note(Entry entry, EntryState state, String who, @Nullable UUID account, String reason) {
        UUID step = Ids.next(clock);
        Instant now = clock.instant();
        store.add(step, entry.id(), new Step(state, now, who, reason), account);
        events.publishEvent(new EntryStands(
                entry.id(), step, entry.person(), entry.activity(), entry.day(), entry.minutes(), state, now));
    }

    static Deed about(Entry entry, String what, Text label) {
        return Deed.of(what, label).on("entry", entry.id(), entry.site().value());
    }

    private static Entry standing(Entry entry, EntryState state) {
        return copy(entry, entry.presentMinutes(), entry.minutes(), state);
    }

    private static Entry reckoned(Entry entry, int present, int minutes) {
        return copy(entry, present, minutes, entry.state());
    }

    private static Entry copy(Entry e, int present, int minutes, EntryState state) {
        return new Entry(
                e.id(),
                e.source(),
                e.activity(),
                e.site(),
                e.volunteer(),
                e.person(),
                e.day(),
                e.pair(),
                e.began(),
                e.ended(),
                e.way(),
                e.klass(),
                e.recorder(),
                e.recorderPerson(),
                e.otherRecorder(),
                e.otherRecorderPerson(),
                e.device(),
                e.witness(),
                e.recordedAt(),
                e.takenAt(),
                e.years(),
                e.rulePack(),
                present,
                minutes,
                e.tier(),
                state,
                e.reason(),
                e.account(),
                e.transfer(),
                e.version());
    }
}
