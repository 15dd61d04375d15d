package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;

/** What waits for those who keep places: one item a place, and the badge counts the same. */
@HouseTest
class AgendaTest {
    private static final Basis BASIS = Basis.of("示例文〔2026〕19号");

    @Autowired
    private Agenda agenda;

    @Autowired
    private Places places;

    @Autowired
    private Sites sites;

    @Autowired
    private Directory directory;

    @Autowired
    private Tree tree;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Rehearsal rehearsal;
    private LocalDate today;

    @BeforeEach
    void prepare() {
        rehearsal = new Rehearsal(transactions, jdbc);
        today = tree.today();
    }

    private SiteId site(String slug) {
        return sites.resolve(slug, today).orElseThrow();
    }

    private Scope below(String slug) {
        List<SiteId> found = new java.util.ArrayList<>();
        rehearsal.run(() -> found.add(site(slug)));
        return new Scope(false, Set.of(found.getFirst().value()), Set.of(), null, null, true);
    }

    private static List<Waiting.Item> about(List<Waiting.Item> items, String href) {
        return items.stream().filter(item -> item.href().equals(href)).toList();
    }

    @Test
    void theBadgeCountsWhatTheListShows() {
        for (String slug : List.of("530181", "530181003", "530181009205")) {
            rehearsal.as(below(slug), () -> {
                assertThat(agenda.count(false))
                        .as(slug)
                        .isEqualTo(agenda.items(false).size());
                assertThat(agenda.count(true))
                        .as(slug)
                        .isEqualTo(agenda.items(true).size());
            });
        }
    }

    @Test
    void nobodyIsToldOfANeighboursPlaces() {
        rehearsal.as(below("530181003"), () -> {
            assertThat(agenda.items(false)).isNotEmpty();
            Set<String> own = new java.util.HashSet<>();
            own.add("/office/network/sites/530181003");
            jdbc.sql("""
                            select coalesce(v.code, s.number) from network.site_version v join network.site s on s.id = v.site
                            join scope.closure c on c.site = v.site
                            join network.site a on a.id = c.ancestor and a.number = '530181003'
                            where v.days @> :today::date""")
                    .param("today", today)
                    .query(String.class)
                    .list()
                    .forEach(slug -> own.add("/office/network/sites/" + slug));
            assertThat(agenda.items(false))
                    .extracting(Waiting.Item::href)
                    .allMatch(href ->
                            own.contains(href) || href.equals("/office/network?street=530181003&state=expired"));
            assertThat(agenda.items(true)).isEmpty();
        });
        rehearsal.as(Scope.NOTHING, () -> assertThat(agenda.count(false)).isZero());
    }

    /** Who must act is whoever keeps the file; those above them hear one sentence with the number behind it. */
    @Test
    void whoeverKeepsTheCityHearsOfItsStationsInOneLine() {
        for (String slug : List.of("530181", "530181009")) {
            boolean city = slug.equals("530181");
            rehearsal.as(below(slug), () -> {
                SiteId station = site("530181009205");
                places.show(station, anyEvidence(station), today, "示例");
                jdbc.sql("update network.evidence set day = :old where site = :site")
                        .param("old", today.minusYears(3))
                        .param("site", station.value())
                        .update();
                String list =
                        city ? "/office/network?state=expired" : "/office/network?street=" + slug + "&state=expired";
                assertThat(agenda.items(false))
                        .as(slug)
                        .extracting(Waiting.Item::href)
                        .doesNotContain("/office/network/sites/530181009205")
                        .containsOnlyOnce(list);
                Selection behind = new Selection(city ? null : site(slug), null, "", "expired", "", today, 1, true);
                assertThat(about(agenda.items(false), list).getFirst().what().values())
                        .as(slug)
                        .containsExactly((int) directory.list(behind, 1).total());
                assertThat(agenda.count(false))
                        .as(slug)
                        .isEqualTo(agenda.items(false).size());
            });
        }
        rehearsal.as(below("530181009205"), () -> {
            SiteId station = site("530181009205");
            places.show(station, anyEvidence(station), today, "示例");
            jdbc.sql("update network.evidence set day = :old where site = :site")
                    .param("old", today.minusYears(3))
                    .param("site", station.value())
                    .update();
            assertThat(about(agenda.items(false), "/office/network/sites/530181009205"))
                    .hasSize(1);
        });
    }

    private String anyEvidence(SiteId site) {
        return places.completeness(site, today).items().stream()
                .map(Completeness.Item::check)
                .filter(Check::byEvidence)
                .findFirst()
                .orElseThrow()
                .key();
    }

    @Test
    void aPlaceWaitsOnceUntilItsEvidenceIsRenewed() {
        String href = "/office/network/sites/530181009205";
        rehearsal.as(below("530181009205"), () -> {
            SiteId site = site("530181009205");
            List<Completeness.Item> evidence = places.completeness(site, today).items().stream()
                    .filter(item -> item.check().byEvidence())
                    .toList();
            evidence.forEach(item -> places.show(site, item.check().key(), today, "示例：都换新了"));
            assertThat(about(agenda.items(false), href)).isEmpty();
            int counted = agenda.count(false);

            jdbc.sql("update network.evidence set day = :old where site = :site and key in (:first, :second)")
                    .param("old", today.minusMonths(12).plusDays(3))
                    .param("site", site.value())
                    .param("first", evidence.get(0).check().key())
                    .param("second", evidence.get(1).check().key())
                    .update();
            List<Waiting.Item> waiting = about(agenda.items(false), href);
            assertThat(waiting).hasSize(1);
            assertThat(waiting.getFirst().what().values()).containsExactly(2);
            Instant due = waiting.getFirst().due();
            assertThat(due)
                    .isEqualTo(today.plusDays(3).atStartOfDay(Formats.ZONE).toInstant());
            assertThat(agenda.count(false)).isEqualTo(counted + 1);
        });
    }

    @Test
    void whatWillHappenSoonIsToldAndWhatIsFarIsNot() {
        rehearsal.as(below("530181009"), () -> {
            SiteId site = site("530181009205");
            int before = agenda.count(false);
            rehearsal.step(() -> sites.rename(site, SiteName.of("示例将要改名站"), today.plusDays(90), BASIS));
            assertThat(agenda.count(false)).isEqualTo(before);
            rehearsal.step(() -> sites.rename(site, SiteName.of("示例先改名站"), today.plusDays(5), BASIS));
            assertThat(agenda.count(false)).isEqualTo(before + 1);
            assertThat(agenda.items(false))
                    .filteredOn(item -> item.what().key().startsWith("核对"))
                    .extracting(Waiting.Item::due)
                    .contains(today.plusDays(5).atStartOfDay(Formats.ZONE).toInstant());
        });
    }
}
