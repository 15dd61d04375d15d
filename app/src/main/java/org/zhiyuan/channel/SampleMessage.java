package org.zhiyuan.channel;

import java.time.Instant;

/** What a sample city would have sent, with its codes: for the developer page, and only there. */
public record SampleMessage(Instant at, String masked, String text) {}
