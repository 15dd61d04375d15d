package org.zhiyuan.hours;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

/** What this room hangs into the house: its place in the rail, and its jobs. */
@Configuration(proxyBeanMethods = false)
class HoursConfiguration {
    /** Sealing takes some seconds more: every credited entry is in the log within a minute. */
    private static final Duration TAKE_EVERY = Duration.ofSeconds(5);

    private static final Duration TELL_EVERY = Duration.ofSeconds(20);
    /** After the ledger has recounted itself. */
    private static final LocalTime RECOUNT_TIME = LocalTime.of(3, 50);

    @Bean
    RailEntry hoursEntry() {
        return new RailEntry(135, Text.of("服务时长"), "/office/hours", "timer", Action.HOURS_READ, HoursWaiting.KEY);
    }

    @Bean
    Recurring hoursTake(Arrivals arrivals) {
        return Recurring.every(TAKE_EVERY, "hours.take", Scope.EVERYTHING, arrivals::take);
    }

    @Bean
    Recurring hoursTell(Telling telling) {
        return Recurring.every(TELL_EVERY, "hours.tell", Scope.EVERYTHING, telling::tell);
    }

    @Bean
    Recurring hoursRecount(Recounts recounts) {
        return Recurring.daily(RECOUNT_TIME, "hours.recount", Scope.EVERYTHING, recounts::recount);
    }
}
