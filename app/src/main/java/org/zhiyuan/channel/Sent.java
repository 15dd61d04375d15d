package org.zhiyuan.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was sent, without what may not be kept.
 *
 * @param masked the number, masked
 * @param text the wording, codes left out
 * @param failure why it did not go out, for the administrator; null where it did or is on its way
 */
public record Sent(
        SentId id,
        Instant at,
        String template,
        String masked,
        String text,
        State state,
        int attempts,
        @Nullable String failure) {
    public enum State {
        /** Taken in; the provider has not answered yet. */
        WAITING,
        /** The provider has taken it. */
        TAKEN,
        /** The provider refused it or could not be reached. */
        FAILED,
        /** The house stopped while it was being sent: it may have gone out or not. */
        UNKNOWN
    }
}
