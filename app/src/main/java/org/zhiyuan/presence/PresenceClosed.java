package org.zhiyuan.presence;

import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * In and out of a presence are known and nothing speaks against it. Whatever changes afterwards is {@link PresenceAmended};
 * one that stopped counting and counts again is closed again.
 */
public record PresenceClosed(PresenceId id, ActivityId activity, VolunteerId volunteer) {}
