package org.zhiyuan.ledger;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.person.LedgerPeople;

/** Accounts of their own for each test, and how tests act. */
final class Books {
    static final String MINUTES = "test_minutes";
    static final String POINTS = "test_points";

    private final Ledger ledger;
    private final LedgerPeople people;
    private final TransactionOperations transactions;

    Books(Ledger ledger, LedgerPeople people, TransactionOperations transactions) {
        this.ledger = ledger;
        this.people = people;
        this.transactions = transactions;
        system(() -> {
            ledger.openBook(MINUTES, "MINUTE");
            ledger.openBook(POINTS, "POINT");
            return 0;
        });
    }

    <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    AccountId pool() {
        return system(() -> ledger.open(new NewAccount(MINUTES, "issue", null, UUID.randomUUID(), false)));
    }

    AccountId volunteer(UUID owner) {
        return system(() -> ledger.open(new NewAccount(MINUTES, "volunteer", owner, null, true)));
    }

    AccountId volunteer() {
        return volunteer(people.somebody());
    }

    Receipt credit(AccountId from, AccountId to, long amount) {
        return system(() -> ledger.post(credited(from, to, amount)));
    }

    static Transfer credited(AccountId from, AccountId to, long amount) {
        return Transfer.of("hours.credited", UUID.randomUUID().toString())
                .under("test-1")
                .evidencedBy("activity:test")
                .approvedBy(UUID.randomUUID())
                .move(from, to, amount);
    }

    long balance(AccountId account) {
        return system(() -> ledger.balance(account));
    }
}
