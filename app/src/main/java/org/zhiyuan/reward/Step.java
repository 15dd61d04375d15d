package org.zhiyuan.reward;

import java.time.Instant;

/**
 * How a star came to stand as it does: never rewritten.
 *
 * @param who the name of staff; "" for the volunteer, and for the house itself
 */
public record Step(StarState state, Instant at, String who, String reason) {}
