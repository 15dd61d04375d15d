package org.zhiyuan.project;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A closing report as its leader confirmed it.
 *
 * @param done the figures as they were at that moment
 * @param achieved what came of it, in the leader's words
 * @param undone what was not done: there is always something to say, even that there is nothing
 */
public record Report(
        Done done,
        String achieved,
        String undone,
        Instant confirmedAt,
        UUID account,
        @Nullable UUID person,
        String who) {
    public static final int WORDS_LENGTH_MAX = 1000;
}
