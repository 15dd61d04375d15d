package org.zhiyuan.access;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
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
        this.reading.setReadOnly(true);
        // also asked from inside a change, whose own scope may be another
        this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    Optional<Standing> of(UUID account) {
        Scope own = new Scope(false, Set.of(), Set.of(), null, account, false);
        LocalDate today = clock.instant().atZone(Formats.ZONE).toLocalDate();
        return Acting.call(Actor.system("access"), own, () -> reading.execute(status -> store.find(account, today)));
    }
}
