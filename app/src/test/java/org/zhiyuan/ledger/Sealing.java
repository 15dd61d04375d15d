package org.zhiyuan.ledger;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Seals what was committed at once, for tests that do not wait for the clock, and signs what the log is then. */
@TestComponent
public class Sealing {
    private static final Actor TEST = Actor.system("test");

    private final Sealer sealer;
    private final Seals seals;
    private final TransactionOperations transactions;

    Sealing(Sealer sealer, Seals seals, TransactionOperations transactions) {
        this.sealer = sealer;
        this.seals = seals;
        this.transactions = transactions;
    }

    public Head all() {
        return Acting.as(TEST, Scope.EVERYTHING, () -> {
            // another may be sealing: what was committed is in the log once it is done
            do {
                sealer.seal();
            } while (seals.waitingSince().isPresent());
            return seals.sign();
        });
    }

    /** Does something else while a sealing has taken what waits, has put it into the log and is not committed. */
    public <T> T amid(Callable<T> work) {
        return Acting.as(TEST, Scope.EVERYTHING, () -> {
            Optional<T> done;
            do {
                transactions.executeWithoutResult(status ->
                        seals.offer(new Offer("test", UUID.randomUUID().toString(), null, Map.of("what", "示例"))));
                // nothing was taken where another was quicker
                done = Objects.requireNonNull(transactions.execute(
                        status -> sealer.seal() == 0 ? Optional.empty() : Optional.of(called(work))));
            } while (done.isEmpty());
            return done.get();
        });
    }

    private static <T> T called(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
