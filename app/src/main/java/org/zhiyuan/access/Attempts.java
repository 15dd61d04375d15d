package org.zhiyuan.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Scope;

/**
 * Slows guessing down. A try is counted before it is looked at, in the database, so that neither many tries at once nor
 * a second node nor a restart give more of them; whoever succeeds is counted afresh.
 */
@Service
class Attempts {
    /** Longest time for which a try is kept. */
    private static final Duration KEPT = Duration.ofDays(1);

    /**
     * @param counted the try as it is counted for the address
     * @param left how many tries are left if this one fails
     */
    record Ticket(UUID counted, byte[] subject, int left) {}

    /** No try now; how long to wait. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Duration wait;

        TooMany(Duration wait) {
            super("too many tries");
            this.wait = wait;
        }

        Duration waiting() {
            return wait;
        }
    }

    private final AttemptStore store;
    private final AccessSettings settings;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Attempts(
            AttemptStore store, AccessSettings settings, InstantSource clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        // what was tried stays counted, whatever becomes of the request
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Counts one try.
     *
     * @param what what is tried, such as {@code login} or {@code code}, and on what
     * @throws TooMany where there were too many, for this subject or from this address
     */
    Ticket take(String what, String subject, String origin) {
        byte[] on = Digests.of(what, subject);
        byte[] from = Digests.of("origin", origin);
        return inTransaction(() -> {
            Instant now = clock.instant();
            Instant since = now.minus(settings.pause());
            store.lock(on);
            store.lock(from);
            int before = within(store.since(on, since), settings.triesAccount(), now);
            within(store.since(from, since), settings.triesOrigin(), now);
            store.forgetBefore(now.minus(KEPT));
            UUID counted = Ids.next(clock);
            store.add(Ids.next(clock), on, now);
            store.add(counted, from, now);
            return new Ticket(counted, on, settings.triesAccount() - before - 1);
        });
    }

    private int within(List<Instant> tries, int max, Instant now) {
        if (tries.size() >= max) {
            Instant free = tries.get(tries.size() - max).plus(settings.pause());
            throw new TooMany(Duration.between(now, free));
        }
        return tries.size();
    }

    /** It was the right one: the subject is counted afresh; of the address only this try is taken back. */
    void succeeded(Ticket ticket) {
        inTransaction(() -> {
            store.forget(ticket.subject());
            store.forget(ticket.counted());
            return ticket;
        });
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Acting.call(
                Actor.system("access"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}
