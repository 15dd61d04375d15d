package org.zhiyuan.reward;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Anybody's word that a star should not be granted.
 *
 * @param due until when it is to be answered
 * @param answer null while it is not answered
 * @param upheld whether it stopped the star
 */
public record Objection(
        UUID id,
        StarId star,
        String words,
        Instant at,
        Instant due,
        @Nullable String answer,
        boolean upheld,
        String who) {
    public static final int WORDS_LENGTH_MIN = 4;
    public static final int WORDS_LENGTH_MAX = 500;

    public boolean open() {
        return answer == null;
    }

    /** For whoever holds the receipt. */
    public record Told(
            String number,
            Instant at,
            Instant due,
            @Nullable String answer,
            boolean upheld) {
        public boolean open() {
            return answer == null;
        }
    }
}
