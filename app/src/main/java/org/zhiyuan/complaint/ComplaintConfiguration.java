package org.zhiyuan.complaint;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

/** What this room hangs into the house: its place in the rail, and the clock that raises what nobody answered. */
@Configuration(proxyBeanMethods = false)
class ComplaintConfiguration {
    private static final Duration RAISE_EVERY = Duration.ofMinutes(10);

    @Bean
    RailEntry complaintsEntry() {
        return new RailEntry(
                170,
                Text.of("投诉更正"),
                "/office/complaints",
                "message-square",
                Action.COMPLAINT_READ,
                ComplaintWaiting.KEY);
    }

    @Bean
    Recurring complaintsRaise(Complaints complaints, TransactionOperations transactions) {
        return Recurring.every(
                RAISE_EVERY,
                "complaint.raise",
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> complaints.raise()));
    }
}
