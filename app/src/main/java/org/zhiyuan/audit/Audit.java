package org.zhiyuan.audit;

import java.time.InstantSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;

/** Writes audit events. There is no act without its event, and no event of an act that did not happen. */
@Service
public class Audit {
    private final EventStore store;
    private final InstantSource clock;

    Audit(EventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Records what the running transaction does. Outside a transaction it throws: an event that stands while its act is
     * rolled back would be a lie, and an act without an event must not be.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Deed deed) {
        store.add(Ids.next(clock), Acting.actor(), deed);
    }

    /**
     * Records in a transaction of its own what must be kept although, or because, nothing happened: an attempt that was
     * denied, a sign-in that failed.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void recordAlone(Deed deed) {
        store.add(Ids.next(clock), Acting.actor(), deed);
    }
}
