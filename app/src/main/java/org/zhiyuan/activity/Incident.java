package org.zhiyuan.activity;

import java.time.Instant;
import java.util.UUID;

/**
 * What happened at an activity, or nearly happened.
 *
 * @param nearMiss whether nobody came to harm
 * @param settled whether somebody answered for it
 * @param answer what was done; "" while it waits
 */
public record Incident(
        UUID id, ActivityId activity, boolean nearMiss, String words, Instant at, boolean settled, String answer) {
    public static final int WORDS_LENGTH_MIN = 4;
    public static final int WORDS_LENGTH_MAX = 500;
}
