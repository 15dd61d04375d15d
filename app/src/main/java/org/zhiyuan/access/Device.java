package org.zhiyuan.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A browser from which an account was signed in to.
 *
 * @param label what it calls itself: system and browser
 * @param trustedUntil the one-time code is not asked again before this moment
 * @param noted whether the account's holder has said that it is his
 */
public record Device(
        UUID id,
        String label,
        String origin,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Instant trustedUntil,
        boolean noted) {}
