package org.zhiyuan.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.matter.WorkingDays;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.presence.Gathering;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Formats;

/** From what somebody says is wrong to the last answer: where it lies, who may answer it, and what the database refuses. */
@HouseTest
class ComplaintsTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String WORDS = "示例：活动没有办，却给人记了时长";
    private static final String REASONS = "示例：查过签到记录，三个人没有到场，时长已经冲正";

    @Autowired
    private ApplicationContext house;

    @Autowired
    private Complaints complaints;

    @Autowired
    private ComplaintStore store;

    @Autowired
    private Filings filings;

    @Autowired
    private ComplaintPersonalData personalData;

    @Autowired
    private ComplaintWaiting waiting;

    @Autowired
    private FormTokens forms;

    @Autowired
    private WorkingDays days;

    @Autowired
    private Sites sites;

    @Autowired
    private Rights rights;

    @Autowired
    private SampleCity sample;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private Gathering there;
    private Actor station;
    private Actor institute;
    private Actor center;
    private Actor center2;
    private Actor leader;

    @BeforeEach
    void gather() {
        clock.set(Instant.now().truncatedTo(ChronoUnit.MINUTES));
        there = new Gathering(house, 2);
        station = staff("mingyihe");
        institute = staff("xianjie");
        center = staff("center");
        center2 = staff("center2");
        leader = staff("leader");
    }

    /** What still waits is withdrawn, so that nobody of another test has it before him. */
    @AfterEach
    void disperse() {
        system(() -> {
            for (Complaint complaint : store.list(null, 200, 0)) {
                if (complaint.state().waits() && complaint.at().isAfter(Instant.parse("2021-01-01T00:00:00Z"))) {
                    complaints.withdraw(complaint.id());
                }
            }
            return 0;
        });
        clock.reset();
        there.end();
    }

    private Actor staff(String login) {
        return new Actor(Actor.Kind.STAFF, sample.account(login), null, "示例" + login, "办事员", "198.51.100.9", "test");
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private <T> T office(Actor actor, Action action, Supplier<T> work) {
        return Acting.as(actor, Scope.NOTHING, () -> rights.within(actor, action, work));
    }

    private SiteId site(String number) {
        return system(() -> sites.resolve(number, today()).orElseThrow());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private static Actor actor(Gathering.One one) {
        return new Actor(
                Actor.Kind.CITIZEN, one.account(), one.person().value(), "示例本人", "", "198.51.100." + next(), "test");
    }

    private static int next() {
        return NEXT.incrementAndGet() % 250;
    }

    /** Somebody who came complains about the activity. */
    private Complaint filed() {
        return filed(
                there.people.getFirst(), Subject.Kind.ACTIVITY, there.activity.toString(), Complaint.Kind.COMPLAINT);
    }

    private Complaint filed(Gathering.One one, Subject.Kind about, String id, Complaint.Kind kind) {
        Actor actor = actor(one);
        Subject subject = as(one, () -> filings.subject(actor, about, id)).orElseThrow();
        String href =
                as(one, () -> filings.file(actor, forms.issue(), subject, kind, "hours", WORDS, null, actor.origin()));
        return as(one, () -> course(href)).complaint();
    }

    private <T> T as(Gathering.One one, Supplier<T> work) {
        return Acting.as(
                actor(one), new Scope(false, Set.of(), Set.of(), one.person().value(), one.account(), true), work);
    }

    private Course course(String href) {
        return filings.course(
                        Receipt.typed(href.substring("/complaints/".length())).orElseThrow())
                .orElseThrow();
    }

    private Complaint get(Complaint complaint) {
        return system(() -> complaints.get(complaint.id()));
    }

    private void reply(Actor actor, Complaint complaint) {
        clock.advance(Duration.ofMinutes(1));
        office(actor, Action.COMPLAINT_ANSWER, () -> {
            complaints.reply(actor, complaint.id(), Reply.Outcome.UPHELD, REASONS);
            return 0;
        });
    }

    private void appeal(Complaint complaint) {
        clock.advance(Duration.ofMinutes(1));
        as(there.people.getFirst(), () -> filings.appeal(forms.issue(), complaint, "示例：只查了三个人", "/complaints"));
    }

    // --- where it lies, and for how long ---

    @Test
    void aComplaintLiesWithThePlaceAboveAndIsAnsweredWithReasonsWithinTheWorkingDays() {
        Complaint complaint = filed();
        assertThat(complaint.number()).matches("T\\d{4}-\\d{6}");
        assertThat(complaint.about()).isEqualTo(site("530181009205"));
        assertThat(complaint.site()).isEqualTo(site("530181009"));
        Instant due = system(() -> days.calendar().due(complaint.at(), 10).at());
        assertThat(complaint.due()).isEqualTo(due);
        assertThat(complaint.persons()).containsExactly(there.leader.person().value());
        // the place that it is about does not see it
        assertThat(office(station, Action.COMPLAINT_READ, () -> complaints.find(complaint.id())))
                .isEmpty();

        reply(institute, complaint);
        Complaint answered = get(complaint);
        assertThat(answered.state()).isEqualTo(ComplaintState.REPLIED);
        assertThat(answered.appealUntil()).isAfter(clock.instant());
        assertThat(as(there.people.getFirst(), () -> complaints.course(answered))
                        .replies())
                .extracting(Reply::reasons)
                .containsExactly(REASONS);
        assertThatThrownBy(() -> reply(institute, complaint)).isInstanceOf(Refusal.class);
    }

    @Test
    void anAppealGoesToThePlaceAboveOnceAndIsTheLast() {
        Complaint complaint = filed();
        reply(institute, complaint);
        appeal(complaint);
        Complaint appealed = get(complaint);
        assertThat(appealed.state()).isEqualTo(ComplaintState.APPEALED);
        assertThat(appealed.site()).isEqualTo(site("530181"));
        assertThatThrownBy(() -> appeal(complaint)).isInstanceOf(Refusal.class);
        assertThat(office(institute, Action.COMPLAINT_READ, () -> complaints.find(complaint.id())))
                .isEmpty();
        reply(center, complaint);
        assertThat(get(complaint).state()).isEqualTo(ComplaintState.CLOSED);
        assertThatThrownBy(() -> appeal(complaint)).isInstanceOf(Refusal.class);
        assertThat(as(there.people.getFirst(), () -> complaints.course(get(complaint)))
                        .steps())
                .extracting(Step::cause)
                .containsExactly(Step.Cause.FILED, Step.Cause.REPLIED, Step.Cause.APPEALED, Step.Cause.REPLIED);
    }

    @Test
    void anAppealIsInTimeOrNotAtAll() {
        Complaint complaint = filed();
        reply(institute, complaint);
        clock.set(Objects.requireNonNull(get(complaint).appealUntil()).plusSeconds(1));
        assertThatThrownBy(() -> appeal(complaint)).isInstanceOf(Refusal.class).hasMessageContaining("现在不能申诉");
    }

    @Test
    void whatNobodyAnsweredInTimeGoesUpAndAtTheCenterWaitsBeforeItsLeader() {
        Complaint complaint = filed();
        system(complaints::raise);
        assertThat(get(complaint).raised()).isZero();
        clock.set(complaint.due().plusSeconds(1));
        await().untilAsserted(() -> {
            system(complaints::raise);
            assertThat(get(complaint).raised()).isEqualTo(1);
        });
        Complaint raised = get(complaint);
        assertThat(raised.site()).isEqualTo(site("530181"));
        assertThat(raised.raised()).isEqualTo(1);
        assertThat(raised.due()).isAfter(clock.instant());
        assertThat(items(leader)).noneMatch(href -> href.equals(complaint.href()));
        clock.set(raised.due().plusSeconds(1));
        system(complaints::raise);
        assertThat(get(complaint).raised()).isEqualTo(1);
        assertThat(items(leader)).contains(complaint.href());
        assertThat(items(center)).contains(complaint.href());
        assertThat(items(institute)).doesNotContain(complaint.href());
    }

    private List<String> items(Actor actor) {
        return Acting.as(actor, Scope.NOTHING, () -> waiting.items(actor)).stream()
                .map(item -> item.href())
                .toList();
    }

    // --- who answers ---

    @Test
    void whomItIsAboutNeitherSeesNorAnswersItThoughThePlaceIsHis() {
        Complaint complaint = filed();
        UUID captain = there.leader.person().value();
        // the same person, working at the institute where it lies
        Actor himself =
                new Actor(Actor.Kind.STAFF, sample.account("xianjie"), captain, "示例", "所办事员", "198.51.100.9", "test");
        Scope his =
                new Scope(false, Set.of(complaint.site().value()), Set.of(), captain, sample.account("xianjie"), true);
        assertThat(Acting.as(himself, his, () -> complaints.find(complaint.id())))
                .isEmpty();
        assertThatThrownBy(() -> Acting.as(himself, his, () -> {
                    complaints.reply(himself, complaint.id(), Reply.Outcome.NOT_UPHELD, REASONS);
                    return 0;
                }))
                .isInstanceOf(Absent.class);
        // and where he does see it, as the house: the rule, and below it the database
        assertThatThrownBy(() -> Acting.as(himself, Scope.EVERYTHING, () -> {
                    complaints.reply(himself, complaint.id(), Reply.Outcome.NOT_UPHELD, REASONS);
                    return 0;
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("和您有关");
        assertThatThrownBy(() -> insertReply(complaint, 1, UUID.randomUUID(), captain, complaint.site()))
                .hasStackTraceContaining("whom it is about does not answer it");
        assertThat(system(() -> jdbc.sql("select count(*) from complaint.reply where complaint = ?")
                        .param(complaint.id().value())
                        .query(Integer.class)
                        .single()))
                .isZero();
    }

    private void insertReply(Complaint complaint, int round, UUID account, @Nullable UUID person, SiteId at) {
        system(() -> {
            store.add(
                    complaint.id(),
                    new Reply(round, Reply.Outcome.UPHELD, REASONS, clock.instant(), at, account, person, "示例"));
            return 0;
        });
    }

    @Test
    void whoeverFiledItDoesNotAnswerHimself() {
        Complaint complaint = filed();
        UUID filer = there.people.getFirst().person().value();
        assertThatThrownBy(() -> insertReply(complaint, 1, UUID.randomUUID(), filer, complaint.site()))
                .hasStackTraceContaining("nobody answers himself");
    }

    @Test
    void anAppealIsAnsweredByAnotherPlaceAndByAnotherPerson() {
        Complaint complaint = filed();
        reply(institute, complaint);
        UUID first = Objects.requireNonNull(institute.account());
        appeal(complaint);
        assertThatThrownBy(() -> insertReply(complaint, 2, first, null, site("530181")))
                .hasStackTraceContaining("another person answers an appeal");
        assertThatThrownBy(() -> insertReply(complaint, 2, UUID.randomUUID(), null, site("530181009")))
                .hasStackTraceContaining("it is answered where it lies");
        // moved back past the rule, the database still knows the place that answered first
        system(() -> jdbc.sql("update complaint.complaint set site = ? where id = ?")
                .params(site("530181009").value(), complaint.id().value())
                .update());
        assertThatThrownBy(() -> insertReply(complaint, 2, UUID.randomUUID(), null, site("530181009")))
                .hasStackTraceContaining("another place answers an appeal");
    }

    @Test
    void atTheCenterWithNobodyAboveItAnotherPersonAnswersTheAppeal() {
        Complaint complaint =
                filed(there.people.getFirst(), Subject.Kind.SITE, site("530181").toString(), Complaint.Kind.COMPLAINT);
        assertThat(complaint.site()).isEqualTo(site("530181"));
        reply(center, complaint);
        appeal(complaint);
        assertThat(get(complaint).site()).isEqualTo(site("530181"));
        assertThatThrownBy(() -> reply(center, complaint))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("申诉要另一个人来答复");
        assertThat(items(center)).doesNotContain(complaint.href());
        assertThat(items(center2)).contains(complaint.href());
        reply(center2, complaint);
        assertThat(get(complaint).state()).isEqualTo(ComplaintState.CLOSED);
    }

    @Test
    void noStateIsReachedWithoutWhatLeadsToIt() {
        Complaint complaint = filed();
        for (String state : List.of("REPLIED", "APPEALED", "CLOSED")) {
            assertThatThrownBy(() -> system(() ->
                            jdbc.sql("""
                                    update complaint.complaint set state = ?, appeal_until = '2999-01-01Z' where id = ?""").params(state, complaint.id().value()).update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("does not go from OPEN to " + state);
        }
        assertThatThrownBy(() -> system(() ->
                        jdbc.sql("update complaint.reply set reasons = 'x'").update()))
                .hasStackTraceContaining("permission denied");
    }

    // --- by anybody ---

    @Test
    void whoeverHasNoAccountProvesATelephoneThatIsNotKeptAndFilesOnce() {
        MobileNumber phone = MobileNumber.of("1970008%04d".formatted(next()));
        Actor nobody = Actor.anonymous("203.0.113." + next(), "test");
        Scope changing = new Scope(false, Set.of(), Set.of(), null, null, true);
        Acting.as(nobody, changing, () -> {
            filings.sendCode(phone);
            return 0;
        });
        String code = code(phone);
        Subject subject = Acting.as(
                        nobody,
                        changing,
                        () -> filings.subject(nobody, Subject.Kind.ACTIVITY, there.activity.toString()))
                .orElseThrow();
        String token = forms.issue();
        assertThatThrownBy(() ->
                        file(nobody, changing, token, subject, phone, code.equals("000000") ? "111111" : "000000"))
                .isInstanceOf(Filings.CodeRefused.class);
        String first = file(nobody, changing, token, subject, phone, code);
        // a second tap, and a second form with the code that is used up
        assertThat(file(nobody, changing, token, subject, phone, code)).isEqualTo(first);
        assertThatThrownBy(() -> file(nobody, changing, forms.issue(), subject, phone, code))
                .isInstanceOf(Filings.CodeRefused.class);

        Complaint complaint = course(first).complaint();
        assertThat(complaint.person()).isNull();
        assertThat(system(() -> jdbc.sql("select count(*) from complaint.complaint where number = ?")
                        .param(complaint.number())
                        .query(Integer.class)
                        .single()))
                .isEqualTo(1);
        String row = system(() -> jdbc.sql("select t::text from complaint.complaint t where t.id = ?")
                .param(complaint.id().value())
                .query(String.class)
                .single());
        String secret = first.substring(first.lastIndexOf('-') + 1);
        assertThat(row).doesNotContain(phone.value()).doesNotContain(secret);
        // the code is half of it: another one opens nothing
        Receipt other = new Receipt(complaint.number(), "AAAAAAAAAAAA");
        assertThat(filings.course(other)).isEmpty();
        // and nobody sees the row without the receipt
        assertThat(Acting.as(nobody, changing, () -> complaints.find(complaint.id())))
                .isEmpty();
    }

    @Test
    void theOfficeWritesDownWhatSomebodyWithoutATelephoneSaysAtTheCounter() {
        String href = office(station, Action.COMPLAINT_FILE, () -> {
            Subject subject = filings.subject(station, Subject.Kind.ACTIVITY, there.activity.toString())
                    .orElseThrow();
            return filings.file(
                    station, forms.issue(), subject, Complaint.Kind.COMPLAINT, "other", WORDS, null, "198.51.100.9");
        });
        assertThat(course(href).complaint().person()).isNull();
        assertThat(course(href).complaint().site()).isEqualTo(site("530181009"));
        assertThatThrownBy(() -> filings.file(
                        Actor.anonymous("203.0.113.9", "test"),
                        forms.issue(),
                        new Subject(
                                Subject.Kind.SITE,
                                site("530181").toString(),
                                "示例",
                                site("530181"),
                                false,
                                Set.of(),
                                Set.of()),
                        Complaint.Kind.COMPLAINT,
                        "other",
                        WORDS,
                        null,
                        "203.0.113.9"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String file(Actor actor, Scope scope, String token, Subject subject, MobileNumber phone, String code) {
        return Acting.as(
                actor,
                scope,
                () -> filings.file(
                        actor,
                        token,
                        subject,
                        Complaint.Kind.COMPLAINT,
                        "other",
                        WORDS,
                        new Filings.Proof(phone, code),
                        actor.origin()));
    }

    private String code(MobileNumber phone) {
        Pattern digits = Pattern.compile("验证码 (\\d{6})");
        String text = await().until(
                        () -> system(() -> jdbc.sql("""
                                        select coalesce(max(text), '') from channel.sample_message
                                        where masked = ? and text like '%投诉%'""")
                                .param(phone.masked())
                                .query(String.class)
                                .single()),
                        found -> digits.matcher(found).find());
        Matcher found = digits.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void oneMayHaveOnlySoManyWaiting() {
        Gathering.One one = there.people.get(1);
        for (int i = 0; i < Complaints.WAITING_MAX; i++) {
            // the tries are counted within a quarter of an hour
            clock.advance(Duration.ofMinutes(20));
            filed(one, Subject.Kind.ACTIVITY, there.activity.toString(), Complaint.Kind.COMPLAINT);
        }
        clock.advance(Duration.ofMinutes(20));
        assertThatThrownBy(() -> filed(one, Subject.Kind.ACTIVITY, there.activity.toString(), Complaint.Kind.COMPLAINT))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("还在等答复");
    }

    // --- correcting ---

    @Test
    void aCorrectionGoesToWhoeverKeepsTheRecordAndOnlyOfOnesOwn() {
        Gathering.One one = there.people.getFirst();
        Complaint own = filed(one, Subject.Kind.VOLUNTEER, one.number(), Complaint.Kind.CORRECTION);
        assertThat(own.site()).isEqualTo(site("530181009205"));
        assertThat(own.topic()).isEmpty();
        Gathering.One other = there.people.get(1);
        assertThat(as(other, () -> filings.subject(actor(other), Subject.Kind.VOLUNTEER, one.number())))
                .isEmpty();
        assertThatThrownBy(
                        () -> filed(other, Subject.Kind.ACTIVITY, there.activity.toString(), Complaint.Kind.CORRECTION))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("只能要求更正关于自己的记录");
        reply(station, own);
        appeal(own);
        assertThat(get(own).site()).isEqualTo(site("530181009"));
    }

    // --- the person ---

    @Test
    void whoeverLeavesTakesHisWordsWithHim() {
        Complaint complaint = filed();
        Gathering.One one = there.people.getFirst();
        assertThat(as(one, () -> transactions.execute(status -> personalData.copy(one.person())))
                        .toString())
                .contains(complaint.number(), WORDS);
        as(
                one,
                () -> transactions.execute(status -> {
                    personalData.erase(one.person());
                    return 0;
                }));
        Complaint gone = get(complaint);
        assertThat(gone.words()).isEqualTo("（本人已删除）");
        assertThat(gone.state()).isEqualTo(ComplaintState.WITHDRAWN);
    }
}
