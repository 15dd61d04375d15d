package org.zhiyuan.hours;

import java.time.Instant;

/**
 * How an entry came to stand as it does.
 *
 * @param who of the office; "" for the rules themselves and for volunteers
 */
public record Step(EntryState state, Instant at, String who, String reason) {}
