package org.zhiyuan.access;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.shell.Formats;

/** Reads standings in their own account's scope: an account may always see itself and what it holds. */
@Service
class Standings {
    private final StandingStore store;
    private final TransactionTemplate reading;
    private final InstantSource clock;

    Standings(StandingStore store, PlatformTransactionManager transactions, InstantSource clock) {
        this.store = store;
        this.reading = new TransactionTemplate(transactions);
        // one statement, which makes its own scope; also asked from inside a change, whose scope may be another
        this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        this.clock = clock;
    }

    Optional<Standing> of(UUID account) {
        LocalDate today = clock.instant().atZone(Formats.ZONE).toLocalDate();
        return reading.execute(status -> store.find(account, today));
    }
}
