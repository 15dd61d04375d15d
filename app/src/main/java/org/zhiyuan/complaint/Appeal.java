package org.zhiyuan.complaint;

import java.time.Instant;

/** Whoever filed it is not content with the reply, and says why; once. */
public record Appeal(String words, Instant at) {
    public static final int WORDS_LENGTH_MIN = 4;
    public static final int WORDS_LENGTH_MAX = 500;
}
