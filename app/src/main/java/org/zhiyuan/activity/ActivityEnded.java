package org.zhiyuan.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.project.ProjectId;

/**
 * An activity is over, and what was done is to be written down from now on.
 *
 * @param project its project; null where it belongs to none
 * @param at when it was said to be over
 */
public record ActivityEnded(ActivityId activity, @Nullable ProjectId project, Instant at) {}
