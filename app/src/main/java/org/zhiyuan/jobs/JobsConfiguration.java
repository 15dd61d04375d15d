package org.zhiyuan.jobs;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.CompletedEventPublications;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.zhiyuan.kernel.Scope;

/** What this room itself does again and again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobsSettings.class)
class JobsConfiguration {
    /** Longer than any listener takes, so that none is told twice at the same time. */
    private static final Duration UNDELIVERED_AFTER = Duration.ofMinutes(2);

    private static final Duration DELIVERED_KEPT = Duration.ofDays(7);

    /** An event whose listener failed, or whose node died, reaches it again: listeners are idempotent by event id. */
    @Bean
    Recurring deliverAgain(IncompleteEventPublications undelivered) {
        return Recurring.every(
                Duration.ofMinutes(1),
                "jobs.deliver_again",
                Scope.EVERYTHING,
                () -> undelivered.resubmitIncompletePublicationsOlderThan(UNDELIVERED_AFTER));
    }

    @Bean
    Recurring forgetDelivered(CompletedEventPublications delivered) {
        return Recurring.daily(
                LocalTime.of(3, 10),
                "jobs.forget_delivered",
                Scope.EVERYTHING,
                () -> delivered.deletePublicationsOlderThan(DELIVERED_KEPT));
    }

    @Bean
    Recurring forgetOldJobs(Jobs jobs) {
        return Recurring.daily(LocalTime.of(3, 20), "jobs.forget_old", Scope.EVERYTHING, jobs::forgetOld);
    }
}
