package org.zhiyuan.network;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Fills the address of a map service with a place. */
public final class RouteLinks {
    private RouteLinks() {}

    public static String of(String pattern, Position position, String name) {
        return pattern.replace("{longitude}", position.longitude().toPlainString())
                .replace("{latitude}", position.latitude().toPlainString())
                .replace("{crs}", position.crs().word())
                .replace("{name}", URLEncoder.encode(name, StandardCharsets.UTF_8));
    }
}
