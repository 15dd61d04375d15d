package org.zhiyuan.network;

import java.time.LocalDate;

/** A site was ordered to open on a day. */
public record SiteOpened(SiteId site, LocalDate from) {}
