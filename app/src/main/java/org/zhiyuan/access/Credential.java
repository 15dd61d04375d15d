package org.zhiyuan.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What proves a staff account.
 *
 * @param password as Spring's encoder wrote it
 * @param mustChange whether somebody else chose it
 * @param totpSecret sealed; null while no authenticator is bound
 * @param totpStep the last step that was used
 */
record Credential(
        UUID account,
        String password,
        Instant passwordSetAt,
        boolean mustChange,
        byte @Nullable [] totpSecret,
        long totpStep) {}
