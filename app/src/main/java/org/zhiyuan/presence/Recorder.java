package org.zhiyuan.presence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote a coming or going down for another.
 *
 * @param account by which it was done
 * @param person behind the account; null where none is known
 */
public record Recorder(UUID account, @Nullable UUID person) {}
