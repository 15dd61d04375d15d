package org.zhiyuan.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an applicant holds that a refusal is wrong, and what somebody else decided.
 *
 * @param upheld null while nobody decided
 */
public record Appeal(
        int round, String words, Instant at, @Nullable Boolean upheld, String reason, String who) {}
