package org.zhiyuan.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a sign-in lasts, how often it may fail, what a password must be.
 *
 * @param staffIdle after so long without a request a member of staff signs in again
 * @param staffEnd after so long in any case
 * @param citizenIdle the same for those signed in by phone
 * @param citizenEnd the same for those signed in by phone
 * @param trust how long a computer can be trusted not to ask for the one-time code again; zero: always asked
 * @param fresh how fresh the one-time code must be for exports and grants
 * @param passwords as NIST asks, or as graded protection asks as well
 * @param triesAccount wrong tries for one account before its name has to wait
 * @param triesOrigin wrong tries from one address before it has to wait; an office shares one
 * @param pause how long that is
 */
@Validated
@ConfigurationProperties("zhiyuan.access")
record AccessSettings(
        @NotNull @DefaultValue("30m") Duration staffIdle,
        @NotNull @DefaultValue("12h") Duration staffEnd,
        @NotNull @DefaultValue("24h") Duration citizenIdle,
        @NotNull @DefaultValue("30d") Duration citizenEnd,
        @NotNull @DefaultValue("8h") Duration trust,
        @NotNull @DefaultValue("5m") Duration fresh,
        @DefaultValue("GRADED") PasswordPolicy.@NotNull Profile passwords,
        @Min(3) @Max(10) @DefaultValue("5") int triesAccount,
        @Min(5) @Max(1000) @DefaultValue("40") int triesOrigin,
        @NotNull @DefaultValue("15m") Duration pause) {}
