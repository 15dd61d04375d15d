package org.zhiyuan.certificate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.hours.EntryStands;
import org.zhiyuan.hours.EntryState;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.hours.TakenBack;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/**
 * A certificate follows the hours that it counts. Told after the hours' own step is committed, as the system, since whoever
 * takes an hour back may not reach the place that certified it; what a fall in between left over, the job finds.
 */
@Component
class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    /** Longer than the house ever stood still. */
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    private static final int AT_ONCE_MAX = 1_000;

    private final Hours hours;
    private final Certificates certificates;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Following(Hours hours, Certificates certificates, PlatformTransactionManager transactions, InstantSource clock) {
        this.hours = hours;
        this.certificates = certificates;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(EntryStands event) {
        if (event.state() == EntryState.REVERSED) {
            Acting.as(Actor.system("certificate"), Scope.EVERYTHING, this::catchUp);
        }
    }

    void catchUp() {
        List<TakenBack> takenBack = Objects.requireNonNull(
                own.execute(status -> hours.takenBack(clock.instant().minus(LOOKED_BACK), AT_ONCE_MAX)));
        List<CertificateId> counting = Objects.requireNonNull(own.execute(status -> certificates.counting(takenBack)));
        for (CertificateId id : counting) {
            try {
                own.executeWithoutResult(status -> certificates.fall(id, takenBack));
            } catch (RuntimeException e) {
                // it is tried again; one that cannot be revoked holds up no other
                LOG.warn("certificate {} counts what was taken back", id, e);
            }
        }
    }
}
