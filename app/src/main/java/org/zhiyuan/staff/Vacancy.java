package org.zhiyuan.staff;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.SiteId;

/** @param missing how many holders the post lacks */
public record Vacancy(SiteId site, @Nullable String field, String post, int missing, LocalDate since) {}
