package org.zhiyuan.presence;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Reads all events of one volunteer together and lets his presences say the same. It works as the house itself, since
 * whoever leads one activity sees nothing of another, and yet nobody is at both. That there is something to read is
 * written in the transaction of the event; where the house falls in between, the job finds it.
 */
@Component
class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Actor HOUSE = Actor.system("presence");
    private static final int BATCH = 200;
    /** How many read at once while they still hold a connection; a part of the pool, the others wait without one. */
    private static final int AT_ONCE_MAX = 4;

    private final EventStore events;
    private final PresenceStore presences;
    private final PresenceRulebook rulebook;
    private final ApplicationEventPublisher publisher;
    private final TransactionTemplate own;
    private final InstantSource clock;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);

    Settlement(
            EventStore events,
            PresenceStore presences,
            PresenceRulebook rulebook,
            ApplicationEventPublisher publisher,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.events = events;
        this.presences = presences;
        this.rulebook = rulebook;
        this.publisher = publisher;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.own.setName("Settlement.settle");
        this.clock = clock;
    }

    /** To be read together as soon as the running transaction is through, and not before; once, however much it added. */
    void afterwards(VolunteerId volunteer) {
        boolean asked = TransactionSynchronizationManager.getSynchronizations().stream()
                .anyMatch(one -> one instanceof Afterwards other && other.volunteer.equals(volunteer));
        if (!asked) {
            events.unsettled(Ids.next(clock), volunteer.value(), clock.instant());
            TransactionSynchronizationManager.registerSynchronization(new Afterwards(volunteer));
        }
    }

    private final class Afterwards implements TransactionSynchronization {
        private final VolunteerId volunteer;

        private Afterwards(VolunteerId volunteer) {
            this.volunteer = volunteer;
        }

        @Override
        public void afterCommit() {
            // the connection of what was just written is still held: were a second one waited for by all, nobody got
            // one
            if (!atOnce.tryAcquire()) {
                Thread.ofVirtual().name("presence-settlement").start(() -> attempt(volunteer));
                return;
            }
            try {
                attempt(volunteer);
            } finally {
                atOnce.release();
            }
        }
    }

    private void attempt(VolunteerId volunteer) {
        try {
            settle(volunteer);
        } catch (RuntimeException e) {
            // the event stands; whoever sent it must not be told otherwise
            LOG.warn("the events of volunteer {} wait for the job", volunteer, e);
        }
    }

    /** In the running transaction, for what somebody adds to his own: he sees all of it, wherever it was. */
    void here(VolunteerId volunteer) {
        read(volunteer);
    }

    /** Whatever was left over. */
    void catchUp() {
        List<UUID> left = Acting.as(
                HOUSE, Scope.EVERYTHING, () -> own.execute(status -> events.unsettled(clock.instant(), BATCH)));
        // one whose events cannot be read holds up no other
        left.forEach(volunteer -> attempt(new VolunteerId(volunteer)));
    }

    void settle(VolunteerId volunteer) {
        Acting.as(HOUSE, Scope.EVERYTHING, () -> own.executeWithoutResult(status -> read(volunteer)));
    }

    private record Place(UUID activity, int ordinal) {}

    private void read(VolunteerId volunteer) {
        presences.hold(volunteer.value());
        List<UUID> asked = events.unsettledOf(volunteer.value());
        List<Mark> marks = events.marks(volunteer.value());
        List<Stretch> stretches = rulebook.rules().reconciliation().of(marks);
        Map<Place, PresenceStore.Row> before = new HashMap<>();
        presences.rows(volunteer.value()).forEach(row -> before.put(new Place(row.activity(), row.ordinal()), row));
        List<PresenceStore.Row> changed = changed(volunteer, stretches, before);
        changed.stream()
                .map(row -> before.get(new Place(row.activity(), row.ordinal())))
                .filter(row -> row != null && row.standing() != Standing.VOID)
                .forEach(row -> presences.park(row.id()));
        Instant now = clock.instant();
        changed.forEach(row -> presences.put(volunteer.value(), row, now));
        events.settled(asked);
        changed.forEach(row -> tell(volunteer, before.get(new Place(row.activity(), row.ordinal())), row));
    }

    /** What stands otherwise than before, and what no longer rests on anything. */
    private List<PresenceStore.Row> changed(
            VolunteerId volunteer, List<Stretch> stretches, Map<Place, PresenceStore.Row> before) {
        List<PresenceStore.Row> changed = new ArrayList<>();
        Set<Place> there = new HashSet<>();
        Map<ActivityId, Map<LocalDate, Integer>> pairs = new HashMap<>();
        for (Stretch stretch : stretches) {
            Place place = new Place(stretch.activity().value(), stretch.ordinal());
            there.add(place);
            LocalDate day = LocalDate.ofInstant(stretch.in(), Formats.ZONE);
            int pair = pairs.computeIfAbsent(stretch.activity(), activity -> new HashMap<>())
                    .merge(day, 1, Integer::sum);
            PresenceStore.Row old = before.get(place);
            PresenceStore.Row row = new PresenceStore.Row(
                    old == null ? Ids.next(clock) : old.id(),
                    place.activity(),
                    old == null ? person(volunteer, stretch.arrival()) : old.person(),
                    place.ordinal(),
                    day,
                    pair,
                    stretch.arrival(),
                    stretch.in(),
                    stretch.departure(),
                    stretch.out(),
                    stretch.way(),
                    stretch.standing());
            if (!row.equals(old)) {
                changed.add(row);
            }
        }
        before.forEach((place, row) -> {
            if (!there.contains(place) && row.standing() != Standing.VOID) {
                changed.add(new PresenceStore.Row(
                        row.id(),
                        row.activity(),
                        row.person(),
                        row.ordinal(),
                        row.day(),
                        row.pair(),
                        row.arrival(),
                        row.in(),
                        row.departure(),
                        row.out(),
                        row.way(),
                        Standing.VOID));
            }
        });
        return changed;
    }

    private UUID person(VolunteerId volunteer, UUID event) {
        return events.find(event)
                .orElseThrow(() -> new IllegalStateException("event " + event + " of " + volunteer + " is gone"))
                .person()
                .value();
    }

    private void tell(VolunteerId volunteer, PresenceStore.@Nullable Row before, PresenceStore.Row now) {
        boolean closedBefore = before != null && before.standing() == Standing.CLOSED;
        PresenceId id = new PresenceId(now.id());
        ActivityId activity = new ActivityId(now.activity());
        if (closedBefore) {
            publisher.publishEvent(new PresenceAmended(id, activity, volunteer));
        } else if (now.standing() == Standing.CLOSED) {
            publisher.publishEvent(new PresenceClosed(id, activity, volunteer));
        }
    }
}
