package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Scope;

/** Each keeps to his own part of the network; the neighbour's is looked at with the neighbour's own data. */
@HouseTest
class ScopeTest {
    private static final Basis BASIS = Basis.of("示例文〔2026〕19号");

    @Autowired
    private Sites sites;

    @Autowired
    private Places places;

    @Autowired
    private Tree tree;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Rehearsal rehearsal;
    private SiteId mine;
    private SiteId neighbour;

    @BeforeEach
    void find() {
        rehearsal = new Rehearsal(transactions, jdbc);
        rehearsal.run(() -> {
            mine = sites.resolve("530181009", tree.today()).orElseThrow();
            neighbour = sites.resolve("530181003", tree.today()).orElseThrow();
        });
    }

    private static Scope below(SiteId root) {
        return new Scope(false, Set.of(root.value()), Set.of(), null, null, true);
    }

    private static Scope reading(SiteId root) {
        return new Scope(false, Set.of(root.value()), Set.of(), null, null, false);
    }

    private void refused(Runnable work) {
        assertThatThrownBy(() -> rehearsal.step(() -> {
                    work.run();
                    return true;
                }))
                .isInstanceOfAny(Absent.class, DataAccessException.class);
    }

    @Test
    void anInstituteChangesItsOwnStationsAndNotTheNeighbours() {
        rehearsal.as(below(mine), () -> {
            SiteId own = sites.children(mine, tree.today()).getFirst().id();
            SiteId foreign = sites.children(neighbour, tree.today()).getFirst().id();
            LocalDate day = tree.today();
            rehearsal.step(() -> sites.rename(own, SiteName.of("示例改名站"), day, BASIS));
            refused(() -> sites.rename(foreign, SiteName.of("示例改名站"), day, BASIS));
            refused(() -> sites.move(own, neighbour, null, day, BASIS));
            refused(() -> sites.merge(own, foreign, day, BASIS));
            refused(() -> sites.open(NewSite.of(SiteName.of("示例新站"), Tier.STATION, null, neighbour), day, BASIS));
            refused(() -> places.locate(foreign, Place.at(day, "示例路1号", null), Basis.of("")));
            refused(() -> places.setContacts(foreign, List.of()));
        });
    }

    @Test
    void theRowPoliciesAloneKeepTheNeighboursRows() {
        rehearsal.as(below(mine), () -> {
            UUID foreign =
                    sites.children(neighbour, tree.today()).getFirst().id().value();
            refused(() -> jdbc.sql(
                            "insert into network.place (site, from_day, address) values (:site, '2030-01-01', 'x')")
                    .param("site", foreign)
                    .update());
            assertThat(jdbc.sql("update network.place set address = 'x' where site = :site")
                            .param("site", foreign)
                            .update())
                    .isZero();
            assertThat(jdbc.sql("delete from network.site_version where site = :site")
                            .param("site", foreign)
                            .update())
                    .isZero();
            assertThat(jdbc.sql("update network.place set address = 'x' where site = :site")
                            .param("site", mine.value())
                            .update())
                    .isPositive();
        });
    }

    @Test
    void whoOnlyReadsChangesNothingEvenAtHome() {
        rehearsal.as(
                reading(mine),
                () -> assertThat(jdbc.sql("update network.place set address = 'x' where site = :site")
                                .param("site", mine.value())
                                .update())
                        .isZero());
    }

    @Test
    void internalNumbersAndWhatWasShownStayWithinTheScope() {
        rehearsal.run(() -> {
            SiteId own = sites.children(mine, tree.today()).getFirst().id();
            places.setContacts(
                    own,
                    List.of(new Contact("服务电话", "0871-6869 0000", true), new Contact("值班室", "0871-6869 0001", false)));
            assertThat(places.contacts(own)).hasSize(2);
            assertThat(places.evidence(own)).isNotEmpty();
            as("nobody", "", () -> {
                assertThat(places.contacts(own)).extracting(Contact::label).containsExactly("服务电话");
                assertThat(places.evidence(own)).isEmpty();
                assertThat(places.completeness(own, tree.today()).all()).isPositive();
            });
            as("the neighbour", neighbour.toString(), () -> {
                assertThat(places.contacts(own)).hasSize(1);
                assertThat(places.evidence(own)).isEmpty();
            });
            as(
                    "the institute above",
                    mine.toString(),
                    () -> assertThat(places.contacts(own)).hasSize(2));
        });
    }

    /** Looks with another scope at what this transaction wrote; the settings are those that a transaction begins with. */
    private void as(String who, String root, Runnable looks) {
        jdbc.sql("select set_config('app.everything', '', true), set_config('app.sites', :sites, true)")
                .param("sites", root.isEmpty() ? "" : "{" + root + "}")
                .query((row, n) -> who)
                .single();
        looks.run();
        jdbc.sql("select set_config('app.everything', 'on', true), set_config('app.sites', '', true)")
                .query((row, n) -> who)
                .single();
    }

    @Test
    void whereARightEndsAtTheParentItStillCreatesBelowIt() {
        SiteId[] station = new SiteId[1];
        rehearsal.run(
                () -> station[0] = sites.children(mine, tree.today()).getFirst().id());
        Scope only = new Scope(
                false, Set.of(), Set.of(), Set.of(mine.value(), station[0].value()), Set.of(), null, null, true);
        rehearsal.as(only, () -> {
            SiteId point = rehearsal.step(() ->
                    sites.open(NewSite.of(SiteName.of("示例新点"), Tier.POINT, null, station[0]), tree.today(), BASIS));
            rehearsal.step(() -> {
                places.locate(point, Place.at(tree.today(), "示例路1号", null), Basis.of(""));
                return true;
            });
            refused(() ->
                    sites.open(NewSite.of(SiteName.of("示例新点"), Tier.POINT, null, neighbour), tree.today(), BASIS));
        });
    }

    @Test
    void aBranchOperatorKeepsTheFileOfTheOwnFieldOnly() {
        SiteId[] branches = new SiteId[2];
        rehearsal.run(() -> {
            branches[0] = sites.resolve("branch-sports", tree.today()).orElseThrow();
            branches[1] = sites.resolve("branch-law", tree.today()).orElseThrow();
        });
        SiteId[] center = new SiteId[1];
        rehearsal.run(() -> center[0] = sites.center());
        Scope sports =
                new Scope(false, Set.of(), Set.of(new Scope.FieldSite("sports", center[0].value())), null, null, true);
        rehearsal.as(sports, () -> {
            rehearsal.step(() -> {
                places.locate(branches[0], Place.at(tree.today(), "示例路1号", null), Basis.of(""));
                return true;
            });
            refused(() -> places.locate(branches[1], Place.at(tree.today(), "示例路1号", null), Basis.of("")));
            refused(() -> places.locate(center[0], Place.at(tree.today(), "示例路1号", null), Basis.of("")));
        });
    }
}
