package org.zhiyuan.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.ActId;
import org.zhiyuan.network.Acts;
import org.zhiyuan.network.Agenda;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;

/** What units hang into the pages of the network below, and what the network leaves to them. */
@HouseTest
class UnitPartsTest {
    private static final Basis BASIS = Basis.of("示例文〔2026〕19号");
    private static final String CHANGED = "责任单位变更";

    @Autowired
    private Responsibilities responsibilities;

    @Autowired
    private Units units;

    @Autowired
    private BranchesWaiting waiting;

    @Autowired
    private Agenda agenda;

    @Autowired
    private Directory directory;

    @Autowired
    private Acts acts;

    @Autowired
    private Sites sites;

    @Autowired
    private Tree tree;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() {
        rehearsal = new Rehearsal(transactions, jdbc);
    }

    private UnitId unit(String number) {
        return units.byNumber(number, tree.today()).orElseThrow().id();
    }

    private ActId change(String field, int daysAhead) {
        return responsibilities.change(field, unit("party-school"), tree.today().plusDays(daysAhead), BASIS);
    }

    private Site site(String slug) {
        return sites.get(sites.resolve(slug, tree.today()).orElseThrow(), tree.today());
    }

    private Site branch(String field) {
        return sites.get(directory.branch(field, tree.today()).orElseThrow(), tree.today());
    }

    private List<Directory.Milestone> changes(Site site) {
        return directory.history(site).stream()
                .filter(line -> line.what().key().equals(CHANGED))
                .toList();
    }

    private static <T> T asAStranger(Supplier<T> work) {
        return Acting.as(Actor.anonymous("", ""), Acting.scope(), work);
    }

    @Test
    void aPlannedChangeStandsInTheHistoryOfThePlacesThatItTouches() {
        rehearsal.run(() -> {
            Site station = site("530181009205");
            Site law = branch("law");
            Site culture = branch("culture");
            Site center = sites.get(sites.center(), tree.today());
            int before = changes(station).size();
            int others = changes(culture).size();
            assertThat(changes(law)).isEmpty();

            change("law", 40);

            assertThat(changes(station)).hasSize(before + 1);
            assertThat(changes(culture)).hasSize(others);
            assertThat(changes(center)).isEmpty();
            assertThat(changes(law)).singleElement().satisfies(line -> {
                assertThat(line.day()).isEqualTo(tree.today().plusDays(40));
                assertThat(line.document()).isEqualTo(BASIS.document());
                assertThat(String.valueOf(line.detail()))
                        .contains(responsibilities
                                .main("law", line.day())
                                .orElseThrow()
                                .unit()
                                .called(Words.english()));
            });
        });
    }

    @Test
    void theWayToTakeItBackIsShownToWhoMayAndOnlyUntilItsDay() {
        rehearsal.run(() -> {
            Site law = branch("law");
            ActId planned = change("law", 40);
            assertThat(changes(law))
                    .extracting(Directory.Milestone::withdrawal)
                    .containsExactly("/office/responsibilities/withdrawals/" + planned);
            assertThat(asAStranger(() -> changes(law)))
                    .extracting(Directory.Milestone::withdrawal)
                    .containsExactly("");

            responsibilities.withdraw(planned, "示例：文件改了");
            change("law", 0);
            assertThat(changes(law)).extracting(Directory.Milestone::withdrawal).containsExactly("");
        });
    }

    /** It would be marked as taken back, and the unit would change all the same. */
    @Test
    void theNetworkDoesNotTakeBackWhatIsTheUnits() {
        rehearsal.run(() -> {
            ActId planned = change("law", 40);
            assertThat(acts.planned(planned)).isEmpty();
            for (Action right : List.of(Action.SITE_REORGANISE, Action.RESPONSIBILITY_CHANGE)) {
                assertThatThrownBy(() -> rehearsal.step(() -> {
                            acts.withdraw(planned, right, "示例");
                            return true;
                        }))
                        .isInstanceOf(Absent.class);
            }
        });
    }

    @Test
    void anActOfTheNetworkIsNotTakenBackAsAChangeOfUnits() {
        rehearsal.run(() -> {
            ActId renamed = sites.rename(
                    site("530181009205").id(),
                    SiteName.of("示例将要改名站"),
                    tree.today().plusDays(40),
                    BASIS);
            assertThatThrownBy(() -> rehearsal.step(() -> acts.takeBack(renamed, "示例")))
                    .isInstanceOf(Absent.class);
            assertThatThrownBy(() -> rehearsal.step(() -> {
                        responsibilities.withdraw(renamed, "示例");
                        return true;
                    }))
                    .isInstanceOf(Absent.class);
            assertThat(acts.planned(renamed)).isPresent();
        });
    }

    @Test
    void whatWillHappenSoonToUnitsWaitsAndTheBadgeCountsTheSame() {
        rehearsal.run(() -> {
            Actor office = Actor.system("rehearsal");
            int before = waiting.count(office);
            assertThat(waiting.items(office)).hasSize(before);
            change("law", 40);
            assertThat(waiting.count(office)).isEqualTo(before);

            change("culture", 5);
            LocalDate renaming = tree.today().plusDays(6);
            Unit school = units.get(unit("party-school"), tree.today());
            units.rename(
                    school.id(),
                    new NewUnit(school.number(), "示例市委党校新名", "", "", school.creditCode(), school.phone()),
                    renaming,
                    BASIS);
            List<Waiting.Item> items = waiting.items(office);
            assertThat(items).hasSize(before + 2);
            assertThat(waiting.count(office)).isEqualTo(before + 2);
            assertThat(items)
                    .filteredOn(item -> item.href().equals("/office/responsibilities"))
                    .singleElement()
                    .satisfies(item -> assertThat(item.due())
                            .isEqualTo(tree.today()
                                    .plusDays(5)
                                    .atStartOfDay(Formats.ZONE)
                                    .toInstant()));
            assertThat(items)
                    .filteredOn(item -> item.href().equals(school.href()))
                    .singleElement()
                    .satisfies(item -> assertThat(item.due())
                            .isEqualTo(renaming.atStartOfDay(Formats.ZONE).toInstant()));
        });
    }

    @Test
    void theNetworkDoesNotListWhatWaitsHere() {
        List<SiteId> center = new ArrayList<>();
        rehearsal.run(() -> center.add(sites.center()));
        Scope city = new Scope(false, Set.of(center.getFirst().value()), Set.of(), null, null, true);
        rehearsal.as(city, () -> {
            Instant soon = tree.today().plusDays(5).atStartOfDay(Formats.ZONE).toInstant();
            change("culture", 5);
            assertThat(agenda.items(false)).extracting(Waiting.Item::due).doesNotContain(soon);
            sites.rename(
                    site("530181009205").id(),
                    SiteName.of("示例将要改名站"),
                    tree.today().plusDays(5),
                    BASIS);
            assertThat(agenda.items(false)).extracting(Waiting.Item::due).containsOnlyOnce(soon);
        });
    }

    @Test
    void aStrangerIsToldOfNothingThatWaits() {
        rehearsal.run(() -> {
            change("culture", 5);
            assertThat(waiting.items(Actor.anonymous("", ""))).isEmpty();
            assertThat(waiting.count(Actor.anonymous("", ""))).isZero();
        });
    }
}
