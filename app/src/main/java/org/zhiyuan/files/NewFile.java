package org.zhiyuan.files;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file about to be kept. It belongs to the account that acts, and is seen by it and within its site.
 *
 * @param name as its sender calls it; made harmless before it is kept
 * @param purpose dotted name of what it is for
 * @param site whose file it is; null where it is the account's own alone
 * @param kept for how long; null for ever
 */
public record NewFile(
        String name,
        byte[] bytes,
        String purpose,
        @Nullable UUID site,
        @Nullable Duration kept) {}
