package org.zhiyuan.network;

import java.time.LocalDate;

/** A site was given another name from a day on. */
public record SiteRenamed(SiteId site, LocalDate from) {}
