package org.zhiyuan.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.OwnData;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;

/** Volunteers on the real database, at a station of the sample; each test takes back what it did. */
@HouseTest
class VolunteersTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

    @Autowired
    private Volunteers volunteers;

    @Autowired
    private Registrations registrations;

    @Autowired
    private Inquiries inquiries;

    @Autowired
    private Records records;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Idleness idleness;

    @Autowired
    private VolunteerStore store;

    @Autowired
    private Rulebook rules;

    @Autowired
    private People people;

    @Autowired
    private Consents consents;

    @Autowired
    private OwnData ownData;

    @Autowired
    private Sites sites;

    @Autowired
    private Channels channels;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private final Actor clerk = staff();
    private final Actor second = staff();

    private static Actor staff() {
        return new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "站办事员", "198.51.100.7", "test");
    }

    private static Actor self(PersonId person) {
        return new Actor(Actor.Kind.CITIZEN, UUID.randomUUID(), person.value(), "本人", "", "198.51.100.8", "test");
    }

    /** Does it with these rows in reach, and takes it back. */
    private <T> T undone(Actor actor, Scope scope, Supplier<T> work) {
        return Acting.as(
                actor,
                scope,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    status.setRollbackOnly();
                    return work.get();
                })));
    }

    private void atStation(Runnable work) {
        UUID site = station().value();
        undone(clerk, new Scope(false, Set.of(site), Set.of(), null, clerk.account(), true), () -> {
            work.run();
            return true;
        });
    }

    private void everywhere(Runnable work) {
        undone(clerk, Scope.EVERYTHING, () -> {
            work.run();
            return true;
        });
    }

    private SiteId station() {
        return sites.resolve("530181009205", rules.today()).orElseThrow();
    }

    private static MobileNumber phone() {
        return MobileNumber.of("1950000%04d".formatted(NEXT.incrementAndGet()));
    }

    /** Made up: the division does not exist, the check digit fits. */
    static IdentityNumber number(LocalDate born) {
        String body = "539999%tY%<tm%<td%03d".formatted(born, NEXT.incrementAndGet() % 1000);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return IdentityNumber.stored(body + "10X98765432".charAt(sum % 11));
    }

    private IdentityNumber aged(int years) {
        return number(rules.today().minusYears(years).minusDays(10));
    }

    private Registrations.Entry entry(String name, IdentityNumber number) {
        return new Registrations.Entry(name, number, station(), Offer.NONE, 2);
    }

    private Registrations.CounterEntry counter(
            Registrations.Entry entry, Registrations.@Nullable GuardianEntry guardian, boolean present) {
        return new Registrations.CounterEntry(entry, null, false, Consent.Channel.COUNTER, guardian, present);
    }

    private Registrations.GuardianEntry guardian() {
        return new Registrations.GuardianEntry("郑示例乙家长", phone(), aged(40), 1);
    }

    private PersonId byPhone(MobileNumber phone) {
        return people.register(Actor.system("test"), sites.center(), Particulars.ofPhone(phone), Basis.DUTY, List.of());
    }

    @Test
    void whoeverRegistersAtTheCounterNeedsNoTelephoneAndCounts() {
        atStation(() -> {
            Volunteer made = registrations.registerAtCounter(clerk, counter(entry("周示例甲", aged(66)), null, false));

            assertThat(made.state()).isEqualTo(VolunteerState.ACTIVE);
            assertThat(made.confirmedOn()).isEqualTo(rules.today());
            assertThat(consents.agrees(made.person(), Registrations.PURPOSE)).isTrue();
            assertThat(volunteers.steps(made.id())).singleElement().satisfies(step -> {
                assertThat(step.cause()).isEqualTo(Step.Cause.CONFIRMED);
                assertThat(step.who()).isEqualTo("示例办事员");
            });
            assertThat(made.number().value()).startsWith("AN");
            assertThat(volunteers.numbered(made.number()))
                    .singleElement()
                    .extracting(Volunteers.Listed::name)
                    .isEqualTo("周**");
            assertThat(volunteers.called(" 周 示例甲 ").rows())
                    .extracting(row -> row.volunteer().id())
                    .contains(made.id());
        });
    }

    @Test
    void nobodyIsRegisteredTwiceByOneIdentityNumber() {
        atStation(() -> {
            IdentityNumber number = aged(30);
            Volunteer first = registrations.registerAtCounter(clerk, counter(entry("周示例甲", number), null, false));
            refused(
                    first.number().value(),
                    () -> registrations.registerAtCounter(clerk, counter(entry("周示例甲", number), null, false)));
            refused(
                    "姓名和已经登记的不一致",
                    () -> registrations.registerAtCounter(clerk, counter(entry("吴示例甲", number), null, false)));
        });
    }

    @Test
    void whoeverLeftOneOfTwoRecordsIsTheOtherAndCountsOnce() {
        everywhere(() -> {
            IdentityNumber number = aged(30);
            Volunteer left = registrations.registerAtCounter(clerk, counter(entry("周示例并", number), null, false));
            Volunteer stays = registrations.registerAtCounter(clerk, counter(entry("周示例并", aged(30)), null, false));
            volunteers.leave(self(left.person()), left.id(), "");
            people.merge(clerk, stays.person(), left.person(), "示例：是同一个人");

            assertThat(volunteers.of(left.person()).map(Volunteer::id))
                    .as("the record that left stands first, and hides nothing")
                    .contains(stays.id());
            refused(
                    stays.number().value(),
                    () -> registrations.registerAtCounter(clerk, counter(entry("周示例并", number), null, false)));
            Volunteer withdrawn = volunteers.get(left.id());
            refused(
                    "一个人只算一次",
                    () -> volunteers.become(clerk, withdrawn, VolunteerState.ACTIVE, Step.Cause.CONFIRMED, ""));

            // also where the other record is out of sight: one word, and no row
            List<UUID> both = List.of(left.person().value(), stays.person().value());
            jdbc.sql("select set_config('app.everything', '', true)")
                    .query(String.class)
                    .single();
            assertThat(store.ofAny(both)).isEmpty();
            assertThat(store.counts(both)).isTrue();
            assertThat(store.counts(List.of(left.person().value()))).isFalse();
            assertThat(store.ofAny(both)).as("closed again").isEmpty();
        });
    }

    @Test
    void eachPageOfTheListShowsOthers() {
        atStation(() -> {
            for (int n = 0; n <= Slice.SIZE_DEFAULT; n++) {
                registrations.registerAtCounter(clerk, counter(entry("周示例页", aged(30)), null, false));
            }
            List<Volunteers.Listed> first = volunteers.list(null, 1).rows();
            assertThat(first).hasSize(Slice.SIZE_DEFAULT);
            assertThat(volunteers.list(null, 2).rows()).isNotEmpty().doesNotContainAnyElementsOf(first);
        });
    }

    @Test
    void whoSignedInByTelephoneRegistersAloneInTheOwnRowsOnly() {
        PersonId[] person = new PersonId[1];
        Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> transactions.execute(status -> {
                    person[0] = byPhone(phone());
                    return true;
                }));
        Actor me = self(person[0]);
        try {
            undone(me, new Scope(false, Set.of(), Set.of(), person[0].value(), me.account(), true), () -> {
                drafts.keep(me, Map.of("name", List.of("周示例丙")));
                assertThat(drafts.of(me)).containsEntry("name", List.of("周示例丙"));
                Volunteer made = registrations.registerSelf(me, entry("周示例丙", aged(30)));

                assertThat(made.state()).isEqualTo(VolunteerState.ACTIVE);
                assertThat(volunteers.own(me).orElseThrow().id()).isEqualTo(made.id());
                assertThat(volunteers.list(null, 1).total())
                        .as("nobody else in sight")
                        .isOne();
                assertThat(volunteers.steps(made.id()).getFirst().who()).isEmpty();
                refused("监护人在场", () -> registrations.registerSelf(me, entry("周示例丙", aged(8))));
                refused("监护人同意", () -> registrations.registerSelf(me, entry("周示例丙", aged(15))));
                refused("还不能登记", () -> registrations.registerSelf(me, entry("周示例丙", aged(5))));
                return true;
            });
        } finally {
            Acting.as(
                    Actor.system("test"),
                    Scope.EVERYTHING,
                    () -> transactions.execute(status -> {
                        ownData.erase(person[0], "测试以后删除");
                        return true;
                    }));
        }
    }

    @Test
    void aTelephoneAloneProvesNobodyToBeSomebodyElse() {
        everywhere(() -> {
            PersonId known = people.register(
                    clerk,
                    station(),
                    new Particulars("周示例丁", phone(), true, aged(50), null, ""),
                    Basis.DUTY,
                    List.of());
            conflict("证件号码", () -> registrations.registerSelf(self(known), entry("周示例丁", aged(30))));
        });
        // nor does a number that nobody is known by here make one of two
        everywhere(() -> {
            IdentityNumber number = aged(50);
            people.register(
                    clerk, station(), new Particulars("周示例卯", null, false, number, null, ""), Basis.DUTY, List.of());
            PersonId stranger = byPhone(phone());
            conflict("证件号码", () -> registrations.registerSelf(self(stranger), entry("周示例卯", number)));
        });
        everywhere(() -> {
            PersonId child = byPhone(phone());
            Registrations.GuardianEntry other = new Registrations.GuardianEntry("周示例巳", phone(), aged(46), 1);
            people.register(
                    clerk,
                    station(),
                    new Particulars("周示例午", null, false, other.number(), null, ""),
                    Basis.DUTY,
                    List.of());
            conflict("监护人", () -> registrations.registerWithGuardian(self(child), entry("郑示例壬", aged(12)), other));
        });
    }

    private static void conflict(String words, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(Conflict.class).hasMessageContaining(words);
    }

    @Test
    void whoRegistersAloneLearnsNothingOfWhatIsOnRecordAndEachFailureIsWrittenDown() {
        Actor me = self(new PersonId(UUID.randomUUID()));
        List<String> told = new ArrayList<>();
        for (String reason : List.of("证件号码和已经登记的不一致", "监护人的手机号和证件号码登记的不是同一个人")) {
            assertThatThrownBy(() -> Acting.as(
                            me,
                            Scope.NOTHING,
                            () -> inquiries.register(me, "198.51.100.23", () -> {
                                throw new Conflict(Text.of(reason));
                            })))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> told.add(refusal.reason() + "。" + refusal.wayOut()));
        }
        assertThat(told).hasSize(2);
        assertThat(told.getFirst())
                .isEqualTo(told.getLast())
                .contains("没有办成", "实践站")
                .doesNotContain("证件号码", "监护人", "登记");
        assertThat(failures(me)).isEqualTo(2);
        // and not for as long as one likes
        assertThatThrownBy(() -> {
                    for (int n = 0; n < 100; n++) {
                        Acting.as(me, Scope.NOTHING, () -> inquiries.register(me, "198.51.100.23", () -> true));
                    }
                })
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("试的次数太多了");
    }

    @Test
    void whetherSomebodyIsRegisteredIsTakenUpAlikeForYesAndNoAndAnsweredByTheHouseLater() {
        String origin = "198.51.100.77";
        MobileNumber phone = phone();
        IdentityNumber number = aged(30);
        PersonId known = house(() -> registrations
                .registerAtCounter(
                        clerk,
                        new Registrations.CounterEntry(
                                entry("周示例问", number), phone, true, Consent.Channel.COUNTER, null, false))
                .person());
        try {
            Actor asker = new Actor(Actor.Kind.ANONYMOUS, null, null, "", "", origin, "test");
            Acting.as(asker, Scope.NOTHING, () -> {
                inquiries.registered(aged(31), phone(), origin);
                inquiries.registered(number, phone(), origin);
                return inquiries.registered(number, phone, origin);
            });
            Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
                inquiries.answerAll();
                return true;
            });
            assertThat(house(() -> channels.of(known.value())))
                    .filteredOn(sent -> sent.template().equals("volunteer-registered"))
                    .as("to the telephone on record, once")
                    .hasSize(1);
            assertThat(house(() -> jdbc.sql("select count(*) from channel.spent where kind = 'origin' and key = ?")
                            .param(origin)
                            .query(Long.class)
                            .single()))
                    .as("a yes takes nothing from what the asker's address may send")
                    .isZero();
            assertThat(house(() -> jdbc.sql("select count(*) from volunteer.inquiry where at < '2900-01-01Z'")
                            .query(Long.class)
                            .single()))
                    .as("what was asked is let go of")
                    .isZero();
        } finally {
            house(() -> {
                ownData.erase(known, "测试以后删除");
                return true;
            });
        }
    }

    private <T> T house(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private long failures(Actor actor) {
        return house(() -> jdbc.sql("""
                        select count(*) from audit.event
                        where what = 'volunteer.registration_failed' and object_id = ?""")
                .param(String.valueOf(actor.person()))
                .query(Long.class)
                .single());
    }

    @Test
    void aMinorCountsOnlyAfterAGuardianAndASecondPerson() {
        atStation(() -> {
            refused(
                    "监护人同意",
                    () -> registrations.registerAtCounter(clerk, counter(entry("郑示例丁", aged(12)), null, false)));
            Volunteer child =
                    registrations.registerAtCounter(clerk, counter(entry("郑示例丁", aged(12)), guardian(), true));

            assertThat(child.state()).isEqualTo(VolunteerState.INVITED);
            assertThat(child.confirmedOn()).isNull();
            assertThat(consents.agrees(child.person(), Registrations.GUARDIAN_PURPOSE))
                    .isTrue();
            refused("不能审核自己登记的", () -> volunteers.approve(clerk, child.id()));

            volunteers.approve(second, child.id());

            assertThat(volunteers.get(child.id()).state()).isEqualTo(VolunteerState.ACTIVE);
            assertThat(volunteers.guardianship(child.id()).orElseThrow().approver())
                    .isEqualTo("示例办事员");
        });
    }

    @Test
    void whoseGuardianTookItBackIsNotBroughtBackByAPageThatWasOpen() {
        everywhere(() -> {
            Volunteer child =
                    registrations.registerAtCounter(clerk, counter(entry("郑示例庚", aged(12)), guardian(), true));
            Guardianship agreed = volunteers.guardianship(child.id()).orElseThrow();
            volunteers.unguard(self(agreed.guardian()), agreed.guardian(), child.id());

            refused("不等审核", () -> volunteers.approve(second, child.id()));
            assertThat(store.approve(agreed.id(), NOW, UUID.randomUUID(), ""))
                    .as("the statement asks the same")
                    .isFalse();
            assertThat(volunteers.get(child.id()).state()).isEqualTo(VolunteerState.WITHDRAWN);
            assertThatThrownBy(() -> jdbc.sql("""
                                    update volunteer.guardianship set approved_at = now(), approver = gen_random_uuid()
                                    where id = ?""").param(agreed.id()).update())
                    .as("and the database")
                    .hasMessageContaining("does not wait for a second look");
        });
    }

    @Test
    void aChildThatLeftBeforeTheSecondLookRegistersAnewWithItsGuardian() {
        everywhere(() -> {
            IdentityNumber number = aged(12);
            Volunteer child = registrations.registerAtCounter(clerk, counter(entry("郑示例辛", number), guardian(), true));
            volunteers.leave(self(child.person()), child.id(), "");
            refused("不等审核", () -> volunteers.approve(second, child.id()));

            registrations.registerAtCounter(clerk, counter(entry("郑示例辛", number), guardian(), true));
            volunteers.approve(second, child.id());
            assertThat(volunteers.get(child.id()).state()).isEqualTo(VolunteerState.ACTIVE);
        });
    }

    @Test
    void aSmallChildNeedsTheGuardianThere() {
        atStation(() -> {
            refused(
                    "监护人在场",
                    () -> registrations.registerAtCounter(clerk, counter(entry("郑示例戊", aged(7)), guardian(), false)));
            refused(
                    "还不能登记",
                    () -> registrations.registerAtCounter(clerk, counter(entry("郑示例戊", aged(4)), guardian(), true)));
        });
    }

    @Test
    void aGuardianIsOfAge() {
        atStation(() -> refused(
                "年满 18 周岁",
                () -> registrations.registerAtCounter(
                        clerk,
                        counter(
                                entry("郑示例己", aged(12)),
                                new Registrations.GuardianEntry("郑示例己哥", phone(), aged(17), 1),
                                true))));
    }

    @Test
    void whoWasEnteredByOthersCountsNowhereUntilHeSaysSo() {
        everywhere(() -> {
            Volunteer invited = invited(aged(40));
            refused("不能改成", () -> volunteers.suspend(clerk, invited.id(), "测试暂停一下"));
            assertThatThrownBy(() -> store.stand(invited.id().value(), VolunteerState.ACTIVE, null))
                    .as("the database says so too")
                    .hasMessageContaining("volunteer_check");
        });
        everywhere(() -> {
            Volunteer invited = invited(aged(40));
            int before = tallied().counted();
            registrations.confirmAtCounter(clerk, invited.id(), Consent.Channel.COUNTER, 2, null);
            assertThat(volunteers.get(invited.id()).state()).isEqualTo(VolunteerState.ACTIVE);
            assertThat(tallied().counted()).isEqualTo(before + 1);
        });
    }

    private Volunteer invited(@Nullable IdentityNumber number) {
        PersonId person = people.register(
                clerk, station(), new Particulars("吴示例丁", null, false, number, null, ""), Basis.DUTY, List.of());
        Volunteer volunteer = new Volunteer(
                new VolunteerId(UUID.randomUUID()),
                person,
                VolunteerNumber.of("ZY", 9_000_000_000L + NEXT.incrementAndGet()),
                station(),
                VolunteerState.INVITED,
                Volunteer.Source.IMPORT,
                java.time.Instant.parse("2026-11-01T00:00:00Z"),
                null,
                null,
                1);
        assertThat(store.add(volunteer)).isTrue();
        return volunteer;
    }

    private Volunteers.Tally tallied() {
        return new Volunteers.Tally(store.counts());
    }

    @Test
    void whoDisownsARegistrationCountsNowhereAndTheRecordOfItStays() {
        everywhere(() -> {
            Volunteer invited = invited(aged(40));
            int counted = tallied().counted();
            volunteers.disown(self(invited.person()), invited.id(), "我不知道这回事");

            assertThat(volunteers.get(invited.id()).state()).isEqualTo(VolunteerState.WITHDRAWN);
            assertThat(tallied().counted()).isEqualTo(counted);
            assertThat(volunteers.steps(invited.id()).getFirst()).satisfies(step -> {
                assertThat(step.cause()).isEqualTo(Step.Cause.DISOWNED);
                assertThat(step.reason()).isEqualTo("我不知道这回事");
            });
        });
    }

    @Test
    void whoDoesNotServeForAYearSleepsAndAfterThreeIsPutAway() {
        everywhere(() -> {
            Volunteer one = registrations.registerAtCounter(clerk, counter(entry("周示例庚", aged(30)), null, false));
            store.stand(
                    one.id().value(),
                    VolunteerState.ACTIVE,
                    rules.today().minusMonths(12).minusDays(1));
            idleness.look();
            assertThat(volunteers.get(one.id()).state()).isEqualTo(VolunteerState.DORMANT);

            volunteers.served(one.id(), rules.today().minusDays(1));
            assertThat(volunteers.get(one.id()).state()).isEqualTo(VolunteerState.ACTIVE);
            idleness.look();
            assertThat(volunteers.get(one.id()).state()).as("served of late").isEqualTo(VolunteerState.ACTIVE);

            Volunteer other = registrations.registerAtCounter(clerk, counter(entry("周示例辛", aged(31)), null, false));
            store.stand(
                    other.id().value(),
                    VolunteerState.DORMANT,
                    rules.today().minusMonths(36).minusDays(1));
            idleness.look();
            assertThat(volunteers.get(other.id()).state()).isEqualTo(VolunteerState.ARCHIVED);
        });
    }

    @Test
    void freeTimeThatNobodyAskedForIsAnotherThingThanNone() {
        atStation(() -> {
            Volunteer one = registrations.registerAtCounter(clerk, counter(entry("周示例壬", aged(30)), null, false));
            assertThat(volunteers.offer(one.id()).free()).isNull();
            Offer never = new Offer(
                    List.of(new Offer.Skill("law", "示例律师证", LocalDate.of(2027, 1, 1))),
                    Set.of("local"),
                    Set.of(),
                    Set.of(),
                    4);
            volunteers.offer(one.id(), never);
            assertThat(volunteers.offer(one.id())).isEqualTo(never);
            refused(
                    "已经没有了",
                    () -> volunteers.offer(
                            one.id(),
                            new Offer(List.of(new Offer.Skill("no-such", "", null)), Set.of(), Set.of(), null, null)));
        });
    }

    @Test
    void specialWorkOpensWithTheTrainingAndClosesWhenItIsTakenBack() {
        atStation(() -> {
            Volunteer one = registrations.registerAtCounter(clerk, counter(entry("周示例癸", aged(30)), null, false));
            LocalDate today = rules.today();
            assertThat(volunteers.mayDo(one.id(), "first-aid", today)).isInstanceOf(Decision.Refused.class);
            assertThat(volunteers.mayDo(one.id(), "cooking", today)).isInstanceOf(Decision.Allowed.class);
            UUID id = UUID.randomUUID();
            records.add(
                    clerk,
                    one.id(),
                    new Training(id, "first-aid", "急救", "心肺复苏", 120, "示例单位", today, true, today.plusYears(1)));
            records.add(clerk, one.id(), new Award(UUID.randomUUID(), "示例奖", today, "示例单位"));
            assertThat(volunteers.mayDo(one.id(), "first-aid", today)).isInstanceOf(Decision.Allowed.class);
            assertThat(volunteers.mayDo(one.id(), "first-aid", today.plusYears(1)))
                    .isInstanceOf(Decision.Refused.class);
            records.withdraw(clerk, one.id(), id, "登记错了人");
            assertThat(volunteers.mayDo(one.id(), "first-aid", today)).isInstanceOf(Decision.Refused.class);
            refused(
                    "还没有到",
                    () -> records.add(clerk, one.id(), new Award(UUID.randomUUID(), "示例奖", today.plusDays(1), "示例单位")));
        });
    }

    @Test
    void aCopyHoldsEverythingAndAfterAnErasureNothingLeadsToThePerson() {
        everywhere(() -> {
            Volunteer one = registrations.registerAtCounter(clerk, counter(entry("周示例子", aged(30)), null, false));
            Actor me = self(one.person());
            volunteers.health(me, one.id(), "不能爬高", 1);
            assertThat(volunteers.ownHealth(one)).isEqualTo("不能爬高");
            String copy = new String(ownData.copy(me), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(copy).contains(one.number().value(), "不能爬高");

            ownData.erase(one.person(), "本人要求删除");

            assertThat(volunteers.get(one.id()).state()).isEqualTo(VolunteerState.WITHDRAWN);
            assertThat(store.health(one.id().value())).isEmpty();
            assertThat(volunteers.called("周示例子").rows()).isEmpty();
        });
    }

    @Test
    void theSampleHasAnActiveRateThatLeavesOutTheInvited() {
        Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
            idleness.tally();
            Volunteers.Tally tally = volunteers.tally();
            assertThat(tally.people().get(VolunteerState.INVITED)).isPositive();
            assertThat(tally.activePercent()).hasValue(tally.active() * 100 / tally.counted());
            return true;
        });
    }

    private static void refused(String words, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining(words);
    }
}
