package org.zhiyuan.activity;

import java.time.Instant;
import java.util.List;

/**
 * The written agreement of an activity, in one of its versions.
 *
 * @param cases keys of the cases because of which it is in writing
 */
public record Agreement(ActivityId activity, int version, String words, List<String> cases, Instant at) {
    public static final int WORDS_LENGTH_MAX = 4000;

    public Agreement {
        cases = List.copyOf(cases);
    }

    public enum Party {
        VOLUNTEER,
        ORGANISER
    }

    /** How a party said yes. */
    public enum Way {
        WEB,
        PAPER
    }
}
