package org.zhiyuan.certificate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One proposes to revoke, another confirms or declines.
 *
 * @param confirmed null while it waits for the second person
 */
public record Revocation(
        UUID id,
        CertificateId certificate,
        String reason,
        Instant at,
        UUID account,
        String who,
        @Nullable Instant settledAt,
        String settledName,
        @Nullable Boolean confirmed) {
    public boolean open() {
        return confirmed == null;
    }
}
