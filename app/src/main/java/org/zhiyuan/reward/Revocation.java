package org.zhiyuan.reward;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One proposes to take a granted star back, another confirms or declines.
 *
 * @param confirmed null while it waits for the second person
 */
public record Revocation(
        UUID id,
        StarId star,
        String reason,
        Instant at,
        UUID account,
        String who,
        @Nullable Instant settledAt,
        String settledWho,
        @Nullable Boolean confirmed) {
    public boolean open() {
        return confirmed == null;
    }
}
