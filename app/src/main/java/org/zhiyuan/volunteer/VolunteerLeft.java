package org.zhiyuan.volunteer;

import java.time.Instant;

/** A volunteer serves no more: left, never was one by his own will, or is erased. */
public record VolunteerLeft(VolunteerId volunteer, Instant at) {}
