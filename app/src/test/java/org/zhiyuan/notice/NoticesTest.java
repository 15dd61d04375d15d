package org.zhiyuan.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.EntryState;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.hours.Served;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.presence.Gathering;
import org.zhiyuan.presence.Way;
import org.zhiyuan.shell.Formats;

/** Told once for each act, in its transaction; by message too where it is wanted or owed, and never at night. */
@HouseTest
class NoticesTest {
    @Autowired
    private ApplicationContext house;

    @Autowired
    private Notices notices;

    @Autowired
    private NoticeStore store;

    @Autowired
    private Courier courier;

    @Autowired
    private NoticePersonalData personalData;

    @Autowired
    private Hours hours;

    @Autowired
    private SampleCity sample;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private Gathering there;
    private Gathering.One one;

    @BeforeEach
    void gather() {
        // noon, so that nothing is quiet
        clock.set(LocalDate.ofInstant(Instant.now(), Formats.ZONE)
                .atTime(12, 0)
                .atZone(Formats.ZONE)
                .toInstant()
                .truncatedTo(ChronoUnit.MINUTES));
        there = new Gathering(house, 2);
        one = there.people.getFirst();
    }

    @AfterEach
    void disperse() {
        system(() ->
                jdbc.sql("delete from notice.outbox where due < '2999-01-01Z'").update());
        clock.reset();
        there.end();
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private Actor actor(Gathering.One who) {
        return new Actor(Actor.Kind.CITIZEN, who.account(), who.person().value(), "示例本人", "", "198.51.100.8", "test");
    }

    private <T> T as(Gathering.One who, Supplier<T> work) {
        return Acting.as(
                actor(who), new Scope(false, Set.of(), Set.of(), who.person().value(), who.account(), true), work);
    }

    private List<Notice> told(Gathering.One who) {
        return as(who, () -> notices.mine(actor(who), 1)).rows();
    }

    private void tell(PersonId person, Kind kind, UUID source) {
        // by whoever acts: an office that sees neither the person nor his notices
        Acting.as(
                Actor.system("test"),
                new Scope(false, Set.of(), Set.of(), null, UUID.randomUUID(), true),
                () -> transactions.executeWithoutResult(
                        status -> notices.tell(person, kind, source, Text.of("测试 {0}", 7), "/me")));
    }

    private Served served(Way way, UUID source) {
        Instant starts = there.facts().starts();
        return new Served(
                source,
                there.activity,
                one.volunteer(),
                starts,
                starts.plus(Duration.ofMinutes(180)),
                way,
                null,
                starts.plus(Duration.ofMinutes(180)));
    }

    // --- once, and only what happened ---

    @Test
    void anActIsToldOnceInItsTransactionAndNotAtAllWhereItIsRolledBack() {
        clock.advance(Duration.ofHours(5));
        UUID source = UUID.randomUUID();
        Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> transactions.execute(status -> {
                    EntryId undone = hours.take(served(Way.CODE, source));
                    status.setRollbackOnly();
                    return undone;
                }));
        assertThat(told(one)).isEmpty();

        EntryId entry = system(() -> hours.take(served(Way.CODE, source)));
        assertThat(system(() -> hours.take(served(Way.CODE, source)))).isEqualTo(entry);
        assertThat(system(() -> hours.get(entry)).state()).isEqualTo(EntryState.VALID);
        List<Notice> told = told(one);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().kind()).isEqualTo(Kind.HOURS);
        assertThat(told.getFirst().words().toString()).contains("计入时长 180 分钟");
        assertThat(told.getFirst().href()).isEqualTo("/me/hours/" + entry);
        assertThat(told(there.people.get(1))).isEmpty();
    }

    @Test
    void aCreditTakenBackIsToldAndItsReasonIsToBeSeen() {
        clock.advance(Duration.ofHours(5));
        EntryId entry = system(() -> hours.take(served(Way.CODE, UUID.randomUUID())));
        for (String login : List.of("xianjie", "center")) {
            Actor office =
                    new Actor(Actor.Kind.STAFF, sample.account(login), null, login, "办事员", "198.51.100.9", "test");
            clock.advance(Duration.ofMinutes(1));
            Acting.as(office, Scope.EVERYTHING, () -> {
                hours.reverse(office, entry, "示例：没有到场");
                return 0;
            });
        }
        assertThat(told(one)).extracting(Notice::kind).containsExactly(Kind.HOURS_BACK, Kind.HOURS);
        assertThat(told(one).getFirst().words().toString()).contains("180 分钟冲正了");
    }

    @Test
    void theSameActIsNotToldTwiceThoughItIsHeardTwice() {
        UUID source = UUID.randomUUID();
        tell(one.person(), Kind.TEAM, source);
        tell(one.person(), Kind.TEAM, source);
        assertThat(told(one)).hasSize(1);
        assertThat(as(one, () -> notices.unread(actor(one)))).isEqualTo(1);
    }

    @Test
    void nobodyTellsOutsideOfTheTransactionOfTheAct() {
        assertThatThrownBy(() -> Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
                    notices.tell(one.person(), Kind.TEAM, UUID.randomUUID(), Text.of("测试"), "/me");
                    return 0;
                }))
                .hasMessageContaining("transaction");
    }

    // --- one's own ---

    @Test
    void onesNoticesAreReadByOneselfAlone() {
        tell(one.person(), Kind.TEAM, UUID.randomUUID());
        Notice notice = told(one).getFirst();
        Gathering.One other = there.people.get(1);
        assertThatThrownBy(() -> as(other, () -> notices.read(actor(other), notice.id())))
                .isInstanceOf(Absent.class);
        assertThat(as(one, () -> notices.read(actor(one), notice.id()))).isEqualTo("/me");
        assertThat(as(one, () -> notices.unread(actor(one)))).isZero();
        assertThat(told(one).getFirst().unread()).isFalse();
    }

    @Test
    void noticesEndAfterTheirDays() {
        tell(one.person(), Kind.TEAM, UUID.randomUUID());
        clock.advance(Duration.ofDays(89));
        system(notices::forgetOld);
        assertThat(told(one)).hasSize(1);
        clock.advance(Duration.ofDays(2));
        system(notices::forgetOld);
        assertThat(told(one)).isEmpty();
    }

    @Test
    void whoeverLeavesTakesHisNoticesWithHim() {
        tell(one.person(), Kind.COMPLAINT, UUID.randomUUID());
        as(one, () -> {
            notices.want(actor(one), EnumSet.of(Kind.TEAM), new Quiet(20, 9));
            return 0;
        });
        assertThat(as(one, () -> transactions.execute(status -> personalData.copy(one.person())))
                        .toString())
                .contains("测试 7", "wanted=true");
        as(
                one,
                () -> transactions.execute(status -> {
                    personalData.erase(one.person());
                    return 0;
                }));
        assertThat(system(() -> jdbc.sql("""
                                select (select count(*) from notice.notice where person = :person)
                                     + (select count(*) from notice.preference where person = :person)
                                     + (select count(*) from notice.quiet where person = :person)""")
                        .param("person", one.person().value())
                        .query(Integer.class)
                        .single()))
                .isZero();
    }

    // --- by message too ---

    private List<String> sent(Gathering.One who) {
        return system(
                () -> jdbc.sql("select text from channel.sent where person = ? and template = 'notice' order by at")
                        .param(who.person().value())
                        .query(String.class)
                        .list());
    }

    private boolean asked(Gathering.One who) {
        return system(() ->
                jdbc.sql("""
                        select exists (select from notice.outbox o join notice.notice n on n.id = o.notice
                                       where n.person = ?)""").param(who.person().value()).query(Boolean.class).single());
    }

    private void send() {
        // the house's own job may have taken the same at the same time
        await().untilAsserted(() -> {
            Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
                courier.send();
                return 0;
            });
            assertThat(system(() -> jdbc.sql("select count(*) from notice.outbox where due <= ?")
                            .param(clock.instant().atOffset(java.time.ZoneOffset.UTC))
                            .query(Integer.class)
                            .single()))
                    .isZero();
        });
    }

    @Test
    void aMessageGoesWhereItIsOwedOrWantedAndSaysNothingOfWhatHappened() {
        Gathering.One other = there.people.get(1);
        tell(one.person(), Kind.COMPLAINT, UUID.randomUUID());
        tell(other.person(), Kind.TEAM, UUID.randomUUID());
        send();
        assertThat(sent(one)).hasSize(1);
        assertThat(sent(one).getFirst()).contains("投诉和更正的答复").doesNotContain("测试");
        assertThat(sent(other)).isEmpty();

        as(other, () -> {
            notices.want(actor(other), EnumSet.of(Kind.TEAM), new Quiet(0, 0));
            return 0;
        });
        tell(other.person(), Kind.TEAM, UUID.randomUUID());
        send();
        assertThat(sent(other)).hasSize(1);
        assertThat(asked(other)).isFalse();
        send();
        assertThat(sent(other)).hasSize(1);
    }

    @Test
    void whatIsOwedIsNotTurnedOffNeitherOnThePageNorInTheDatabase() {
        as(one, () -> {
            notices.want(actor(one), EnumSet.noneOf(Kind.class), new Quiet(0, 0));
            return 0;
        });
        assertThat(as(one, () -> notices.wanted(actor(one))).sms().get(Kind.HOURS_BACK))
                .isTrue();
        assertThatThrownBy(() -> system(() -> {
                    store.prefer(one.person().value(), Kind.HOURS_BACK, false);
                    return 0;
                }))
                .hasStackTraceContaining("are not turned off");
        tell(one.person(), Kind.HOURS_BACK, UUID.randomUUID());
        tell(one.person(), Kind.ATTENDANCE, UUID.randomUUID());
        send();
        assertThat(sent(one)).hasSize(1);
    }

    @Test
    void whatAnotherRoomSendsIsNotSentAgain() {
        tell(one.person(), Kind.ACTIVITY, UUID.randomUUID());
        send();
        assertThat(sent(one)).isEmpty();
        assertThat(asked(one)).isFalse();
    }

    @Test
    void atNightAMessageWaitsForTheMorning() {
        clock.advance(Duration.ofHours(11));
        tell(one.person(), Kind.COMPLAINT, UUID.randomUUID());
        send();
        assertThat(sent(one)).isEmpty();
        assertThat(asked(one)).isTrue();
        clock.advance(Duration.ofHours(9).plusMinutes(1));
        send();
        assertThat(sent(one)).hasSize(1);
    }

    @Test
    void whoeverCannotBeReachedDoesNotKeepTheOthersWaiting() {
        // so many in a minute that the limit of the number says no
        tell(one.person(), Kind.COMPLAINT, UUID.randomUUID());
        tell(one.person(), Kind.COMPLAINT, UUID.randomUUID());
        Gathering.One other = there.people.get(1);
        tell(other.person(), Kind.COMPLAINT, UUID.randomUUID());
        send();
        assertThat(sent(one)).hasSize(1);
        assertThat(sent(other)).hasSize(1);
        assertThat(asked(one)).isTrue();
        clock.advance(Duration.ofMinutes(11));
        send();
        assertThat(sent(one)).hasSize(2);
    }
}
