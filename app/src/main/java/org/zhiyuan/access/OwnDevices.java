package org.zhiyuan.access;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** One's own devices; read on every page for the list of what waits, so in the own scope and a transaction of its own. */
@Component
class OwnDevices {
    private static final int SHOWN_MAX = 20;

    private final DeviceStore store;
    private final TransactionTemplate reading;

    OwnDevices(DeviceStore store, PlatformTransactionManager transactions) {
        this.store = store;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    List<Device> fresh(Actor actor) {
        UUID account = Objects.requireNonNull(actor.account());
        Scope own = new Scope(false, Set.of(), Set.of(), actor.person(), account, false);
        return Acting.as(
                actor,
                own,
                () -> Objects.requireNonNull(reading.execute(status -> store.list(account, SHOWN_MAX).stream()
                        .filter(device -> !device.noted())
                        .toList())));
    }
}
