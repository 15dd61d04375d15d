package org.zhiyuan.hours;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.presence.Presence;
import org.zhiyuan.presence.PresenceAmended;
import org.zhiyuan.presence.PresenceClosed;
import org.zhiyuan.presence.PresenceId;
import org.zhiyuan.presence.Presences;
import org.zhiyuan.shell.Formats;

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

    private void take(UUID id) {
        Optional<Presence> found = presences.find(new PresenceId(id));
        Presence presence = found.filter(Presence::counts).orElse(null);
        Instant out = presence == null ? null : presence.out();
        boolean known = false;
        for (Entry before : store.ofPresence(id)) {
            boolean same = presence != null
                    && before.began().equals(presence.in())
                    && before.ended().equals(out);
            if (same) {
                known = true;
            } else if (before.state() == EntryState.COMPUTED || before.state().waits()) {
                intake.withdraw(before, CHANGED);
            } else if (before.state() == EntryState.VALID) {
                petitions.notice(before, CHANGED);
                // what is credited is taken back by two persons first; then the new times are entered
                known = true;
            }
        }
        if (presence != null && out != null && !known) {
            intake.take(served(presence, out), id, "");
        }
    }

    private Served served(Presence presence, Instant out) {
        return new Served(
                UUID.nameUUIDFromBytes(
                        (presence.id() + "|" + presence.in() + "|" + out).getBytes(StandardCharsets.UTF_8)),
                presence.activity(),
                presence.volunteer(),
                presence.in(),
                out,
                presence.way(),
                presence.recorder(),
                presence.recordedAt(),
                presences.phone(presence.id()).orElse(null));
    }
}
