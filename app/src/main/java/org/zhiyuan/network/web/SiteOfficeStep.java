package org.zhiyuan.network.web;

import org.zhiyuan.network.Directory;

/**
 * A line of the history of a site, as the office sees it.
 *
 * @param withdrawal where it can be taken back by whoever looks; "" where it cannot
 */
public record SiteOfficeStep(Directory.Milestone milestone, String withdrawal) {}
