package org.zhiyuan.hours;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit that is taken back: one person asks, another does it.
 *
 * @param doneAt null while it waits for the second one
 */
public record Reversal(
        EntryId entry,
        String reason,
        UUID askedBy,
        String askedWho,
        Instant askedAt,
        @Nullable UUID doneBy,
        String doneWho,
        @Nullable Instant doneAt) {}
