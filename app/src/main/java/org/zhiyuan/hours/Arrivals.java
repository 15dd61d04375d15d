package org.zhiyuan.hours;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.presence.Presence;
import org.zhiyuan.presence.PresenceAmended;
import org.zhiyuan.presence.PresenceClosed;
import org.zhiyuan.presence.PresenceId;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Hears of presences and takes them. What is heard is written down in the transaction that said it, so that no hour is
 * lost; it is taken a moment later, so that nobody who goes waits for the reckoning.
 */
@Component
class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int BATCH = 200;
    private static final String CHANGED = "签到记录后来有变化，按新的时间重新算";

    private final EntryStore store;
    private final Intake intake;
    private final Petitions petitions;
    private final Presences presences;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Arrivals(
            EntryStore store,
            Intake intake,
            Petitions petitions,
            Presences presences,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.intake = intake;
        this.petitions = petitions;
        this.presences = presences;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.own.setName("Arrivals.take");
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void closed(PresenceClosed event) {
        store.arrived(Ids.next(clock), event.id().value(), clock.instant());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void amended(PresenceAmended event) {
        store.arrived(Ids.next(clock), event.id().value(), clock.instant());
    }

    /** Takes what arrived, each in a transaction of its own; then what waited for the end of its activity. */
    void take() {
        Objects.requireNonNull(own.execute(status -> store.arrived(clock.instant(), BATCH)))
                .forEach((arrival, presence) -> {
                    try {
                        own.executeWithoutResult(status -> {
                            take(presence);
                            store.taken(arrival);
                        });
                    } catch (RuntimeException e) {
                        // it stays and is tried again; one that cannot be taken holds up no other
                        LOG.warn("presence {} waits for its hours", presence, e);
                    }
                });
        List<EntryId> over = Objects.requireNonNull(own.execute(status -> {
            Instant ended = clock.instant().minus(intake.growing());
            return store.over(ended, LocalDate.ofInstant(ended, Formats.ZONE), BATCH);
        }));
        over.forEach(entry -> own.executeWithoutResult(status -> intake.settle(entry)));
    }

    /**
     * Brings the entries of a volunteer's stays at one activity to what the presences say now. By their times and not by the
     * presences' own numbers: a stay that becomes known late moves the numbers of those after it.
     */
    private void take(UUID id) {
        presences.find(new PresenceId(id)).ifPresent(presence -> take(presence.activity(), presence.volunteer()));
    }

    private void take(ActivityId activity, VolunteerId volunteer) {
        store.hold(volunteer);
        List<Presence> stays = stays(activity, volunteer);
        List<Entry> otherwise = passed(activity, volunteer, stays);
        // as they stand once what is passed was withdrawn
        List<Entry> before = store.ofStays(activity, volunteer);
        for (Presence stay : stays) {
            Instant out = Objects.requireNonNull(stay.out());
            List<Entry> of = before.stream().filter(entry -> same(entry, stay)).toList();
            long withdrawn = of.stream().filter(Arrivals::withdrawn).count();
            // what is credited with other times is taken back by two persons first; then the new times are entered
            boolean credited = otherwise.stream()
                    .anyMatch(entry -> entry.began().isBefore(out) && stay.in().isBefore(entry.ended()));
            if (of.size() == withdrawn && !credited) {
                // what stands in its way elsewhere may be passed as well, its own turn being still to come
                store.live(volunteer, stay.in(), out).stream()
                        .map(Entry::activity)
                        .distinct()
                        .filter(elsewhere -> !elsewhere.equals(activity))
                        .forEach(elsewhere -> passed(elsewhere, volunteer, stays(elsewhere, volunteer)));
                intake.take(served(stay, out, withdrawn), stay.id().value(), "");
            }
        }
    }

    private List<Presence> stays(ActivityId activity, VolunteerId volunteer) {
        return presences.at(activity, volunteer).stream()
                .filter(Presence::counts)
                .toList();
    }

    /** Withdraws what no presence says any more, and answers with what is credited nevertheless. */
    private List<Entry> passed(ActivityId activity, VolunteerId volunteer, List<Presence> stays) {
        List<Entry> otherwise = new ArrayList<>();
        for (Entry entry : store.ofStays(activity, volunteer)) {
            if (stays.stream().noneMatch(stay -> same(entry, stay))) {
                if (entry.state() == EntryState.COMPUTED || entry.state().waits()) {
                    intake.withdraw(entry, CHANGED);
                } else if (entry.state() == EntryState.VALID) {
                    petitions.notice(entry, CHANGED);
                    otherwise.add(entry);
                }
            }
        }
        return otherwise;
    }

    private static boolean same(Entry entry, Presence stay) {
        return entry.began().equals(stay.in()) && entry.ended().equals(stay.out());
    }

    /** By the house, since the presence had changed: it counts again when the presence is there again. */
    private static boolean withdrawn(Entry entry) {
        return entry.state() == EntryState.REFUSED && entry.reason().equals(CHANGED);
    }

    /** @param withdrawn how often the same stay was entered and withdrawn before */
    private Served served(Presence presence, Instant out, long withdrawn) {
        String source = presence.id() + "|" + presence.in() + "|" + out + (withdrawn == 0 ? "" : "|" + withdrawn);
        return new Served(
                UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)),
                presence.activity(),
                presence.volunteer(),
                presence.in(),
                out,
                presence.way(),
                presence.recorders(),
                presence.recordedAt(),
                presences.phone(presence.id()).orElse(null));
    }
}
