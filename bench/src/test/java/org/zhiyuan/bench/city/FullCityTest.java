package org.zhiyuan.bench.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.FileSystemUtils;
import org.zhiyuan.bench.Results;

class FullCityTest {
    private static final Path DATA = Path.of("target/small-city").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("target/programs").toAbsolutePath();
    private static final Path VERIFY = Path.of("../verify/target/classes").toAbsolutePath();

    @BeforeEach
    void fresh() throws Exception {
        FileSystemUtils.deleteRecursively(DATA);
    }

    @Test
    void aSmallCityIsFilledWholeAndNothingSpoiltInItStaysUnseen() throws Exception {
        assertThat(FullCity.fill(DATA, PROGRAMS, VERIFY, Size.SMALL, 7)).isTrue();
        assertThat(DATA.resolve("zhiyuan.filling")).doesNotExist();
        assertThat(Files.readString(DATA.resolve("database/postgresql.auto.conf")))
                .doesNotContain("fsync");
        try (House house = House.started(DATA, PROGRAMS)) {
            Owner owner = house.owner();
            for (Spoilt one : SPOILT) {
                try (Connection connection = owner.connect()) {
                    change(connection, one.table(), one.sql());
                    assertThat(sound(house, connection)).as(one.sql()).isFalse();
                    change(connection, one.table(), one.undone());
                }
            }
            try (Connection connection = owner.connect()) {
                assertThat(sound(house, connection)).as("all of it undone").isTrue();
                Guards guards = Guards.takenDown(connection);
                assertThat(guards.differences(connection)).hasSizeGreaterThan(50);
                guards.putBack(owner, new Progress());
                assertThat(guards.differences(connection)).isEmpty();
            }
        }
        FileSystemUtils.deleteRecursively(DATA);
    }

    /** @param undone puts it back as it was */
    private record Spoilt(String table, String sql, String undone) {}

    private static final String SOME =
            " where id = (select min(id::text)::uuid from hours.entry where state = 'VALID')";

    private static final List<Spoilt> SPOILT = List.of(
            new Spoilt(
                    "hours.entry",
                    "update hours.entry set minutes = minutes - 1" + SOME,
                    "update hours.entry set minutes = minutes + 1" + SOME),
            new Spoilt(
                    "ledger.balance",
                    "update ledger.balance set amount = amount + 1 where account = (select min(account::text)::uuid from ledger.balance)",
                    "update ledger.balance set amount = amount - 1 where account = (select min(account::text)::uuid from ledger.balance)"),
            new Spoilt(
                    "ledger.transfer",
                    "update ledger.transfer set evidence = evidence || ' ' where kind = 'hours.credited' and id = (select transfer from hours.entry"
                            + SOME + ")",
                    "update ledger.transfer set evidence = rtrim(evidence) where kind = 'hours.credited'"),
            new Spoilt(
                    "ledger.leaf",
                    "update ledger.leaf set commitment = set_byte(commitment, 0, get_byte(commitment, 0) # 1) where seq = 500",
                    "update ledger.leaf set commitment = set_byte(commitment, 0, get_byte(commitment, 0) # 1) where seq = 500"),
            new Spoilt(
                    "hours.day",
                    "update hours.day set minutes = minutes + 1 where day = (select max(day) from hours.day)",
                    "update hours.day set minutes = minutes - 1 where day = (select max(day) from hours.day)"),
            new Spoilt(
                    "activity.post",
                    "update activity.post set taken = taken - 1 where id = (select min(id::text)::uuid from activity.post where taken > 5)",
                    "update activity.post p set taken = (select count(*) from activity.sign_up s where s.post = p.id) where taken > 4"));

    /** Past every guard, as somebody with the database in his hands. */
    private static void change(Connection connection, String table, String sql) throws SQLException {
        Owner.run(
                connection,
                "alter table %1$s no force row level security; alter table %1$s disable trigger user; %2$s; "
                                .formatted(table, sql)
                        + "alter table %1$s enable trigger user; alter table %1$s force row level security"
                                .formatted(table));
    }

    private static boolean sound(House house, Connection connection) throws Exception {
        Checks checks = new Checks(house, new Progress(), new Results("spoilt-city"));
        checks.recount(connection);
        checks.leaves();
        return checks.sound();
    }

    @Test
    void aFolderWhoseFillingStoppedHalfWayIsNamedAndRefused() throws Exception {
        Files.createDirectories(DATA);
        Files.writeString(DATA.resolve("zhiyuan.cell"), "");
        Files.writeString(DATA.resolve("zhiyuan.filling"), "");
        assertThatThrownBy(() -> FullCity.fill(DATA, PROGRAMS, VERIFY, Size.SMALL, 7))
                .satisfies(thrown -> assertThat(NestedExceptionUtils.getMostSpecificCause(thrown))
                        .hasMessageContaining("填到一半就停了"));
        assertThat(DATA.resolve("database")).doesNotExist();
        assertThat(DATA.resolve("zhiyuan.filling")).exists();
    }

    @Test
    void thePlanIsWholeAndNobodyIsInTwoPlacesOnADay() {
        List<UUID> sites = Stream.generate(UUID::randomUUID).limit(100).toList();
        Plan plan = new Plan(7, LocalDate.of(2026, 11, 26), Size.FULL, sites);
        long entries = 0;
        int activities = 0;
        int people = 0;
        for (Plan.Place place : plan.places()) {
            Set<Long> days = new HashSet<>();
            for (int k = 0; k < place.activities(); k++) {
                Plan.Held held = plan.held(place, place.firstActivity() + k);
                for (int n = 0; n < held.people(); n++) {
                    assertThat(days.add(held.day().toEpochDay() * 100_000 + plan.person(held, n)))
                            .isTrue();
                    entries++;
                }
                assertThat(held.day()).isBeforeOrEqualTo(plan.today().minusDays(Plan.LAST_DAYS_AGO));
            }
            activities += place.activities();
            people += place.people();
        }
        assertThat(entries).isEqualTo(1_500_000);
        assertThat(activities).isEqualTo(100_000);
        assertThat(people).isEqualTo(75_000);
        assertThat(plan.places().stream().map(Plan.Place::temper)).contains(Plan.Temper.values());
    }
}
