package org.zhiyuan.presence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a volunteer's phone tells beside the code. None of it decides whether somebody was there.
 *
 * @param near whether the phone says that it is at the place; null where it was not asked
 * @param phone a mark drawn by chance that this phone keeps, by which one phone that speaks for many is seen (FD7); null
 *     where it keeps none
 */
public record PhoneHints(@Nullable Boolean near, @Nullable UUID phone) {
    public static final PhoneHints NONE = new PhoneHints(null, null);
}
