package org.zhiyuan.activity;

import java.time.Instant;

/**
 * One step of an activity: into which state, when, by whom and why.
 *
 * @param who the name of staff; "" for the leader, and where it was only a matter of time
 */
public record ActivityStep(ActivityState state, Instant at, String who, String reason) {}
