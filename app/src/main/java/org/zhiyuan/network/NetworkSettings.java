package org.zhiyuan.network;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an installation decides about its network.
 *
 * @param mapApproval the approval number (审图号) of the map that the city pack brings; without one a map appears only in
 *     the sample, where it says that it is a sketch
 * @param routeLink address of a map service that shows the way, with {@code {longitude}}, {@code {latitude}} and
 *     {@code {name}}; "" shows address and position only
 */
@ConfigurationProperties("zhiyuan.network")
public record NetworkSettings(
        @DefaultValue("") String mapApproval,
        @DefaultValue("") String routeLink) {
    public NetworkSettings {
        if (!routeLink.isEmpty() && !routeLink.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "zhiyuan.network.route-link (" + routeLink + ") must begin with https://");
        }
    }
}
