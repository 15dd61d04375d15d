package org.zhiyuan.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.People;

/**
 * Text messages that go with notices. Each says only that there is one, of which kind: who reads along learns nothing. A
 * message and that it was sent are one transaction, so that nobody is sent two.
 */
@Component
class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Template TEMPLATE = new Template(
            "notice", Text.of("您有一条新消息：{0}。请用这个手机号登录志愿服务网站，在“消息”里看。").key(), Set.of());
    /** A few at a time: each may be a message that costs. */
    private static final int BATCH = 100;
    /** Somebody without a telephone is not tried for ever; the inbox says it in any case. */
    private static final int TRIES_MAX = 4;

    private final NoticeStore store;
    private final Notices notices;
    private final Channels channels;
    private final People people;
    private final Sites sites;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Courier(
            NoticeStore store,
            Notices notices,
            Channels channels,
            People people,
            Sites sites,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.notices = notices;
        this.channels = channels;
        this.people = people;
        this.sites = sites;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Asks of each notice that is due whether a message goes with it, and sends it. */
    void send() {
        boolean more = true;
        for (int asked = 0; more && asked < BATCH; asked++) {
            more = next();
        }
    }

    private boolean next() {
        Instant now = clock.instant();
        NoticeStore.Asked[] taken = new NoticeStore.Asked[1];
        try {
            transactions.executeWithoutResult(status -> {
                Optional<NoticeStore.Asked> due = store.due(now);
                due.ifPresent(asked -> {
                    taken[0] = asked;
                    settle(asked.notice(), now);
                });
            });
        } catch (Refusal | Absent unsent) {
            // a limit, a telephone that is not known, somebody erased: what was begun is undone, and tried again later
            later(taken[0], now, unsent);
        }
        return taken[0] != null;
    }

    private void settle(Notice notice, Instant now) {
        if (!notices.goes(notice)) {
            store.settle(notice.id());
            return;
        }
        Instant loud = notices.quiet(notice.person().value()).after(now);
        if (loud.isAfter(now)) {
            store.postpone(notice.id(), loud, 0);
            return;
        }
        channels.send(
                Acting.actor(),
                people.recipient(notice.person()),
                TEMPLATE,
                List.of(notice.kind().label().key()),
                sites.center().value());
        store.settle(notice.id());
    }

    private void later(NoticeStore.Asked asked, Instant now, RuntimeException why) {
        int tries = asked.tries() + 1;
        transactions.executeWithoutResult(status -> {
            if (tries >= TRIES_MAX) {
                store.settle(asked.notice().id());
                LOG.info("no message for notice {}: {}", asked.notice().id(), why.getMessage());
            } else {
                store.postpone(asked.notice().id(), now.plus(Duration.ofMinutes(10L * tries * tries)), tries);
            }
        });
    }
}
