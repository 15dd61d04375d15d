package org.zhiyuan.notice;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Scope;

/** What this room hangs into the house: the messages that go with notices, and the end of old ones. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {
    private static final Duration SEND_EVERY = Duration.ofSeconds(30);
    private static final LocalTime FORGET_AT = LocalTime.of(3, 40);

    @Bean
    Recurring noticesSend(Courier courier) {
        return Recurring.every(SEND_EVERY, "notice.send", Scope.EVERYTHING, courier::send);
    }

    /** A part at a time, so that no transaction is long. */
    @Bean
    Recurring noticesForget(Notices notices, TransactionOperations transactions) {
        return Recurring.daily(FORGET_AT, "notice.forget", Scope.EVERYTHING, () -> {
            Integer gone;
            do {
                gone = transactions.execute(status -> notices.forgetOld());
            } while (gone != null && gone > 0);
        });
    }
}
