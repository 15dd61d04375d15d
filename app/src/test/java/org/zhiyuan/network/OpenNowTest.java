package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.kernel.Slice;

/** The figure of open places is what one would count in the lists. */
@HouseTest
class OpenNowTest {
    @Autowired
    private OpenStore store;

    @Autowired
    private Directory directory;

    @Autowired
    private Places places;

    @Autowired
    private Sites sites;

    @Autowired
    private Tree tree;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void theFigureIsWhatOneCountsInTheList() {
        new Rehearsal(transactions, jdbc).run(() -> {
            LocalDate today = tree.today();
            SiteId closedForOnce = sites.resolve("530181009205", today).orElseThrow();
            places.setSpecialDay(closedForOnce, new OpeningHours.SpecialDay(today, List.of(), "示例：停电", ""));
            List<Directory.Listed> all = listed(null, today);
            List<Directory.Listed> area =
                    listed(sites.resolve("530181009", today).orElseThrow(), today);
            for (int minute : List.of(6 * 60, 8 * 60 + 30, 10 * 60 + 15, 12 * 60, 19 * 60 + 59, 20 * 60, 23 * 60)) {
                LocalDateTime moment = today.atStartOfDay().plusMinutes(minute);
                List<OpenStore.Count> counts = store.counts(moment);
                OpenStore.Count city = of(counts, sites.center());
                OpenStore.Count street =
                        of(counts, sites.resolve("530181009", today).orElseThrow());
                assertThat(city.places()).isEqualTo(all.size());
                assertThat(city.open()).as("city at %s", moment).isEqualTo(open(all, moment));
                assertThat(street.places()).isEqualTo(area.size());
                assertThat(street.open()).as("street at %s", moment).isEqualTo(open(area, moment));
            }
        });
    }

    private List<Directory.Listed> listed(SiteId under, LocalDate on) {
        List<Directory.Listed> all = new ArrayList<>();
        Slice<Directory.Listed> found;
        int page = 1;
        do {
            found = directory.list(new Selection(under, null, "", "", "", on, page++, true), 100);
            all.addAll(found.rows());
        } while (page <= found.pages());
        assertThat(all).hasSize((int) found.total());
        return all;
    }

    private static OpenStore.Count of(List<OpenStore.Count> counts, SiteId area) {
        return counts.stream()
                .filter(count -> count.area().equals(area.value()))
                .findFirst()
                .orElseThrow();
    }

    private static int open(List<Directory.Listed> places, LocalDateTime moment) {
        return (int) places.stream()
                .filter(place -> OpenWords.of(place, moment) instanceof OpeningHours.State.Open)
                .count();
    }
}
