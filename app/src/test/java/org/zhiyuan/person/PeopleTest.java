package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;

@HouseTest
class PeopleTest {
    @Autowired
    private People people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private PersonSettings settings;

    @Autowired
    private SettableClock clock;

    private Town town;
    private final Actor clerk = Town.clerk("测试站办事员");
    private final Actor neighbour = Town.clerk("邻站办事员");

    @BeforeEach
    void build() {
        town = new Town(jdbc, transactions);
    }

    @AfterEach
    void tellTheTime() {
        clock.reset();
    }

    @Test
    void whoIsRegisteredIsSeenMasked() {
        Particulars zhou = Town.adult("周例一");
        PersonId id = register(zhou);

        Person person = town.as(clerk, town.station, () -> people.open(clerk, id));

        assertThat(person.name()).isEqualTo("周**");
        assertThat(person.masked(Column.PHONE)).matches("199\\*{4}\\d{4}");
        assertThat(person.masked(Column.IDENTITY_NUMBER)).matches("53\\*{14}\\w{2}");
        assertThat(person.masked(Column.BIRTH_DATE)).doesNotContain("19");
        assertThat(person.masked(Column.ADDRESS)).doesNotContain("示例路");
        assertThat(person.toString())
                .doesNotContain(
                        "周例一", zhou.phone().value(), zhou.identityNumber().value());
        assertThat(zhou.toString()).doesNotContain("周例一", zhou.phone().value());
    }

    @Test
    void namesKeptBeforeTheirIndexAreFoundOnceTheJobHasRun() {
        PersonId id = register(Town.adult("周例旧名"));
        town.inTransaction(
                clerk,
                town.station,
                () -> jdbc.sql("update person.person set name_blind = null where id = :id")
                        .param("id", id.value())
                        .update());
        assertThat(town.as(clerk, town.station, () -> people.called("周例旧名"))).isEmpty();
        Acting.as(Actor.system("test"), Scope.EVERYTHING, people::indexNames);
        assertThat(town.as(clerk, town.station, () -> people.called("周例旧名"))).containsExactly(id);
    }

    @Test
    void aStationNeverSeesThePeopleOfAnother() {
        Particulars zhou = Town.adult("周例二");
        PersonId id = register(zhou);

        assertThatThrownBy(() -> town.as(neighbour, town.neighbour, () -> people.open(neighbour, id)))
                .isInstanceOf(Absent.class);
        assertThat(town.as(neighbour, town.neighbour, () -> people.findByPhone(neighbour, zhou.phone())))
                .isEmpty();
        assertThat(town.as(
                        neighbour, town.neighbour, () -> people.findByIdentityNumber(neighbour, zhou.identityNumber())))
                .isEmpty();
        for (String table : List.of("person", "key", "consent", "verification", "look")) {
            String column = table.equals("person") ? "id" : "person";
            assertThat(town.inTransaction(
                            neighbour,
                            town.neighbour,
                            () -> town.jdbc()
                                    .sql("select count(*) from person." + table + " where " + column + " = ?")
                                    .param(id.value())
                                    .query(Integer.class)
                                    .single()))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void theInstituteAboveSeesBothStationsAndAStrangerNobody() {
        PersonId id = register(Town.adult("周例三"));

        assertThat(town.as(clerk, town.institute, () -> people.open(clerk, id)).name())
                .isEqualTo("周**");
        assertThatThrownBy(() -> town.as(clerk, UUID.randomUUID(), () -> people.open(clerk, id)))
                .isInstanceOf(Absent.class);
        assertThatThrownBy(() -> people.open(clerk, id)).isInstanceOf(Absent.class);
    }

    @Test
    void nobodyIsRegisteredIntoANeighboursStation() {
        assertThatThrownBy(() -> town.as(
                        clerk,
                        town.station,
                        () -> people.register(
                                clerk, new SiteId(town.neighbour), Town.adult("周例四"), Basis.DUTY, List.of())))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void nobodyIsMovedToWhereTheClerkHasNoRight() {
        PersonId id = register(Town.adult("周例五"));

        assertThatThrownBy(() -> town.as(clerk, town.station, () -> {
                    people.move(id, new SiteId(town.neighbour), "搬到邻村居住");
                    return 0;
                }))
                .rootCause()
                .hasMessageContaining("row-level security");
        town.as(clerk, town.institute, () -> {
            people.move(id, new SiteId(town.neighbour), "搬到邻村居住");
            return 0;
        });
        assertThat(town.as(neighbour, town.neighbour, () -> people.open(neighbour, id))
                        .name())
                .isEqualTo("周**");
    }

    @Test
    void exactNumbersFindTheirPersonHoweverTheyAreTyped() {
        Particulars zhou = Town.adult("周例六");
        PersonId id = register(zhou);

        assertThat(town.as(clerk, town.station, () -> people.findByPhone(clerk, zhou.phone())))
                .extracting(Person::id)
                .containsExactly(id);
        assertThat(town.as(clerk, town.station, () -> people.findByIdentityNumber(clerk, zhou.identityNumber())))
                .map(Person::id)
                .contains(id);
    }

    @Test
    void nobodyIsRegisteredTwiceNotEvenAtAnotherStation() {
        Particulars zhou = Town.adult("周例七");
        register(zhou);
        Particulars again = new Particulars("周例七", Town.phone(), true, zhou.identityNumber(), null, "");
        Particulars samePhone = new Particulars("别人", zhou.phone(), true, null, null, "");

        for (Particulars second : List.of(again, samePhone)) {
            assertThatThrownBy(() -> town.as(
                            neighbour,
                            town.neighbour,
                            () -> people.register(
                                    neighbour, new SiteId(town.neighbour), second, Basis.DUTY, List.of())))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("已经登记过");
        }
    }

    @Test
    void aFamilyMayShareOneTelephone() {
        Particulars mother = Town.adult("周例八");
        register(mother);
        PersonId child = register(
                new Particulars("周例九", mother.phone(), false, Town.number(LocalDate.of(2015, 5, 5)), null, ""));

        assertThat(town.as(clerk, town.station, () -> people.findByPhone(clerk, mother.phone())))
                .hasSize(2)
                .last()
                .satisfies(found -> {
                    assertThat(found.id()).isEqualTo(child);
                    assertThat(found.child()).isTrue();
                });
    }

    @Test
    void aValueIsRevealedForAReasonAndLeavesATrace() {
        Particulars zhou = Town.adult("周例十");
        PersonId id = register(zhou);

        RevealId reveal = town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.PHONE, "电话联系上门时间"));
        Revealed revealed = town.as(clerk, town.station, () -> people.revealed(clerk, id, reveal))
                .orElseThrow();

        assertThat(revealed.value()).isEqualTo(zhou.phone().value());
        assertThat(revealed.toString()).doesNotContain(zhou.phone().value());
        assertThat(town.asSelf(id, () -> people.looks(id, 1)).rows()).first().satisfies(look -> {
            assertThat(look.kind()).isEqualTo(Look.Kind.REVEALED);
            assertThat(look.column()).isEqualTo(Column.PHONE);
            assertThat(look.reason()).isEqualTo("电话联系上门时间");
            assertThat(look.looker()).isEqualTo("测试站办事员");
        });
        assertThat(events("person.revealed", id)).isEqualTo(1);
    }

    @Test
    void withoutAReasonNothingIsRevealedAndNothingIsCounted() {
        PersonId id = register(Town.adult("周例十一"));

        for (String reason : List.of("", "   ", "无", "看看")) {
            assertThatThrownBy(() -> town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.PHONE, reason)))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(town.as(clerk, town.station, () -> people.revealsLeft(clerk)))
                .isEqualTo(settings.revealsPerDay());
        assertThat(events("person.revealed", id)).isZero();
    }

    @Test
    void whatIsSensitiveTakesTheRightOfItsOwn() {
        PersonId id = register(Town.adult("周例十二"));
        PersonId child =
                register(new Particulars("周例十三", null, false, Town.number(LocalDate.of(2016, 6, 6)), null, ""));

        assertThatThrownBy(() ->
                        town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.IDENTITY_NUMBER, "核对身份证号码")))
                .isInstanceOf(Absent.class);
        assertThatThrownBy(
                        () -> town.as(clerk, town.station, () -> people.reveal(clerk, child, Column.NAME, "核对孩子的姓名")))
                .isInstanceOf(Absent.class);
        assertThat(town.as(
                        clerk,
                        town.station,
                        () -> people.revealSensitive(clerk, id, Column.IDENTITY_NUMBER, "核对身份证号码")))
                .isNotNull();
    }

    @Test
    void whatIsKeptOfAMinorTakesTheStricterRightUntilTheDayOfBeingEighteen() {
        LocalDate today = clock.instant().atZone(org.zhiyuan.shell.Formats.ZONE).toLocalDate();
        PersonId minor = register(new Particulars(
                "周例十五",
                MobileNumber.of("19600009715"),
                true,
                Town.number(today.minusYears(18).plusDays(1)),
                null,
                ""));
        PersonId adult = register(new Particulars(
                "周例十六", MobileNumber.of("19600009716"), true, Town.number(today.minusYears(18)), null, ""));

        assertThatThrownBy(
                        () -> town.as(clerk, town.station, () -> people.reveal(clerk, minor, Column.NAME, "核对孩子的姓名")))
                .isInstanceOf(Absent.class);
        assertThat(town.as(clerk, town.station, () -> people.revealSensitive(clerk, minor, Column.NAME, "核对孩子的姓名")))
                .isNotNull();
        assertThat(town.as(clerk, town.station, () -> people.reveal(clerk, adult, Column.NAME, "核对本人的姓名")))
                .isNotNull();
        Map<PersonId, String> printed =
                town.as(clerk, town.station, () -> people.fullNames(clerk, List.of(minor, adult), "打印名册"));
        assertThat(printed).containsEntry(adult, "周例十六").containsEntry(minor, "周**");
    }

    @Test
    void aRevealedValueIsForOneAccountAndForMinutes() {
        PersonId id = register(Town.adult("周例十四"));
        Actor colleague = Town.clerk("同事");
        RevealId reveal = town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.NAME, "当面称呼对方"));

        assertThatThrownBy(() -> town.as(colleague, town.station, () -> people.revealed(colleague, id, reveal)))
                .isInstanceOf(Absent.class);
        clock.advance(Duration.ofMinutes(settings.revealMinutes()));
        assertThat(town.as(clerk, town.station, () -> people.revealed(clerk, id, reveal)))
                .isEmpty();
    }

    @Test
    void theDaysBudgetEndsAlsoForManyHandsAtOnce() throws Exception {
        PersonId id = register(Town.adult("周例十五"));
        int attempts = settings.revealsPerDay() + 12;
        Callable<Boolean> look = () -> {
            try {
                town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.PHONE, "电话联系上门时间"));
                return true;
            } catch (Refusal refusal) {
                return false;
            }
        };

        int revealed = 0;
        try (ExecutorService hands = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> done : hands.invokeAll(Collections.nCopies(attempts, look))) {
                revealed += done.get() ? 1 : 0;
            }
        }

        assertThat(revealed).isEqualTo(settings.revealsPerDay());
        assertThat(town.as(clerk, town.station, () -> people.revealsLeft(clerk)))
                .isZero();
        assertThat(events("person.revealed", id)).isEqualTo(revealed);
        clock.advance(Duration.ofDays(1));
        assertThat(town.as(clerk, town.station, () -> people.revealsLeft(clerk)))
                .isEqualTo(settings.revealsPerDay());
    }

    @Test
    void correctingNeedsNoSightOfTheOldValueAndKeepsTheOthers() {
        Particulars zhou = Town.adult("周例十六");
        PersonId id = register(zhou);
        var phone = Town.phone();

        correct(id, 1, new Correction(null, phone, null, null, null, null, Set.of()));

        Map<Column, String> plain = plain(id);
        assertThat(plain).containsEntry(Column.PHONE, phone.value()).containsEntry(Column.NAME, "周例十六");
        assertThat(plain)
                .containsEntry(Column.IDENTITY_NUMBER, zhou.identityNumber().value());
        assertThat(town.as(clerk, town.station, () -> people.findByPhone(clerk, zhou.phone())))
                .isEmpty();
    }

    @Test
    void twoWhoCorrectAtOnceDoNotOverwriteEachOther() {
        PersonId id = register(Town.adult("周例十七"));
        correct(id, 1, new Correction("周例十八", null, null, null, null, null, Set.of()));

        assertThatThrownBy(() -> correct(id, 1, new Correction("周例十九", null, null, null, null, null, Set.of())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("刚被别人改过");
    }

    @Test
    void aCorrectionThatMeetsSomebodyElsesNumberIsRefused() {
        Particulars other = Town.adult("周例二十");
        register(other);
        PersonId id = register(Town.adult("周例二十一"));

        assertThatThrownBy(() ->
                        correct(id, 1, new Correction(null, null, null, other.identityNumber(), null, null, Set.of())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("已经登记过");
    }

    @Test
    void aDocumentIsCheckedByANamedColleagueUntilNameOrNumberChange() {
        PersonId id = register(Town.adult("周例二十二"));
        LocalDate day = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        verify(clerk, id, day);

        Verification verification =
                town.as(clerk, town.station, () -> people.open(clerk, id)).verification();
        assertThat(verification).isEqualTo(new Verification(Verification.Document.IDENTITY_CARD, day, "测试站办事员"));

        correct(id, 1, new Correction(null, Town.phone(), null, null, null, null, Set.of()));
        assertThat(town.as(clerk, town.station, () -> people.open(clerk, id)).verification())
                .isNotNull();
        correct(id, 2, new Correction("周例二十三", null, null, null, null, null, Set.of()));
        assertThat(town.as(clerk, town.station, () -> people.open(clerk, id)).verification())
                .isNull();
    }

    @Test
    void nobodyChecksTheOwnDocumentAndNoMachineDoes() {
        PersonId id = register(Town.adult("周例二十四"));
        LocalDate day = LocalDate.of(2026, 1, 1);
        Actor self = new Actor(Actor.Kind.STAFF, UUID.randomUUID(), id.value(), "本人", "", "", "");

        assertThatThrownBy(() -> verify(self, id, day)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> verify(Actor.system("job"), id, day)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> verify(clerk, id, day.plusYears(50))).isInstanceOf(Refusal.class);
    }

    @Test
    void mergedRecordsAreReadAsOneUntilTheyAreSplit() {
        PersonId one = register(Town.adult("周例二十五"));
        PersonId two = register(new Particulars("周例二十五", Town.phone(), true, null, null, ""));

        town.as(clerk, town.institute, () -> {
            people.merge(clerk, two, one, "同一个人登记了两次");
            return 0;
        });
        assertThat(town.as(clerk, town.station, () -> people.resolve(two))).isEqualTo(one);
        assertThat(town.as(clerk, town.station, () -> people.open(clerk, two)).id())
                .isEqualTo(one);
        assertThat(town.as(clerk, town.station, () -> people.records(one))).containsExactly(one, two);
        assertThat(town.as(clerk, town.station, () -> people.records(two))).containsExactly(one, two);
        assertThatThrownBy(() -> town.as(clerk, town.institute, () -> {
                    people.merge(clerk, one, two, "反过来再合并一次");
                    return 0;
                }))
                .isInstanceOf(Refusal.class);

        town.as(clerk, town.institute, () -> {
            people.split(two, "弄错了，是两个人");
            return 0;
        });
        assertThat(town.as(clerk, town.station, () -> people.open(clerk, two)).id())
                .isEqualTo(two);
    }

    @Test
    void everyValueStandsSealedAndNoPlainOneInTheDatabase() {
        Particulars zhou = Town.adult("周例二十六");
        PersonId id = register(zhou);

        String row = town.system(() -> town.jdbc()
                .sql("select row_to_json(p)::text from person.person p where id = ?")
                .param(id.value())
                .query(String.class)
                .single());
        String texts = row + new String(hexes(row), StandardCharsets.ISO_8859_1);

        assertThat(texts)
                .doesNotContain(zhou.phone().value())
                .doesNotContain(zhou.identityNumber().value())
                .doesNotContain(new String("周例二十六".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void aValueAlteredOrMovedInTheDatabaseIsRefused() {
        PersonId id = register(Town.adult("周例二十七"));
        PersonId other = register(Town.adult("周例二十八"));
        change("update person.person set name = set_byte(name, 40, (get_byte(name, 40) + 1) % 256) where id = ?", id);
        assertThatThrownBy(() -> town.as(clerk, town.station, () -> people.open(clerk, id)))
                .isInstanceOf(SealBroken.class);

        change("update person.person set address = phone where id = ?", other);
        assertThatThrownBy(() -> town.as(clerk, town.station, () -> people.open(clerk, other)))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void anotherPersonsNameAndKeyDoNotOpenEvenTogether() {
        PersonId id = register(Town.adult("周例二十九"));
        PersonId other = register(Town.adult("周例三十"));
        town.system(() -> town.jdbc().sql("""
                        update person.person p set name = o.name from person.person o
                        where p.id = ? and o.id = ?""").params(id.value(), other.value()).update());
        town.system(() -> town.jdbc().sql("""
                        update person.key k set wrapped = o.wrapped, name = o.name from person.key o
                        where k.person = ? and o.person = ?""").params(id.value(), other.value()).update());

        assertThatThrownBy(() -> town.as(clerk, town.station, () -> people.open(clerk, id)))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        PersonId id = register(Town.adult("周例三十一"));
        Scope reading = new Scope(false, Set.of(town.station), Set.of(), null, clerk.account(), false);

        assertThat(Acting.as(clerk, reading, () -> people.open(clerk, id)).name())
                .isEqualTo("周**");
        assertThatThrownBy(() -> Acting.as(clerk, reading, () -> people.reveal(clerk, id, Column.PHONE, "电话联系上门时间")))
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> Acting.as(
                        clerk,
                        reading,
                        () -> people.register(
                                clerk, new SiteId(town.station), Town.adult("周例三十二"), Basis.DUTY, List.of())))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    private PersonId register(Particulars particulars) {
        return town.as(
                clerk,
                town.station,
                () -> people.register(clerk, new SiteId(town.station), particulars, Basis.DUTY, List.of()));
    }

    private void correct(PersonId id, int version, Correction correction) {
        town.as(clerk, town.station, () -> {
            people.correct(id, version, correction, "本人来更正的");
            return 0;
        });
    }

    private void verify(Actor actor, PersonId id, LocalDate day) {
        Acting.as(
                actor,
                new Scope(false, Set.of(town.station), Set.of(), null, actor.account(), true),
                () -> people.verify(actor, id, Verification.Document.IDENTITY_CARD, day));
    }

    private Map<Column, String> plain(PersonId id) {
        Map<Column, String> plain = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            RevealId reveal = town.as(clerk, town.station, () -> people.revealSensitive(clerk, id, column, "核对登记的内容"));
            plain.put(
                    column,
                    town.as(clerk, town.station, () -> people.revealed(clerk, id, reveal))
                            .orElseThrow()
                            .value());
        }
        return plain;
    }

    private int events(String what, PersonId id) {
        return town.system(() -> town.jdbc()
                .sql("select count(*) from audit.event where what = ? and object_id = ?")
                .params(what, id.toString())
                .query(Integer.class)
                .single());
    }

    private void change(String sql, PersonId id) {
        town.system(() -> town.jdbc().sql(sql).param(id.value()).update());
    }

    private static byte[] hexes(String json) {
        var bytes = new ByteArrayOutputStream();
        var hex = Pattern.compile("\\\\\\\\x([0-9a-f]+)").matcher(json);
        while (hex.find()) {
            bytes.writeBytes(HexFormat.of().parseHex(hex.group(1)));
        }
        return bytes.toByteArray();
    }
}
