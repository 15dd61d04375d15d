package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.HouseTest;

/** The sample city as it stands after the first start: the speech's own state, with the history that led to it. */
@HouseTest
class SamplePackTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Autowired
    private Sites sites;

    @Autowired
    private Places places;

    @Test
    void theNineInstitutesHangUnderTheCenterInDivisionOrder() {
        List<Site> institutes = sites.children(sites.center(), DAY).stream()
                .filter(site -> site.tier() == Tier.INSTITUTE)
                .toList();
        assertThat(institutes).hasSize(9);
        assertThat(institutes.getFirst().code()).isEqualTo("530181001");
        assertThat(institutes.getLast().code()).isEqualTo("530181009");
    }

    @Test
    void aSiteWithoutACodeIsFoundByItsNumber() {
        Site point = sites.get(sites.resolve("shankou", DAY).orElseThrow(), DAY);
        assertThat(point.code()).isNull();
        assertThat(point.name().brief()).isEqualTo("山口村点");
        assertThat(point.parent()).isEqualTo(sites.resolve("530181009205", DAY).orElseThrow());
    }

    @Test
    void beforeItsMoveThePointHungElsewhere() {
        LocalDate before = LocalDate.of(2023, 2, 28);
        SiteId point = sites.resolve("shankou", DAY).orElseThrow();
        assertThat(sites.get(point, before).parent())
                .isEqualTo(sites.resolve("530181009209", before).orElseThrow());
    }

    @Test
    void aMergedStationPointsToItsSuccessor() {
        Site former = sites.get(sites.resolve("shili-dongpian", DAY).orElseThrow(), DAY);
        assertThat(former.openOn(DAY)).isFalse();
        assertThat(former.successor())
                .isEqualTo(sites.resolve("530181001009", DAY).orElseThrow());
    }

    @Test
    void theStaleFireCheckIsNamedAndNotCounted() {
        SiteId station = sites.resolve("530181009205", DAY).orElseThrow();
        Completeness file = places.completeness(station, DAY);
        assertThat(file.expired()).extracting(item -> item.check().label()).containsExactly("消防检查记录");
        assertThat(file.percent()).isLessThan(100);
    }
}
