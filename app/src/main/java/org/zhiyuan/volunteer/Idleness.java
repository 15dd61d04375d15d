package org.zhiyuan.volunteer;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;

/** Lets those sleep who did not serve for long, puts away those who did not for very long, and counts all. As the system. */
@Service
class Idleness {
    private static final int BATCH = 500;

    private final VolunteerStore store;
    private final Volunteers volunteers;
    private final Rulebook rules;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Idleness(
            VolunteerStore store,
            Volunteers volunteers,
            Rulebook rules,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.volunteers = volunteers;
        this.rules = rules;
        this.transactions = transactions;
        this.clock = clock;
    }

    void look() {
        LocalDate today = rules.today();
        pass(VolunteerState.DORMANT, today.minusMonths(rules.archivedMonths()), VolunteerState.ARCHIVED);
        pass(VolunteerState.ACTIVE, today.minusMonths(rules.dormantMonths()), VolunteerState.DORMANT);
        tally();
    }

    private void pass(VolunteerState from, LocalDate since, VolunteerState to) {
        Step.Cause cause = to == VolunteerState.ARCHIVED ? Step.Cause.LONG_IDLE : Step.Cause.IDLE;
        Integer passed;
        do {
            passed = transactions.execute(status -> {
                List<Volunteer> idle = store.idleSince(from, since, BATCH);
                idle.forEach(volunteer -> volunteers.become(Acting.actor(), volunteer, to, cause, ""));
                return idle.size();
            });
        } while (passed != null && passed == BATCH);
    }

    /** Makes the published figures anew. */
    void tally() {
        transactions.executeWithoutResult(status -> store.tally(store.counts(), clock.instant()));
    }
}
