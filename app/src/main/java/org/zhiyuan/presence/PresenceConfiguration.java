package org.zhiyuan.presence;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Scope;

/** What this room hangs into the house: its jobs. */
@Configuration(proxyBeanMethods = false)
class PresenceConfiguration {
    private static final Duration MISSES_KEPT = Duration.ofDays(1);

    /** What a fall of the house left unread; otherwise there is nothing to do. */
    @Bean
    Recurring presenceCatchUp(Settlement settlement) {
        return Recurring.every(Duration.ofMinutes(1), "presence.catch_up", Scope.EVERYTHING, settlement::catchUp);
    }

    @Bean
    Recurring presenceOldMisses(EventStore events, InstantSource clock) {
        return Recurring.every(
                Duration.ofHours(6),
                "presence.misses",
                Scope.EVERYTHING,
                () -> events.forgetMissesBefore(clock.instant().minus(MISSES_KEPT)));
    }
}
