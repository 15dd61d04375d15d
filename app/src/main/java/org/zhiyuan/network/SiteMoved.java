package org.zhiyuan.network;

import java.time.LocalDate;

/** A site was hung under another from a day on. */
public record SiteMoved(SiteId site, SiteId parent, LocalDate from) {}
