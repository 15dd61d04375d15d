package org.zhiyuan.access;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a sign-in lasts.
 *
 * @param staffIdle after so long without a request a member of staff signs in again
 * @param staffEnd after so long in any case
 * @param citizenIdle the same for those signed in by phone
 * @param citizenEnd the same for those signed in by phone
 */
@Validated
@ConfigurationProperties("zhiyuan.access")
public record AccessSettings(
        @NotNull @DefaultValue("30m") Duration staffIdle,
        @NotNull @DefaultValue("12h") Duration staffEnd,
        @NotNull @DefaultValue("24h") Duration citizenIdle,
        @NotNull @DefaultValue("30d") Duration citizenEnd) {}
