package org.zhiyuan.network;

import java.time.LocalDate;

/** A part of a site was ordered to become a site of its own on a day. */
public record SiteSplit(SiteId site, SiteId part, LocalDate from) {}
