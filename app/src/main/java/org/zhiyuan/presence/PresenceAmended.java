package org.zhiyuan.presence;

import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * A presence of which in and out were known stands otherwise now: a phone brought an earlier event, or something was taken
 * back. What it says now, {@link Presences#get} tells; it may have stopped counting.
 */
public record PresenceAmended(PresenceId id, ActivityId activity, VolunteerId volunteer) {}
