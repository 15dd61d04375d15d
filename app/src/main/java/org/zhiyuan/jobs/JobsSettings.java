package org.zhiyuan.jobs;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param enabled whether this node works; one that only shows pages does not
 * @param workers tasks at one time on this node; two cores carry the pages as well
 * @param lease how long a node that has died keeps its tasks from the others
 * @param poll how often a node looks for tasks that another one asked for
 */
@Validated
@ConfigurationProperties("zhiyuan.jobs")
record JobsSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2") @Min(1) @Max(16) int workers,
        @DefaultValue("30s") @NotNull Duration lease,
        @DefaultValue("2s") @NotNull Duration poll) {
    JobsSettings {
        if (lease.compareTo(Duration.ofSeconds(3)) < 0) {
            throw new IllegalArgumentException("zhiyuan.jobs.lease (" + lease + ") must be 3 seconds or more");
        }
        if (poll.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("zhiyuan.jobs.poll (" + poll + ") must be 100 milliseconds or more");
        }
    }
}
