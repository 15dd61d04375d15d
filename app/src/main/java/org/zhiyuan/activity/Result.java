package org.zhiyuan.activity;

import java.time.Instant;

/**
 * What came of an activity, told once and used wherever it is asked for.
 *
 * @param reached how many people were served
 * @param words one sentence
 */
public record Result(int reached, String words, Instant at, int version) {
    public static final int WORDS_LENGTH_MAX = 200;
    public static final int REACHED_MAX = 100_000;
    /** Nobody is asked for one (R61); more than a page shows are not kept. */
    public static final int PHOTOS_MAX = 9;
}
