package org.zhiyuan.reward;

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
class RewardConfiguration {
    /** A sum over everybody's hours: often enough for what takes days, and seldom enough to be no load. */
    private static final Duration PROPOSE_EVERY = Duration.ofHours(1);

    private static final Duration TIME_EVERY = Duration.ofMinutes(10);
    /** After the hours have recounted themselves. */
    private static final LocalTime RECOUNT_TIME = LocalTime.of(4, 20);

    @Bean
    RailEntry starsEntry() {
        return new RailEntry(165, Text.of("星级"), "/office/stars", "star", Action.STAR_READ, StarWaiting.KEY);
    }

    @Bean
    Recurring starsPropose(Proposals proposals) {
        return Recurring.every(PROPOSE_EVERY, "reward.propose", Scope.EVERYTHING, proposals::propose);
    }

    @Bean
    Recurring starsKeepTime(Proposals proposals) {
        return Recurring.every(TIME_EVERY, "reward.time", Scope.EVERYTHING, proposals::keepTime);
    }

    @Bean
    Recurring starsRecount(Proposals proposals) {
        return Recurring.daily(RECOUNT_TIME, "reward.recount", Scope.EVERYTHING, proposals::recount);
    }
}
