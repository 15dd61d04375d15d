package org.zhiyuan.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.audit.EventFilter;
import org.zhiyuan.audit.Events;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Completeness;
import org.zhiyuan.network.Handover;
import org.zhiyuan.network.NewSite;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Site;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.network.Tree;
import org.zhiyuan.person.PersonId;

/** Posts on the real database, at stations of the test's own; each test takes back what it did. */
@HouseTest
class StaffTest {
    private static final String HEAD = "station-head";
    private static final String GUIDE = "station-guide";

    @Autowired
    private Staff staff;

    @Autowired
    private Vacancies vacancies;

    @Autowired
    private StaffHandover handover;

    @Autowired
    private StaffPersonalData personalData;

    @Autowired
    private Sites sites;

    @Autowired
    private Places places;

    @Autowired
    private Tree tree;

    @Autowired
    private Events events;

    @Autowired
    private TransactionOperations transactions;

    @Test
    void theSampleSaysWhoLeadsWhichPlaceByDate() {
        asSystem(() -> {
            Site bajie = sites.get(sites.resolve("530181003", tree.today()).orElseThrow(), tree.today());

            Holding before = head(bajie, "institute-head", LocalDate.of(2025, 1, 9));
            Holding now = head(bajie, "institute-head", LocalDate.of(2025, 1, 10));

            assertThat(before.name()).isEqualTo("徐示例");
            assertThat(before.office()).isEqualTo("街道党工委书记");
            assertThat(now.name()).isNotEqualTo(before.name());
            return true;
        });
    }

    @Test
    void vacanciesOfTheSampleAreToldWithTheDaySinceWhen() {
        asSystem(() -> {
            Site shuangcun =
                    sites
                            .getAll(
                                    vacancies.longest(100).stream()
                                            .map(Vacancy::site)
                                            .toList(),
                                    tree.today())
                            .stream()
                            .filter(site -> site.name().brief().equals("双村村站"))
                            .findFirst()
                            .orElseThrow();
            PostState head = state(shuangcun, HEAD, tree.today());
            assertThat(head.filled()).isFalse();
            assertThat(head.vacantSince()).isNotNull().isBefore(tree.today());
            return true;
        });
    }

    @Test
    void whoIsPutOnAVacantPostIsThereFromThatDayOn() {
        undone(() -> {
            SiteId station = station();
            LocalDate from = tree.today().minusDays(3);

            HoldingId id = staff.appoint(actor(), station, appointment(HEAD, "王示例", 1, from));

            Site site = sites.get(station, tree.today());
            assertThat(state(site, HEAD, from.minusDays(1)).holders()).isEmpty();
            assertThat(state(site, HEAD, from).holders()).singleElement().satisfies(holding -> {
                assertThat(holding.id()).isEqualTo(id);
                assertThat(holding.name()).as("the post is public").isEqualTo("王示例");
            });
            assertThat(vacant(station)).containsExactly(GUIDE);
        });
    }

    @Test
    void theNextHolderOfASinglePostEndsTheFormerOnThatDayByTheSameDocument() {
        undone(() -> {
            SiteId station = station();
            LocalDate first = tree.today().minusDays(100);
            LocalDate second = tree.today().minusDays(10);
            staff.appoint(actor(), station, appointment(HEAD, "王示例", 1, first));

            staff.appoint(actor(), station, appointment(HEAD, "李示例", 2, second));

            List<Holding> history = staff.history(station);
            assertThat(history).extracting(Holding::name).containsExactly("李示例", "王示例");
            assertThat(history.getLast().days()).isEqualTo(new Period(first, second));
            assertThat(history.getLast().endDocument()).isEqualTo("示例文〔2026〕2号");
        });
    }

    @Test
    void aWithdrawnAppointmentNeverCountedAndTheFormerGoesOn() {
        undone(() -> {
            SiteId station = station();
            LocalDate first = tree.today().minusDays(100);
            staff.appoint(actor(), station, appointment(HEAD, "王示例", 1, first));
            HoldingId mistake = staff.appoint(
                    actor(), station, appointment(HEAD, "李示例", 2, tree.today().minusDays(10)));

            staff.withdraw(actor(), mistake, "登记错了地方");

            assertThat(staff.history(station)).singleElement().satisfies(holding -> {
                assertThat(holding.days()).isEqualTo(Period.since(first));
                assertThat(holding.endDocument()).isEmpty();
            });
        });
    }

    @Test
    void aPostThatManyHoldTakesManyButNobodyTwice() {
        undone(() -> {
            SiteId station = station();
            LocalDate from = tree.today();
            staff.appoint(actor(), station, appointment(GUIDE, "王示例", 1, from));
            staff.appoint(actor(), station, appointment(GUIDE, "李示例", 2, from));

            assertThat(state(sites.get(station, from), GUIDE, from).holders())
                    .hasSize(2)
                    .allSatisfy(holding -> assertThat(holding.name())
                            .as("masked where the post is not public")
                            .endsWith("**"));
            assertThatThrownBy(() -> staff.appoint(actor(), station, appointment(GUIDE, "王示例", 1, from)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("已经在这个岗位上");
        });
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        undone(() -> {
            SiteId station = station();
            LocalDate today = tree.today();
            staff.appoint(actor(), station, appointment(HEAD, "王示例", 1, today));

            refused("这里没有这个岗位", () -> staff.appoint(actor(), station, appointment("institute-head", "王示例", 1, today)));
            refused(
                    "这里没有开办",
                    () -> staff.appoint(actor(), station, appointment(GUIDE, "王示例", 1, LocalDate.of(2001, 1, 1))));
            refused(
                    "最多提前 12 个月",
                    () -> staff.appoint(actor(), station, appointment(HEAD, "李示例", 2, today.plusYears(2))));
            refused("已登记了另一个人", () -> staff.appoint(actor(), station, appointment(HEAD, "李示例", 2, today)));
            refused("另一个人", () -> staff.appoint(actor(), station, appointment(GUIDE, "李示例", 1, today)));
        });
    }

    @Test
    void whoeverLeavesLeavesAVacancySinceThatDay() {
        undone(() -> {
            SiteId station = station();
            LocalDate from = tree.today().minusDays(30);
            LocalDate until = tree.today().minusDays(2);
            HoldingId id = staff.appoint(actor(), station, appointment(HEAD, "王示例", 1, from));

            staff.end(actor(), id, until, "示例文〔2026〕7号");

            PostState head = state(sites.get(station, tree.today()), HEAD, tree.today());
            assertThat(head.vacantSince()).isEqualTo(until);
            assertThat(vacant(station)).contains(HEAD);
            assertThat(staff.history(station).getFirst().endDocument()).isEqualTo("示例文〔2026〕7号");
            refused("已经登记了", () -> staff.end(actor(), id, until, "x"));
        });
    }

    @Test
    void twoPeopleNeverHoldOneSinglePostOnTheSameDayWhateverTheCodeDoes() throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("set local app.everything = 'on'");
            statement.execute("set local app.changes = 'on'");
            String insert = """
                    insert into staff.holding (id, site, post, single, days, office, document, end_document, ended_by)
                    values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'station-head', true,
                        daterange('%s', null), '', 'x', '', '')
                    """;
            statement.execute(insert.formatted("2026-01-01"));
            assertThatThrownBy(() -> statement.execute(insert.formatted("2026-06-01")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("holding_one_at_a_time");
            owner.rollback();
        }
    }

    @Test
    void whoLeadsAPlaceIsPublicAndWhoElseIsThereIsNot() {
        Site bajie = asSystem(
                () -> sites.get(sites.resolve("530181003", tree.today()).orElseThrow(), tree.today()));
        List<PostState> seen =
                Acting.as(Actor.anonymous("", ""), Scope.NOTHING, () -> staff.posts(bajie, tree.today()));

        assertThat(seen).allSatisfy(state -> {
            if (state.post().head()) {
                assertThat(state.holders()).allSatisfy(h -> assertThat(h.name()).isNotEmpty());
            } else {
                assertThat(state.holders()).isNotEmpty().allSatisfy(h -> {
                    assertThat(h.name()).isEmpty();
                    assertThat(h.person()).isNull();
                });
            }
        });
    }

    @Test
    void aNeighbourNeitherSeesNorChangesWhoIsOnAPost() {
        Site bajie = asSystem(
                () -> sites.get(sites.resolve("530181003", tree.today()).orElseThrow(), tree.today()));
        SiteId neighbour =
                asSystem(() -> sites.resolve("530181006", tree.today()).orElseThrow());
        Holding head = asSystem(() -> head(bajie, "institute-head", tree.today()));
        Scope scope = new Scope(false, Set.of(neighbour.value()), Set.of(), null, null, true);
        Actor clerk = Actor.system("test");

        Acting.as(clerk, scope, () -> {
            assertThat(staff.holders(1).rows())
                    .isNotEmpty()
                    .noneMatch(holding -> holding.site().equals(bajie.id()));
            assertThat(vacancies.longest(100)).noneMatch(v -> v.site().equals(bajie.id()));
        });
        assertThatThrownBy(() -> Acting.as(
                        clerk,
                        scope,
                        () -> staff.appoint(clerk, bajie.id(), appointment("institute-staff", "王示例", 1, tree.today()))))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> Acting.as(clerk, scope, () -> staff.end(clerk, head.id(), tree.today(), "x")))
                .isInstanceOf(RuntimeException.class);
        assertThat(asSystem(() -> staff.get(head.id())).days().until()).isNull();
    }

    @Test
    void eachActIsOneEventThatNamesNobody() {
        undone(() -> {
            SiteId station = station();
            long appointed = recorded("staff.appointed");
            HoldingId id = staff.appoint(
                    actor(), station, appointment(HEAD, "王示例", 1, tree.today().minusDays(1)));
            staff.end(actor(), id, tree.today(), "示例文〔2026〕7号");
            staff.withdraw(actor(), id, "登记错了地方");

            assertThat(recorded("staff.appointed")).isEqualTo(appointed + 1);
            EventFilter mine = days().on("holding", id.toString());
            assertThat(events.search(mine, 1).shown().rows())
                    .extracting(event -> event.what())
                    .containsExactly("staff.withdrawn", "staff.ended", "staff.appointed");
            assertThat(events.search(mine, 1).shown().rows())
                    .noneMatch(event ->
                            event.toString().contains("王示例") || event.toString().contains("13900000001"));
        });
    }

    @Test
    void aPlaceThatEndsTakesItsPostsAlongAndGivesThemBackWhenThatIsWithdrawn() {
        undone(() -> {
            SiteId station = station();
            staff.appoint(
                    actor(), station, appointment(HEAD, "王示例", 1, tree.today().minusDays(9)));
            Handover.Change end = new Handover.SiteEnd(station, null, tree.today());

            assertThat(handover.foresee(end).moves()).singleElement().asString().contains("1 名在岗人员");
            handover.handOver(end);
            assertThat(staff.history(station).getFirst().days().until()).isEqualTo(tree.today());
            handover.takeBack(end);
            assertThat(staff.history(station).getFirst().days().until()).isNull();
        });
    }

    @Test
    void aNewResponsibleUnitSendsItsOwnHeadOfTheBranchCenter() {
        undone(() -> {
            Site branch = sites
                    .getAll(
                            sites.children(sites.center(), tree.today()).stream()
                                    .map(Site::id)
                                    .toList(),
                            tree.today())
                    .stream()
                    .filter(site -> "culture".equals(site.field()))
                    .findFirst()
                    .orElseThrow();
            UUID other = UUID.randomUUID();
            Handover.Change change = new Handover.UnitChange("culture", other, other, tree.today());
            assertThat(state(branch, "branch-head", tree.today()).filled()).isTrue();

            handover.handOver(change);

            assertThat(state(branch, "branch-head", tree.today()).vacantSince()).isEqualTo(tree.today());
            assertThat(state(branch, "branch-contact", tree.today()).filled()).isTrue();
            assertThat(state(branch, "branch-head", tree.today().minusDays(1)).filled())
                    .isTrue();
        });
    }

    @Test
    void aPlaceWithAllItsPostsFilledMeetsThatCheckOfItsFile() {
        undone(() -> {
            SiteId station = station();
            assertThat(postsCheck(station)).isNotEqualTo(Completeness.State.MET);
            staff.appoint(actor(), station, appointment(HEAD, "王示例", 1, tree.today()));
            staff.appoint(actor(), station, appointment(GUIDE, "李示例", 2, tree.today()));
            assertThat(postsCheck(station)).isEqualTo(Completeness.State.MET);
        });
    }

    @Test
    void whoHoldsAPostCannotBeErasedAndWhoLeftIsNamedNoMore() {
        undone(() -> {
            SiteId station = station();
            HoldingId id = staff.appoint(
                    actor(), station, appointment(HEAD, "王示例", 1, tree.today().minusDays(9)));
            PersonId person = personOf(id);

            refused("还在", () -> personalData.mayErase(person).orRefuse());
            assertThat(personalData.copy(person).toString()).contains("站长");
            staff.end(actor(), id, tree.today(), "示例文〔2026〕7号");
            personalData.mayErase(person).orRefuse();
            personalData.erase(person);

            assertThat(staff.history(station).getFirst().name())
                    .as("no public name any more")
                    .endsWith("**");
        });
    }

    private PersonId personOf(HoldingId id) {
        PersonId person = staff.get(id).person();
        assertThat(person).isNotNull();
        return Objects.requireNonNull(person);
    }

    private Completeness.@Nullable State postsCheck(SiteId station) {
        return places.completeness(station, tree.today()).items().stream()
                .filter(item -> item.check().provedBy().equals("POSTS"))
                .map(Completeness.Item::state)
                .findFirst()
                .orElse(null);
    }

    private SiteId station() {
        SiteId street = sites.resolve("530181003", tree.today()).orElseThrow();
        SiteId station = sites.open(
                NewSite.of(SiteName.of("试验村新时代文明实践站"), Tier.STATION, null, street),
                tree.today().minusYears(1),
                Basis.of("示例文〔2025〕1号"));
        vacancies.refreshAll();
        return station;
    }

    private Holding head(Site site, String post, LocalDate on) {
        return state(site, post, on).holders().getFirst();
    }

    private PostState state(Site site, String post, LocalDate on) {
        return staff.posts(site, on).stream()
                .filter(state -> state.post().key().equals(post))
                .findFirst()
                .orElseThrow();
    }

    private List<String> vacant(SiteId site) {
        return vacancies.of(List.of(sites.get(site, tree.today())), tree.today()).stream()
                .map(Vacancy::post)
                .toList();
    }

    private static Appointment appointment(String post, String name, int number, LocalDate from) {
        return new Appointment(
                post, name, MobileNumber.of("1390000000" + number), from, "村党总支书记", "示例文〔2026〕" + number + "号");
    }

    private long recorded(String what) {
        return events.search(days().what(what), 1).total();
    }

    private EventFilter days() {
        return EventFilter.days(tree.today().minusDays(1), tree.today().plusDays(1));
    }

    private static Actor actor() {
        return Acting.actor();
    }

    private static void refused(String reason, Runnable act) {
        assertThatThrownBy(act::run).isInstanceOf(Refusal.class).hasMessageContaining(reason);
    }

    private void undone(Runnable work) {
        asSystem(() -> {
            transactions.executeWithoutResult(status -> {
                status.setRollbackOnly();
                work.run();
            });
            return true;
        });
    }

    private static <T> T asSystem(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, work);
    }
}
