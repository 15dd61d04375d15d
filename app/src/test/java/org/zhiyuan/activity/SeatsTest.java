package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.Guest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.VolunteerNumber;

/** Seats under a crowd, over real HTTP against the real server; everybody is made up, and everything is taken away again. */
@HouseTest
class SeatsTest {
    private static final int CROWD = 64;
    private static final int SEATS = 20;
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    private Activities activities;

    @Autowired
    private SignUps signUps;

    @Autowired
    private ActivityStore store;

    @Autowired
    private People people;

    @Autowired
    private Sites sites;

    @Autowired
    private Terms terms;

    @Autowired
    private SampleCity sample;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private Environment environment;

    private final List<UUID> made = new ArrayList<>();
    private final Actor clerk =
            new Actor(Actor.Kind.STAFF, UUID.randomUUID(), null, "示例办事员", "站办事员", "198.51.100.7", "test");

    /** Somebody of the crowd. */
    private record One(VolunteerId volunteer, PersonId person, UUID account) {
        Actor actor() {
            return new Actor(Actor.Kind.CITIZEN, account, person.value(), "本人", "", "198.51.100.8", "test");
        }
    }

    private <T> T inHouse(Supplier<T> work) {
        return Acting.as(
                clerk, Scope.EVERYTHING, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private <T> T as(One one, Supplier<T> work) {
        Scope own = new Scope(false, Set.of(), Set.of(), one.person().value(), one.account(), true);
        return Acting.as(one.actor(), own, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private SiteId station() {
        return sites.resolve("530181009205", terms.today()).orElseThrow();
    }

    private One someone(int years) {
        return inHouse(() -> {
            int n = NEXT.incrementAndGet();
            SiteId site = station();
            PersonId person = people.register(
                    clerk,
                    site,
                    new Particulars(
                            "周示例" + n,
                            MobileNumber.of("1980000%04d".formatted(n)),
                            true,
                            null,
                            terms.today().minusYears(years).minusDays(10),
                            ""),
                    Basis.DUTY,
                    List.of());
            UUID volunteer = Ids.next(clock);
            jdbc.sql("""
                            insert into volunteer.volunteer
                                (id, person, number, site, state, source, registered_at, confirmed_on, free_known)
                            values (?, ?, ?, ?, 'ACTIVE', 'SELF', ?, ?, false)""")
                    .params(
                            volunteer,
                            person.value(),
                            VolunteerNumber.of("ZW", n).value(),
                            site.value(),
                            clock.instant().atOffset(java.time.ZoneOffset.UTC),
                            terms.today())
                    .update();
            UUID account = Ids.next(clock);
            jdbc.sql("""
                            insert into access.account (id, kind, person, name, sessions_from, created_at)
                            values (?, 'CITIZEN', ?, ?, '2020-01-01Z', ?)""")
                    .params(
                            account,
                            person.value(),
                            "198****%04d".formatted(n),
                            clock.instant().atOffset(java.time.ZoneOffset.UTC))
                    .update();
            return new One(new VolunteerId(volunteer), person, account);
        });
    }

    private Plan plan(Instant starts, Duration length, RiskGrade risk, PersonId leader, int seats) {
        return new Plan(
                station(),
                null,
                null,
                "示例活动" + NEXT.incrementAndGet(),
                "清理河边",
                "鸣矣河桥头",
                starts,
                starts.plus(length),
                0,
                "",
                "",
                risk,
                "路滑",
                "发雨鞋",
                clock.instant(),
                starts.minusSeconds(60),
                List.of(leader),
                List.of(new Plan.PlannedPost(null, "清理", "", seats, null, 0)));
    }

    private ActivityId published(Instant starts, Duration length, RiskGrade risk, PersonId leader, int seats) {
        return inHouse(() -> {
            ActivityId id = activities.draft(clerk, plan(starts, length, risk, leader, seats));
            made.add(id.value());
            activities.submit(clerk, id);
            if (risk != RiskGrade.LOW) {
                Actor second = new Actor(
                        Actor.Kind.STAFF, UUID.randomUUID(), null, "示例二", "所办事员", "198.51.100.9", "test");
                activities.pass(second, id);
            }
            return id;
        });
    }

    private Instant tomorrow(int hour) {
        return terms.today().plusDays(1).atTime(hour, 0).atZone(org.zhiyuan.shell.Formats.ZONE).toInstant();
    }

    private Post post(ActivityId id) {
        return inHouse(() -> activities.posts(id)).getFirst();
    }

    /** Published activities stand on public pages that other tests look at. */
    @AfterEach
    void takeAway() {
        inHouse(() -> {
            for (UUID id : made) {
                Activity activity = activities.get(new ActivityId(id));
                if (activity.state().mayBecome(ActivityState.CANCELLED)) {
                    activities.cancel(clerk, activity.id(), "测试结束了");
                }
            }
            jdbc.sql("update activity.telling set told_at = '2020-01-01Z' where told_at is null").update();
            return true;
        });
        made.clear();
    }

    /** All at once; what each was answered. */
    private List<Guest.Answer> atOnce(List<One> crowd, String path, String... fields) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Guest> guests = crowd.stream()
                .map(one -> new Guest("http://localhost:" + environment.getProperty("local.server.port"))
                        .with("session", sample.session(one.account())))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(crowd.size())) {
            List<Future<Guest.Answer>> asked = guests.stream()
                    .map(guest -> threads.submit(() -> {
                        start.await();
                        return guest.post(path, fields);
                    }))
                    .toList();
            start.countDown();
            List<Guest.Answer> answers = new ArrayList<>();
            for (Future<Guest.Answer> one : asked) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private SignUp signUp(One one, ActivityId id) {
        PostId post = post(id).id();
        return as(one, () -> signUps.signUp(one.actor(), id, post));
    }

    private SignUp override(ActivityId id, One one, String reason) {
        PostId post = post(id).id();
        return inHouse(() -> signUps.override(clerk, id, post, one.volunteer(), reason));
    }

    private List<SignUp> in(ActivityId id, SignUpState state) {
        return inHouse(() -> signUps.list(id, Set.of(state)));
    }

    @Test
    void ofSixtyFourAtOnceTwentyAreInAndWhoeverLeavesMakesRoomForExactlyOne() throws Exception {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), SEATS);
        Post post = post(id);
        List<One> crowd = IntStream.range(0, CROWD).mapToObj(i -> someone(30)).toList();

        List<Guest.Answer> answers =
                atOnce(crowd, "/activities/" + id + "/sign-up", "post", post.id().toString());

        assertThat(answers).extracting(Guest.Answer::status).containsOnly(302);
        List<SignUp> seated = in(id, SignUpState.SEATED);
        List<SignUp> waiting = in(id, SignUpState.WAITING);
        assertThat(seated).hasSize(SEATS);
        assertThat(waiting).hasSize(CROWD - SEATS);
        assertThat(post(id).taken()).isEqualTo(SEATS);
        assertThat(post(id).waiting()).isEqualTo(CROWD - SEATS);
        assertThat(waiting.stream().map(SignUp::queue))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, CROWD - SEATS)
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(waiting).extracting(SignUp::at).isSortedAccordingTo(Instant::compareTo);

        // all twenty leave at once: exactly twenty are moved up, those who waited longest
        Map<VolunteerId, One> byVolunteer =
                crowd.stream().collect(Collectors.toMap(One::volunteer, one -> one));
        List<One> leaving = seated.stream()
                .map(one -> Objects.requireNonNull(byVolunteer.get(one.volunteer())))
                .toList();
        Collections.shuffle(new ArrayList<>(leaving));
        List<Guest.Answer> left = atOnce(leaving, "/activities/" + id + "/cancellation");

        assertThat(left).extracting(Guest.Answer::status).containsOnly(302);
        List<SignUp> now = in(id, SignUpState.SEATED);
        assertThat(in(id, SignUpState.CANCELLED)).hasSize(SEATS);
        assertThat(now).hasSize(SEATS).allMatch(one -> one.promoted() != null);
        assertThat(now).extracting(SignUp::queue)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, SEATS)
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(in(id, SignUpState.WAITING)).hasSize(CROWD - 2 * SEATS);
        assertThat(post(id).taken()).isEqualTo(SEATS);
        int told = inHouse(() -> jdbc.sql("""
                        select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where s.activity = ? and t.kind = 'PROMOTED'""")
                .params(id.value())
                .query(Integer.class)
                .single());
        assertThat(told).isEqualTo(SEATS);
    }

    @Test
    void theDatabaseItselfRefusesTheTwentyFirst() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        Post post = post(id);
        assertThat(seat(id, post, someone(30), true)).isEqualTo(1);

        assertThatThrownBy(() -> seat(id, post, someone(30), true))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("post_seats");
        assertThat(post(id).taken()).isEqualTo(1);
    }

    private int seat(ActivityId id, Post post, One one, boolean riskOpen) {
        return inHouse(() -> jdbc.sql("""
                        insert into activity.sign_up
                            (id, activity, post, volunteer, person, state, slot, risk_open, at)
                        values (?, ?, ?, ?, ?, 'SEATED', 'empty', ?, ?)""")
                .params(
                        Ids.next(clock),
                        id.value(),
                        post.id().value(),
                        one.volunteer().value(),
                        one.person().value(),
                        riskOpen,
                        clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update());
    }

    @Test
    void nobodyIsInTwoPlacesAtOnceNotEvenForTheDatabase() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId first = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        ActivityId second = published(tomorrow(10), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        signUp(one, first);

        assertThatThrownBy(() -> signUp(one, second))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason().toString()).contains("两个活动撞上了"));
        assertThatThrownBy(() -> seat(second, post(second), one, true))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("sign_up_clash");

        // the office may let it pass, with a reason that stays
        SignUp let = override(second, one, "两处相邻，跑得过来");
        assertThat(let.state()).isEqualTo(SignUpState.SEATED);
        assertThat(let.override()).isEqualTo("两处相邻，跑得过来");
        assertThat(let.beyond()).isFalse();
    }

    @Test
    void theOfficeLetsSomebodyInAboveTheNumberAndThatSeatIsPassedOnToNobody() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        One first = someone(30);
        One waits = someone(30);
        One let = someone(30);
        signUp(first, id);
        SignUp waiting = signUp(waits, id);
        assertThat(waiting.state()).isEqualTo(SignUpState.WAITING);

        SignUp beyond = override(id, let, "要一位会手语的");

        assertThat(beyond.beyond()).isTrue();
        assertThat(post(id).taken()).isEqualTo(1);
        assertThat(post(id).beyond()).isEqualTo(1);
        as(let, () -> {
            signUps.cancel(let.actor(), beyond.id());
            return true;
        });
        assertThat(in(id, SignUpState.WAITING)).hasSize(1);
        assertThat(post(id).beyond()).isZero();
    }

    @Test
    void whoeverIsSomewhereElseIsPassedOverAndKeepsThePlaceInTheOrder() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId other = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        One first = someone(30);
        One second = someone(30);
        One third = someone(30);
        SignUp seat = signUp(first, id);
        signUp(second, id);
        signUp(third, id);
        signUp(second, other);

        as(first, () -> {
            signUps.cancel(first.actor(), seat.id());
            return true;
        });

        assertThat(in(id, SignUpState.SEATED)).extracting(SignUp::volunteer).containsExactly(third.volunteer());
        assertThat(in(id, SignUpState.WAITING)).extracting(SignUp::volunteer).containsExactly(second.volunteer());
    }

    @Test
    void aSecondSeatIsPassedOnWhenThePostGrows() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        List<One> three = List.of(someone(30), someone(30), someone(30));
        three.forEach(one -> signUp(one, id));

        inHouse(() -> jdbc.sql("update activity.post set seats = 2 where id = ?")
                .params(post(id).id().value())
                .update());

        assertThat(in(id, SignUpState.SEATED)).hasSize(2);
        assertThat(in(id, SignUpState.WAITING)).hasSize(1);
    }

    @Test
    void dangerIsClosedToThoseUnderAgeInTheRuleAndInTheDatabase() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.DANGEROUS, leader.person(), 5);
        One child = someone(15);

        assertThatThrownBy(() -> signUp(child, id))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason().toString()).contains("未成年人不能参加"));
        assertThatThrownBy(() -> seat(id, post(id), child, false))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("dangerous work is closed");
    }

    @Test
    void noDangerBeginsWithoutProofOfInsuranceNotEvenForTheDatabase() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.DANGEROUS, leader.person(), 5);

        assertThatThrownBy(() -> inHouse(() -> {
                    activities.begin(clerk, id);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason().toString()).contains("还没有保险凭证"));
        assertThatThrownBy(() -> inHouse(() -> jdbc.sql("update activity.activity set state = 'ONGOING' where id = ?")
                        .params(id.value())
                        .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nobody is insured");

        // with it, what is missing is the agreement that danger asks for
        inHouse(() -> activities.insure(
                clerk, id, "示例保险", "SL-1", "意外身故 20 万元", terms.today(), terms.today().plusDays(2)));
        assertThatThrownBy(() -> inHouse(() -> {
                    activities.begin(clerk, id);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason().toString()).contains("书面协议"));
    }
}
