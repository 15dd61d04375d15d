package org.zhiyuan.network;

import java.time.LocalDate;

/** A site was ordered to go into another on a day. */
public record SiteMerged(SiteId site, SiteId successor, LocalDate from) {}
