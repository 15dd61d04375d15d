package org.zhiyuan.roll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.HouseTest;
import org.zhiyuan.Rehearsal;
import org.zhiyuan.jobs.Job;
import org.zhiyuan.jobs.Run;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.paper.Sheets;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Column;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.OwnData;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.Registrations;
import org.zhiyuan.volunteer.Rulebook;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerState;
import org.zhiyuan.volunteer.Volunteers;

/** Whole rolls of made-up people through the real house; what they change is taken back. */
@HouseTest
class RollImportTest {
    private static final int ROWS = 3_000;
    private static final String HEADING = "姓名,证件号码,手机号,出生日期,登记在,住址,原编号\n";
    private static final String STATION = "530181009205";

    @Autowired
    private Rolls rolls;

    @Autowired
    private Pairs pairs;

    @Autowired
    private RollCheck check;

    @Autowired
    private RollImport carrier;

    @Autowired
    private RollDesk desk;

    @Autowired
    private RollStore store;

    @Autowired
    private People people;

    @Autowired
    private OwnData ownData;

    @Autowired
    private Volunteers volunteers;

    @Autowired
    private Registrations registrations;

    @Autowired
    private Rulebook rules;

    @Autowired
    private Sites sites;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Rehearsal rehearsal;
    private int next;

    @BeforeEach
    void begin() {
        rehearsal = new Rehearsal(transactions, jdbc);
        next = 0;
        LocaleContextHolder.setLocale(Locale.CHINA);
    }

    @AfterEach
    void readAnything() {
        LocaleContextHolder.resetLocaleContext();
    }

    private SiteId station() {
        return sites.resolve(STATION, rules.today()).orElseThrow();
    }

    /** Made up: the division does not exist, the check digit fits. */
    private static IdentityNumber number(LocalDate born, int ordinal) {
        String body = "539998%tY%<tm%<td%03d".formatted(born, ordinal);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return IdentityNumber.stored(body + "10X98765432".charAt(sum % 11));
    }

    private IdentityNumber number() {
        return number(LocalDate.of(1970, 1, 1).plusDays(next / 900), 100 + next++ % 900);
    }

    private static String phone(int ordinal) {
        return "1961%07d".formatted(ordinal);
    }

    private PersonId known(String name, IdentityNumber number, String phone, boolean own) {
        return people.register(
                Actor.system("test"),
                station(),
                new Particulars(name, MobileNumber.of(phone), own, number, null, ""),
                Basis.DUTY,
                List.of());
    }

    private RollId upload(String sheet) {
        return rolls.upload(
                Acting.actor(), sites.center(), "示例旧名册", "示例.csv", (HEADING + sheet).getBytes(StandardCharsets.UTF_8));
    }

    /** A run that tells nobody, and breaks off where it is told to. */
    private static Run run(RollId roll, int diesAt) {
        Actor asker = Actor.system("rehearsal");
        Job job = new Job(
                UUID.randomUUID(),
                "",
                roll.value(),
                asker,
                false,
                Job.State.RUNNING,
                Text.of("测试"),
                0,
                0,
                0,
                1,
                false,
                Instant.EPOCH,
                null,
                null,
                "");
        return new Run() {
            @Override
            public Job job() {
                return job;
            }

            @Override
            public void progress(int done, int total, int wrong, Text message) {
                if (done >= diesAt) {
                    throw new IllegalStateException("died on purpose");
                }
            }

            @Override
            public void finish(int done, int total, int wrong, Text message) {}
        };
    }

    private static Run run(RollId roll) {
        return run(roll, Integer.MAX_VALUE);
    }

    private Roll checked(RollId id) {
        check.run(run(id));
        return rolls.get(id);
    }

    private Roll imported(RollId id) {
        checked(id);
        rolls.confirm(Acting.actor(), id);
        carrier.run(run(id));
        return rolls.get(id);
    }

    private long count(String what) {
        return jdbc.sql("select count(*) from " + what).query(Long.class).single();
    }

    private String rows(String sql, UUID... people) {
        return jdbc.sql(sql).param("people", people).query(String.class).list().toString();
    }

    /** Everything that is kept of these people and of the volunteers they are. */
    private String asTheyStand(PersonId... of) {
        UUID[] ids = Stream.of(of).map(PersonId::value).toArray(UUID[]::new);
        return rows("select to_jsonb(p)::text from person.person p where id = any (:people) order by id", ids)
                + rows("select to_jsonb(k)::text from person.key k where person = any (:people) order by person", ids)
                + rows(
                        "select to_jsonb(v)::text from volunteer.volunteer v where person = any (:people) order by id",
                        ids)
                + rows("""
                        select to_jsonb(s)::text from volunteer.step s join volunteer.volunteer v on v.id = s.volunteer
                        where v.person = any (:people) order by s.id""", ids);
    }

    // --- the planted roll ---

    private record Planted(String sheet, PersonId known, PersonId alike) {}

    private Planted planted() {
        IdentityNumber twice = number();
        IdentityNumber there = number();
        IdentityNumber anothers = number();
        PersonId known = known("王示例在册", there, phone(1), true);
        known("赵示例在册", anothers, phone(2), true);
        PersonId alike = people.register(
                Actor.system("test"),
                station(),
                new Particulars("钱示例旧", MobileNumber.of(phone(3)), true, null, null, ""),
                Basis.DUTY,
                List.of());
        String child = number(rules.today().minusYears(3), 501).value();
        String wrongDigit = wrongEnd(number());
        String sheet = String.join(
                "\n",
                "孙示例甲," + twice.value() + "," + phone(10) + ",," + STATION + ",示例路 2 号,旧001", // 2
                "孙示例甲," + twice.value() + "," + phone(10) + ",,,,", // 3 repeated
                "孙示例乙," + twice.value() + ",,,,,", // 4 the number of another
                "王示例在册," + there.value() + "," + phone(11) + ",," + STATION + ",,旧002", // 5 known
                "赵示例不同," + anothers.value() + ",,,,,", // 6 known under another name
                "钱示例旧," + number().value() + "," + phone(3) + ",," + STATION + ",,", // 7 perhaps known
                "周示例家,," + phone(12) + ",1980-05-05," + STATION + ",,", // 8
                "周示例家,," + phone(12) + ",1955-05-05," + STATION + ",,", // 9 of the same name, born otherwise
                "周示例弟,," + phone(12) + ",1985-05-05," + STATION + ",,", // 10 of the same family
                "周示例家,," + phone(12) + ",,,示例路 3 号,", // 11 perhaps line 8
                "吴示例," + wrongDigit + ",,,,,", // 12
                "吴示例,,12345,,,,", // 13
                "吴示例," + number().value() + ",,1999-09-09,,,", // 14
                "吴示例,," + phone(13) + ",,没有的站,,", // 15
                "吴示例," + child + ",,,,,", // 16
                "吴3示例,," + phone(14) + ",,,,", // 17
                "吴示例,,,1980-01-01,,,", // 18
                "吴示例,," + phone(15) + ",2999-01-01,,,", // 19
                "=郑示例,," + phone(16) + ",,,,", // 20
                "郑示例远,," + phone(17) + ",,县街街道新时代文明实践所,,"); // 21
        return new Planted(sheet, known, alike);
    }

    private static String wrongEnd(IdentityNumber right) {
        String value = right.value();
        char end = value.charAt(value.length() - 1);
        return value.substring(0, value.length() - 1) + (end == '1' ? '2' : '1');
    }

    private static final Roll.Counts FOUND = new Roll.Counts(Map.of(
            Roll.Kind.FRESH, 5,
            Roll.Kind.KNOWN, 1,
            Roll.Kind.LIKELY, 2,
            Roll.Kind.REPEATED, 1,
            Roll.Kind.WRONG, 11));

    @Test
    void everyPlantedFaultIsFoundAndNobodyIsRegisteredByLooking() {
        rehearsal.run(() -> {
            RollId id = upload(planted().sheet());
            long before = count("person.person");
            Roll found = checked(id);
            assertThat(found.refused()).isNull();
            assertThat(found.faults())
                    .extracting(Roll.Spot::cell)
                    .containsExactly("B4", "6", "B12", "C13", "D14", "E15", "B16", "A17", "18", "D19", "A20");
            assertThat(found.counts()).isEqualTo(FOUND);
            assertThat(count("person.person")).isEqualTo(before);
            var book = Sheets.read(rolls.errors(id));
            assertThat(book.lines()).hasSize(11);
            assertThat(book.lines().get(0).at(0)).contains("第 2 行也是这个证件号码");
            assertThat(book.lines().get(2).at(0)).contains("最后一位对不上");
            // where and what is wrong is kept; whose number it was stands sealed alone
            String kept =
                    rows("select to_jsonb(r)::text from roll.roll r where :people is not null and id = '" + id + "'");
            assertThat(kept).doesNotContain("示例在册").doesNotContain(phone(1)).doesNotContain("吴示例");
        });
    }

    @Test
    void whoIsImportedIsInvitedCountsNowhereAndNothingOfWhoIsThereIsOverwritten() {
        rehearsal.run(() -> {
            Planted planted = planted();
            RollId id = upload(planted.sheet());
            String before = rows(
                    "select to_jsonb(p)::text from person.person p where id = any (:people)",
                    planted.known().value());
            long counted = count("volunteer.volunteer where confirmed_on is not null");
            long consents = count("person.consent");
            Roll done = imported(id);
            assertThat(done.state()).isEqualTo(Roll.State.DONE);
            assertThat(done.sheetKept()).isFalse();
            assertThat(rolls.became(id)).isEqualTo(FOUND);

            assertThat(count("person.consent"))
                    .as("nobody's consent is made up")
                    .isEqualTo(consents);
            assertThat(rows(
                            "select to_jsonb(p)::text from person.person p where id = any (:people)",
                            planted.known().value()))
                    .isEqualTo(before);
            assertThat(count("volunteer.volunteer where confirmed_on is not null"))
                    .isEqualTo(counted);
            Line line = rolls.lines(id, Roll.Kind.KNOWN, 1).rows().getFirst();
            assertThat(line.person()).isEqualTo(planted.known());
            assertThat(line.differing()).extracting(Text::key).containsExactly("手机号");
            assertThat(line.former()).isEqualTo("旧002");
            assertThat(volunteers.of(planted.known()).orElseThrow().state()).isEqualTo(VolunteerState.INVITED);
            assertThat(jdbc.sql("""
                            select distinct v.state || ' ' || v.source from roll.line l
                            join volunteer.volunteer v on v.id = l.volunteer where l.roll = :roll""")
                            .param("roll", id.value())
                            .query(String.class)
                            .list())
                    .containsExactly("INVITED IMPORT");
            // a telephone that two have is nobody's own, and signs nobody in
            assertThat(people.ownerOf(MobileNumber.of(phone(10)))).isPresent();
            assertThat(people.ownerOf(MobileNumber.of(phone(12)))).isEmpty();
            assertThat(people.ownerOf(MobileNumber.of(phone(3)))).contains(planted.alike());
            assertThat(pairs.list(Pair.State.OPEN, 1).rows())
                    .filteredOn(pair -> pair.roll().equals(id))
                    .extracting(Pair::line)
                    .containsExactlyInAnyOrder(7, 11);
            // the database says so as well
            UUID volunteer = rolls.lines(id, Roll.Kind.FRESH, 1)
                    .rows()
                    .getFirst()
                    .volunteer()
                    .value();
            assertThatThrownBy(() -> rehearsal.step(
                            () -> jdbc.sql("update volunteer.volunteer set state = 'ACTIVE' where id = :id")
                                    .param("id", volunteer)
                                    .update()))
                    .isInstanceOf(DataIntegrityViolationException.class);
        });
    }

    @Test
    void aSecondImportOfTheSameRollBringsInNobodyWithANumberAgain() {
        rehearsal.run(() -> {
            Planted planted = planted();
            imported(upload(planted.sheet()));
            Roll again = checked(upload(planted.sheet()));
            assertThat(again.counts().of(Roll.Kind.KNOWN)).isEqualTo(3);
            assertThat(again.counts().of(Roll.Kind.FRESH)).isZero();
        });
    }

    // --- one person or two ---

    @Test
    void aMergeRewritesNothingAndASplitGivesBackBothExactly() {
        rehearsal.run(() -> {
            Planted planted = planted();
            RollId id = upload(planted.sheet());
            imported(id);
            Pair pair = pairs.list(Pair.State.OPEN, 1).rows().stream()
                    .filter(one -> one.roll().equals(id) && one.line() == 7)
                    .findFirst()
                    .orElseThrow();
            assertThat(pair.other()).isEqualTo(planted.alike());
            String before = asTheyStand(pair.person(), pair.other());

            assertThatThrownBy(() -> pairs.merge(Acting.actor(), pair.id(), "短"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("请写明原因");
            assertThat(people.same(pair.person(), pair.other()))
                    .isEqualTo(Map.of(Column.NAME, true, Column.PHONE, true));
            pairs.merge(Acting.actor(), pair.id(), "示例：姓名和手机号都一样");
            // who has the identity number is the one that stays
            assertThat(people.resolve(pair.other())).isEqualTo(pair.person());
            assertThat(people.records(pair.person())).containsExactly(pair.person(), pair.other());
            assertThat(asTheyStand(pair.person(), pair.other())).isEqualTo(before);
            assertThatThrownBy(() -> pairs.merge(Acting.actor(), pair.id(), "示例：再来一次"))
                    .isInstanceOf(Refusal.class);

            pairs.split(Acting.actor(), pair.id(), "示例：问过了，是两个人");
            assertThat(people.resolve(pair.other())).isEqualTo(pair.other());
            assertThat(people.resolve(pair.person())).isEqualTo(pair.person());
            assertThat(people.records(pair.person())).containsExactly(pair.person());
            assertThat(asTheyStand(pair.person(), pair.other())).isEqualTo(before);
            assertThat(people.ownerOf(MobileNumber.of(phone(3)))).contains(planted.alike());
            assertThat(pairs.decisions(pair.id()))
                    .extracting(Pair.Decision::state)
                    .containsExactly(Pair.State.SPLIT, Pair.State.MERGED);
            assertThat(count("audit.event where what in ('person.merged', 'person.split') and object_id = '"
                            + pair.other() + "'"))
                    .isEqualTo(2);
        });
    }

    @Test
    void aRecordThatWasJoinedIsNotConfirmedBesideTheOther() {
        rehearsal.run(() -> {
            RollId id = upload(planted().sheet());
            imported(id);
            Pair pair = pairs.list(Pair.State.OPEN, 1).rows().stream()
                    .filter(one -> one.roll().equals(id) && one.line() == 11)
                    .findFirst()
                    .orElseThrow();
            pairs.merge(Acting.actor(), pair.id(), "示例：姓名和手机号都一样");
            assertThat(volunteers.of(pair.person())).isEqualTo(volunteers.of(pair.other()));
            UUID alias = Objects.requireNonNull(pairs.get(pair.id()).alias());
            UUID aliasVolunteer = jdbc.sql("select id from volunteer.volunteer where person = :person")
                    .param("person", alias)
                    .query(UUID.class)
                    .single();
            assertThatThrownBy(() -> registrations.confirmAtCounter(
                            Acting.actor(), new VolunteerId(aliasVolunteer), Consent.Channel.COUNTER, 1, null))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("已经合并");
        });
    }

    // --- stopped and gone on with ---

    private String filler(int rows) {
        StringBuilder sheet = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            sheet.append("示例%s,%s,%s,,%s,,旧%05d\n"
                    .formatted((char) ('甲' + i % 500), number().value(), phone(100_000 + i), STATION, i));
        }
        return sheet.toString();
    }

    @Test
    void threeThousandComeInOnceThoughTheImportDiesOnTheWay() {
        rehearsal.run(() -> {
            long before = count("person.person");
            long counted = count("volunteer.volunteer where confirmed_on is not null");
            RollId id = upload(filler(ROWS));
            assertThat(checked(id).counts().of(Roll.Kind.FRESH)).isEqualTo(ROWS);
            rolls.confirm(Acting.actor(), id);
            assertThatThrownBy(() -> carrier.run(run(id, 1_000)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("on purpose");
            assertThat(count("person.person")).isEqualTo(before + 1_000);
            assertThat(rolls.get(id).through()).isEqualTo(1_001);
            assertThat(rolls.get(id).state()).isEqualTo(Roll.State.IMPORTING);

            carrier.run(run(id));
            assertThat(count("person.person")).isEqualTo(before + ROWS);
            assertThat(rolls.became(id).of(Roll.Kind.FRESH)).isEqualTo(ROWS);
            assertThat(rolls.get(id).state()).isEqualTo(Roll.State.DONE);
            assertThat(count("volunteer.volunteer where confirmed_on is not null"))
                    .as("they count nowhere")
                    .isEqualTo(counted);
            // every one opens again with a key of his own
            PersonId one = rolls.lines(id, Roll.Kind.FRESH, 1).rows().getLast().person();
            assertThat(people.get(Objects.requireNonNull(one)).name())
                    .startsWith("示")
                    .endsWith("*");
            // a line has one effect: the database refuses a second
            assertThatThrownBy(() -> rehearsal.step(() -> {
                        store.addLines(id.value(), station(), List.of(Line.of(2, Roll.Kind.WRONG)), Instant.EPOCH);
                        return true;
                    }))
                    .isInstanceOf(DataIntegrityViolationException.class);
            assertThatThrownBy(() -> carrier.run(run(id))).isInstanceOf(Refusal.class);
            assertThat(count("person.person")).isEqualTo(before + ROWS);
        });
    }

    @Test
    void whatIsPutAsideLetsGoOfTheFile() {
        rehearsal.run(() -> {
            RollId id = upload(filler(3));
            checked(id);
            rolls.end(id);
            assertThat(rolls.get(id).sheetKept()).isFalse();
            assertThatThrownBy(() -> rolls.confirm(Acting.actor(), id)).isInstanceOf(Refusal.class);
        });
    }

    @Test
    void aSheetThatIsNoRollIsRefusedWithAReason() {
        rehearsal.run(() -> {
            RollId id = rolls.upload(
                    Acting.actor(), sites.center(), "示例", "x.csv", "名称,层级\n甲,站\n".getBytes(StandardCharsets.UTF_8));
            Roll found = checked(id);
            assertThat(found.state()).isEqualTo(Roll.State.REFUSED);
            assertThat(found.refused().toString()).contains("表头有不认识的列");
        });
    }

    // --- a street's own ---

    @Test
    void ofSomebodyInAnotherStreetAnOperatorLearnsOnlyThatHeIsElsewhere() {
        Actor clerk = new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "所办事员", "198.51.100.7", "test");
        IdentityNumber number = number(LocalDate.of(1969, 1, 1), 777);
        PersonId far = system(() -> known("冯示例远", number, phone(77), true));
        try {
            SiteId street =
                    system(() -> sites.resolve("530181003", rules.today()).orElseThrow());
            Scope scope = new Scope(false, Set.of(street.value()), Set.of(), null, clerk.account(), true);
            String sheet = HEADING + "冯示例远," + number.value() + "," + phone(78) + ",,,,\n" + "冯示例别名," + number.value()
                    + ",,,,,\n冯示例近,," + phone(79) + ",," + STATION + ",,\n";
            RollReader reader = Acting.as(
                    clerk,
                    scope,
                    () -> new RollReader(
                            sheet.getBytes(StandardCharsets.UTF_8),
                            new Reach(street, desk.read(() -> sites.known(rules.today()))),
                            desk.read(rules::today),
                            6));
            List<RollReader.Read> reads = new ArrayList<>();
            reader.each(reads::add);
            List<RollDesk.Sorted> sorted = Acting.as(clerk, scope, () -> desk.sort(reads));
            assertThat(sorted)
                    .extracting(RollDesk.Sorted::kind)
                    .containsExactly(Roll.Kind.ELSEWHERE, Roll.Kind.WRONG, Roll.Kind.WRONG);
            assertThat(sorted.getFirst().known()).isNull();
            assertThat(sorted.getFirst().differs()).isEmpty();
            assertThat(sorted.get(2).read().row().faults().getFirst().what().toString())
                    .contains("不在这份名册的范围里");
        } finally {
            system(() -> {
                ownData.erase(far, "示例：测试以后删除");
                return true;
            });
        }
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> work.get())));
    }
}
