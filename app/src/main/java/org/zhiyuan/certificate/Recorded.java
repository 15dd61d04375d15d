package org.zhiyuan.certificate;

import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.network.SiteId;

/**
 * What one place recorded of a volunteer: the place that may be asked for a certificate.
 *
 * @param name of the place, in full
 * @param times how many services
 */
public record Recorded(SiteId site, String name, int times, ServiceTime time) {}
