package org.zhiyuan.channel;

import java.time.Instant;

/** The last turn of the switch that stops all sending. */
public record Switch(boolean stopped, String reason, Instant at) {}
