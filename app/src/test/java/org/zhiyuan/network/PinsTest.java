package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.zhiyuan.network.CityMap.Point;

class PinsTest {
    @Test
    void pinsOnOneSpotAreMovedApartAndStayClose() {
        List<Point> pins = Pins.apart(
                Arrays.asList(new Point(100, 100), new Point(100, 100), null, new Point(104, 98), new Point(400, 400)),
                List.of(new Point(100, 130)));
        assertThat(pins.get(2)).isNull();
        assertThat(pins.get(4)).isEqualTo(new Point(400, 400));
        List<Point> near = pins.stream().filter(Objects::nonNull).limit(3).toList();
        for (Point a : near) {
            assertThat(Math.hypot(a.x() - 100, a.y() - 100)).isLessThan(60);
            for (Point b : near) {
                if (a != b) {
                    assertThat(Math.hypot(a.x() - b.x(), a.y() - b.y())).isGreaterThan(28);
                }
            }
        }
    }
}
