package org.zhiyuan.channel;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/**
 * Sends after the commit, on a thread of its own: no transaction waits for a provider, and what was rolled back is not
 * sent. A code is in memory only until then; if the house stops in between, its state is unknown and the person asks
 * for another.
 */
@Component
class Dispatch implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Actor SYSTEM = Actor.system("channel");
    private static final int AT_ONCE_MAX = 8;
    private static final long STOP_SECONDS_MAX = 8;

    private final Sms sms;
    private final ChannelStore store;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sms-", 0).factory());

    Dispatch(Sms sms, ChannelStore store, TransactionOperations transactions, InstantSource clock) {
        this.sms = sms;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    void afterCommit(SentId id, Recipient to, Template template, List<String> values) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                threads.execute(() -> Acting.as(SYSTEM, Scope.EVERYTHING, () -> send(id, to, template, values)));
            }
        });
    }

    private void send(SentId id, Recipient to, Template template, List<String> values) {
        atOnce.acquireUninterruptibly();
        try {
            Sms.Answer answer = deliver(id, to, template, values);
            if (answer instanceof Sms.Answer.Failed failed) {
                LOG.warn("message {} ({}) did not go out: {}", id, template.key(), failed.reason());
            }
            transactions.executeWithoutResult(status -> {
                store.settle(id, answer, clock.instant());
                store.forgetSpentBefore(clock.instant().minus(SendingLimits.DAY));
            });
        } finally {
            atOnce.release();
        }
    }

    /** A fault of the adapter is an answer too: the row must not wait for ever. */
    private Sms.Answer deliver(SentId id, Recipient to, Template template, List<String> values) {
        try {
            return sms.deliver(new Sms.Letter(id, to.number(), template.key(), values, template.filled(values)));
        } catch (RuntimeException e) {
            LOG.debug("message {}", id, e);
            return new Sms.Answer.Failed(0, e.getClass().getSimpleName());
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
