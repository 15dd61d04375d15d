package org.zhiyuan.network;

import java.time.LocalDate;

/** A site was ordered to close on a day. */
public record SiteClosed(SiteId site, LocalDate from) {}
