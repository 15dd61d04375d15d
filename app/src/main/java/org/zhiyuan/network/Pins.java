package org.zhiyuan.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.network.CityMap.Point;

/**
 * Moves pins that would cover each other apart, so that every number can be read. The map is a sketch: a pin stands close
 * to its place, not on it.
 */
final class Pins {
    /** In units of the map, which is 600 wide: a little more than a pin is. */
    private static final double APART = 31;

    /** From the middle of half a name. */
    private static final double CLEAR = 36;

    private static final int ROUNDS_MAX = 80;

    private Pins() {}

    /** @param names where names stand on the map; they stay, and the pins make room */
    static List<@Nullable Point> apart(List<@Nullable Point> places, List<Point> names) {
        List<@Nullable Point> pins = new ArrayList<>(places);
        boolean moved = true;
        for (int round = 0; moved && round < ROUNDS_MAX; round++) {
            moved = false;
            for (int i = 0; i < pins.size(); i++) {
                for (Point name : names) {
                    moved |= clear(pins, i, name);
                }
                for (int j = i + 1; j < pins.size(); j++) {
                    moved |= push(pins, i, j);
                }
            }
        }
        return pins;
    }

    private static boolean clear(List<@Nullable Point> pins, int i, Point name) {
        Point pin = pins.get(i);
        if (pin == null) {
            return false;
        }
        double dx = pin.x() - name.x();
        double dy = pin.y() - name.y();
        double distance = Math.hypot(dx, dy);
        if (distance >= CLEAR - 0.5) {
            return false;
        }
        double angle = distance < 0.01 ? Math.PI / 2 : Math.atan2(dy, dx);
        pins.set(i, new Point(name.x() + Math.cos(angle) * CLEAR, name.y() + Math.sin(angle) * CLEAR));
        return true;
    }

    private static boolean push(List<@Nullable Point> pins, int i, int j) {
        Point a = pins.get(i);
        Point b = pins.get(j);
        if (a == null || b == null) {
            return false;
        }
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double distance = Math.hypot(dx, dy);
        if (distance >= APART - 0.5) {
            return false;
        }
        // two on one spot part along a direction of their own, always the same
        double angle = distance < 0.01 ? j * 2.4 : Math.atan2(dy, dx);
        double step = (APART - distance) / 2;
        pins.set(i, new Point(a.x() - Math.cos(angle) * step, a.y() - Math.sin(angle) * step));
        pins.set(j, new Point(b.x() + Math.cos(angle) * step, b.y() + Math.sin(angle) * step));
        return true;
    }
}
