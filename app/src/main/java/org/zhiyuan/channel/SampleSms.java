package org.zhiyuan.channel;

import java.time.InstantSource;
import org.springframework.transaction.support.TransactionOperations;

/** The sample's provider: sends nothing, and keeps what it would have sent for the developer page. */
final class SampleSms implements Sms {
    private final ChannelStore store;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    SampleSms(ChannelStore store, TransactionOperations transactions, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Answer deliver(Letter letter) {
        transactions.executeWithoutResult(status -> store.addSampleMessage(
                letter.id(), clock.instant(), letter.number().masked(), letter.text()));
        return new Answer.Taken(1, "sample");
    }
}
