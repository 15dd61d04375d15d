package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DistanceTest {
    private static final UUID CENTER = new UUID(0, 1);
    private static final UUID STREET = new UUID(0, 2);
    private static final UUID STATION = new UUID(0, 3);
    private static final UUID POINT = new UUID(0, 4);
    private static final UUID OTHER_STATION = new UUID(0, 5);
    private static final UUID OTHER_STREET = new UUID(0, 6);
    private static final UUID ELSEWHERE = new UUID(0, 7);
    private static final UUID OTHER_TREE = new UUID(0, 8);

    private static final Map<UUID, UUID> PARENT = Map.of(
            STREET, CENTER,
            STATION, STREET,
            POINT, STATION,
            OTHER_STATION, STREET,
            OTHER_STREET, CENTER,
            ELSEWHERE, OTHER_STREET);

    private static Distance from(UUID root, UUID site) {
        return Distance.between(root, ancestors(root), site, ancestors(site));
    }

    private static Set<UUID> ancestors(UUID site) {
        Set<UUID> ancestors = new HashSet<>();
        for (UUID at = site; at != null; at = PARENT.get(at)) {
            ancestors.add(at);
        }
        return ancestors;
    }

    @Test
    void distanceIsToldFromTheTree() {
        assertThat(from(STREET, STREET)).isEqualTo(Distance.SELF);
        assertThat(from(STREET, STATION)).isEqualTo(Distance.CHILD);
        assertThat(from(STREET, POINT)).isEqualTo(Distance.DEEP);
        assertThat(from(CENTER, POINT)).isEqualTo(Distance.DEEP);
        assertThat(from(STATION, STREET)).isEqualTo(Distance.PARENT);
        assertThat(from(STATION, CENTER)).isEqualTo(Distance.PARENT);
        assertThat(from(STATION, OTHER_STATION)).isEqualTo(Distance.SIBLING);
        assertThat(from(STREET, OTHER_STREET)).isEqualTo(Distance.SIBLING);
        assertThat(from(STATION, ELSEWHERE)).isEqualTo(Distance.STRANGER);
        assertThat(from(STATION, OTHER_STREET)).isEqualTo(Distance.STRANGER);
        assertThat(from(OTHER_STREET, STATION)).isEqualTo(Distance.STRANGER);
    }

    @Test
    void twoRootsOfTwoTreesAreStrangersAndNotSiblings() {
        assertThat(from(CENTER, OTHER_TREE)).isEqualTo(Distance.STRANGER);
    }
}
