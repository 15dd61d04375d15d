package org.zhiyuan.ledger;

import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Ids;

/** Counts every balance anew from the postings and tells loudly where one differs. Mends nothing: a sum that went wrong hides a cause. */
@Service
@Transactional
public class Recounts {
    private static final Logger LOG = LoggerFactory.getLogger(Recounts.class);
    private static final int TOLD_MAX = 20;

    private final RecountStore store;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Recounts(RecountStore store, ApplicationEventPublisher events, InstantSource clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Answers the accounts whose balance is not the sum of their postings. Needs everything in its scope. */
    public List<AccountId> recount() {
        List<AccountId> differing = store.differing();
        store.add(Ids.next(clock), clock.instant(), store.accounts(), differing.size());
        if (!differing.isEmpty()) {
            List<AccountId> first = differing.subList(0, Math.min(TOLD_MAX, differing.size()));
            LOG.error("{} balances are not the sum of their postings, first of them {}", differing.size(), first);
            events.publishEvent(new BalanceDiffers(differing.size(), first));
        }
        return differing;
    }

    /** Whether the last recount found every balance right; so too before the first. */
    @Transactional(readOnly = true)
    public boolean sound() {
        return store.last().orElse(0L) == 0;
    }
}
