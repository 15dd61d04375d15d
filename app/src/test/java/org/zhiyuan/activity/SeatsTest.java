package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.Guest;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.volunteer.VolunteerId;

/** Seats under a crowd, over real HTTP against the real server; everybody is made up, and everything is taken away again. */
@HouseTest
class SeatsTest extends ActivityGround {
    private static final int CROWD = 64;
    private static final int SEATS = 20;

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

    @Test
    void ofSixtyFourAtOnceTwentyAreInAndWhoeverLeavesMakesRoomForExactlyOne() throws Exception {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), SEATS);
        Post post = post(id);
        List<One> crowd = IntStream.range(0, CROWD).mapToObj(i -> someone(30)).toList();

        List<Guest.Answer> answers = atOnce(
                crowd, "/activities/" + id + "/sign-up", "post", post.id().toString());

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
        Map<VolunteerId, One> byVolunteer = crowd.stream().collect(Collectors.toMap(One::volunteer, one -> one));
        List<One> leaving = seated.stream()
                .map(one -> Objects.requireNonNull(byVolunteer.get(one.volunteer())))
                .toList();
        List<Guest.Answer> left = atOnce(leaving, "/activities/" + id + "/cancellation");

        assertThat(left).extracting(Guest.Answer::status).containsOnly(302);
        List<SignUp> now = in(id, SignUpState.SEATED);
        assertThat(in(id, SignUpState.CANCELLED)).hasSize(SEATS);
        assertThat(now).hasSize(SEATS).allMatch(one -> one.promoted() != null);
        assertThat(now)
                .extracting(SignUp::queue)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, SEATS).mapToObj(Long::valueOf).toList());
        assertThat(in(id, SignUpState.WAITING)).hasSize(CROWD - 2 * SEATS);
        assertThat(post(id).taken()).isEqualTo(SEATS);
        int told = inHouse(
                () -> jdbc.sql("""
                        select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where s.activity = ? and t.kind = 'PROMOTED'""").params(id.value()).query(Integer.class).single());
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
                            (id, activity, post, volunteer, person, state, slot, risk_open, at, changed_at)
                        values (?, ?, ?, ?, ?, 'SEATED', 'empty', ?, ?, ?)""")
                .params(
                        Ids.next(clock),
                        id.value(),
                        post.id().value(),
                        one.volunteer().value(),
                        one.person().value(),
                        riskOpen,
                        clock.instant().atOffset(java.time.ZoneOffset.UTC),
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
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("两个活动撞上了"));
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

        UUID growing = post(id).id().value();
        inHouse(() -> jdbc.sql("update activity.post set seats = 2, changed_at = ? where id = ?")
                .params(clock.instant().atOffset(java.time.ZoneOffset.UTC), growing)
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
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("未成年人不能参加"));
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
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("还没有保险凭证"));
        assertThatThrownBy(() -> inHouse(() -> jdbc.sql("update activity.activity set state = 'ONGOING' where id = ?")
                        .params(id.value())
                        .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nobody is insured");

        // with it, what is missing is the agreement that danger asks for
        inHouse(() -> activities.insure(
                clerk,
                id,
                "示例保险",
                "SL-1",
                "意外身故 20 万元",
                terms.today(),
                terms.today().plusDays(2)));
        assertThatThrownBy(() -> inHouse(() -> {
                    activities.begin(clerk, id);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("书面协议"));
    }

    /** While the activity is being called off, and not yet off. */
    private <T> Future<T> meanwhileCalledOff(ActivityId id, ExecutorService threads, Callable<T> work) {
        return inHouse(() -> {
            activities.cancel(clerk, id, "要下大雨了");
            Future<T> begun = threads.submit(work);
            while (!begun.isDone() && waiting() == 0) {
                Thread.onSpinWait();
            }
            return begun;
        });
    }

    private int waiting() {
        return jdbc.sql("select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')")
                .query(Integer.class)
                .single();
    }

    @Test
    void whoeverSignsUpWhileItIsCalledOffIsToldSoAndHoldsNoSeat() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        PostId post = post(id).id();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<SignUp> late =
                    meanwhileCalledOff(id, threads, () -> as(one, () -> signUps.signUp(one.actor(), id, post)));
            assertThatThrownBy(late::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.reason().toString()).contains("取消了"));
        }
        assertThat(in(id, SignUpState.SEATED)).isEmpty();
        assertThat(post(id).taken()).isZero();
    }

    @Test
    void theDatabaseItselfSeatsNobodyAtWhatIsCalledOffMeanwhile() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        Post post = post(id);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> late = meanwhileCalledOff(id, threads, () -> seat(id, post, one, true));
            assertThatThrownBy(late::get)
                    .cause()
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("takes nobody any more");
        }
        assertThat(post(id).taken()).isZero();
    }

    @Test
    void ofACrowdNobodyIsSeatedAtWhatIsCalledOffInItsMidst() throws Exception {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), SEATS);
        Post post = post(id);
        List<One> crowd = IntStream.range(0, CROWD).mapToObj(i -> someone(30)).toList();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<List<Guest.Answer>> asked = threads.submit(() -> atOnce(
                    crowd, "/activities/" + id + "/sign-up", "post", post.id().toString()));
            while (!asked.isDone() && post(id).taken() == 0) {
                Thread.onSpinWait();
            }
            inHouse(() -> {
                activities.cancel(clerk, id, "要下大雨了");
                return true;
            });
            assertThat(asked.get()).extracting(Guest.Answer::status).isSubsetOf(302, 422);
        }
        assertThat(in(id, SignUpState.SEATED)).isEmpty();
        assertThat(in(id, SignUpState.WAITING)).isEmpty();
        assertThat(post(id).taken()).isZero();
        assertThat(post(id).waiting()).isZero();
        // whoever was in before is told
        int told = inHouse(
                () -> jdbc.sql("""
                        select count(*) from activity.telling t join activity.sign_up s on s.id = t.sign_up
                        where s.activity = ? and t.kind = 'CALLED_OFF'""").params(id.value()).query(Integer.class).single());
        assertThat(told).isEqualTo(in(id, SignUpState.CANCELLED).size());
    }

    @Test
    void anOrderForAFullActivityLetsNobodyBeInTwoPlacesAfterwards() {
        One leader = someone(40);
        One one = someone(30);
        ActivityId full = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId other = published(tomorrow(10), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        signUp(someone(30), full);
        assertThat(override(full, one, "要一位会手语的").beyond()).isTrue();

        assertThatThrownBy(() -> signUp(one, other))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason().toString()).contains("两个活动撞上了"));
        assertThatThrownBy(() -> seat(other, post(other), one, true))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("sign_up_clash");
        // and where he waits he is not moved up
        ActivityId third = published(tomorrow(10), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        One holds = someone(30);
        SignUp seat = signUp(holds, third);
        wait(third, one);
        as(holds, () -> {
            signUps.cancel(holds.actor(), seat.id());
            return true;
        });
        assertThat(in(third, SignUpState.SEATED)).isEmpty();
    }

    private void wait(ActivityId id, One one) {
        UUID post = post(id).id().value();
        inHouse(() -> jdbc.sql("""
                        insert into activity.sign_up
                            (id, activity, post, volunteer, person, state, slot, risk_open, at, changed_at)
                        values (?, ?, ?, ?, ?, 'WAITING', 'empty', true, ?, ?)""")
                .params(
                        Ids.next(clock),
                        id.value(),
                        post,
                        one.volunteer().value(),
                        one.person().value(),
                        clock.instant().atOffset(java.time.ZoneOffset.UTC),
                        clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update());
    }

    /** One seat is free; somebody waits for it who holds a seat elsewhere at that time. */
    private One passedOver(ActivityId id, ActivityId other) {
        One first = someone(30);
        One second = someone(30);
        SignUp seat = signUp(first, id);
        signUp(second, id);
        signUp(second, other);
        as(first, () -> {
            signUps.cancel(first.actor(), seat.id());
            return true;
        });
        assertThat(in(id, SignUpState.SEATED)).isEmpty();
        assertThat(in(id, SignUpState.WAITING)).hasSize(1);
        return second;
    }

    @Test
    void whoeverGivesUpTheOtherSeatTakesTheFreeOneForWhichHeWaits() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId other = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        One second = passedOver(id, other);

        as(second, () -> {
            signUps.cancel(
                    second.actor(),
                    signUps.own(second.actor(), other).orElseThrow().id());
            return true;
        });

        assertThat(in(id, SignUpState.SEATED)).extracting(SignUp::volunteer).containsExactly(second.volunteer());
    }

    @Test
    void whoeverComesNewOvertakesNobodyWhoWaitsAndIsFreeByNow() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId other = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        One second = passedOver(id, other);
        // the other activity is in the afternoon now
        inHouse(() -> jdbc.sql("update activity.activity set starts = ?, ends = ? where id = ?")
                .params(
                        tomorrow(15).atOffset(java.time.ZoneOffset.UTC),
                        tomorrow(17).atOffset(java.time.ZoneOffset.UTC),
                        other.value())
                .update());

        assertThat(signUp(someone(30), id).state()).isEqualTo(SignUpState.WAITING);
        assertThat(in(id, SignUpState.SEATED)).extracting(SignUp::volunteer).containsExactly(second.volunteer());
    }

    @Test
    void whoeverComesNewTakesTheSeatThatNobodyWhoWaitsMayTake() {
        One leader = someone(40);
        ActivityId id = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 1);
        ActivityId other = published(tomorrow(9), Duration.ofHours(2), RiskGrade.LOW, leader.person(), 5);
        passedOver(id, other);

        assertThat(signUp(someone(30), id).state()).isEqualTo(SignUpState.SEATED);
    }
}
