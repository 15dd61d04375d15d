package org.zhiyuan.shell;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a page may ask the browser for. Nothing, unless its handler says so: then that page and no other, for the house
 * itself and for nobody that it shows.
 */
public final class Permissions {
    private static final String CAMERA = Permissions.class.getName() + ".camera";
    private static final String LOCATION = Permissions.class.getName() + ".location";
    /** What goes out with every page that asks for nothing. */
    public static final String NOTHING =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()";

    private Permissions() {}

    /** This page may ask for the camera. */
    public static void camera(HttpServletRequest request) {
        request.setAttribute(CAMERA, Boolean.TRUE);
    }

    /** This page may ask where it is. */
    public static void location(HttpServletRequest request) {
        request.setAttribute(LOCATION, Boolean.TRUE);
    }

    /** The policy that goes out with the answer. */
    public static String of(HttpServletRequest request) {
        String policy = request.getAttribute(CAMERA) == null ? NOTHING : NOTHING.replace("camera=()", "camera=(self)");
        return request.getAttribute(LOCATION) == null ? policy : policy.replace("geolocation=()", "geolocation=(self)");
    }
}
