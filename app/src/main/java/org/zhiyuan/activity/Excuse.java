package org.zhiyuan.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody who held a seat did not come, in his own words; whoever leads the activity accepts it or says why not.
 *
 * @param words "" once their writer is erased
 * @param due not answered until then, it counts as accepted: nobody waits for somebody's silence
 * @param accepted null while it is not answered
 * @param answer "" where none was given
 */
public record Excuse(
        SignUpId signUp,
        String words,
        Instant due,
        @Nullable Boolean accepted,
        String answer) {
    public static final int WORDS_LENGTH_MIN = 4;
    public static final int WORDS_LENGTH_MAX = 300;

    public boolean open() {
        return accepted == null;
    }

    /** Whether the absence no longer counts. */
    public boolean counts(Instant now) {
        return accepted == null ? !due.isAfter(now) : accepted;
    }
}
