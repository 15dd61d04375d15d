package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.project.RiskGrade;

/** Who did not come several times waits his turn for a while, where many want to come; it mends by itself and by a word. */
@HouseTest
class NoShowsTest extends ActivityGround {
    private static final int MOST = 5;
    private static final int SEATS = 5;
    private static final Duration LENGTH = Duration.ofHours(2);

    @Autowired
    private NoShows noShows;

    @Autowired
    private NoShowStore noShowStore;

    private One leader;
    private One one;

    @BeforeEach
    void begin() {
        leader = someone(40);
        one = someone(30);
    }

    @AfterEach
    void end() {
        inHouse(() -> jdbc.sql(
                        "update activity.activity set state = 'ENDED' where leaders = array[?] and state = 'ONGOING'")
                .param(leader.person().value())
                .update());
    }

    /** Held a seat and did not come, so many times. */
    private ActivityId missed(int times) {
        ActivityId last = null;
        for (int i = 0; i < times; i++) {
            ActivityId id = published(tomorrow(9), LENGTH, RiskGrade.LOW, leader.person(), SEATS);
            SignUp signUp = signUp(one, id);
            inHouse(() -> {
                activities.begin(clerk, id);
                signUps.noShow(clerk, signUp.id(), "点名没有来");
                return true;
            });
            last = id;
        }
        return java.util.Objects.requireNonNull(last);
    }

    /** Four of five seats are held. */
    private ActivityId sought(int hour) {
        ActivityId id = published(tomorrow(hour), LENGTH, RiskGrade.LOW, leader.person(), SEATS);
        for (int i = 1; i < SEATS; i++) {
            signUp(someone(30), id);
        }
        return id;
    }

    private NoShows.Standing standing() {
        return inHouse(() -> noShows.standing(one.volunteer()));
    }

    private NoShows.Standing standing(Instant at) {
        return inHouse(() -> noShowStore.standing(one.volunteer().value(), at));
    }

    private SignUpState stands(ActivityId id) {
        return inHouse(() -> signUps.of(id, one.volunteer()).orElseThrow()).state();
    }

    private SignUpId missedAt(ActivityId id) {
        return inHouse(() -> signUps.of(id, one.volunteer()).orElseThrow()).id();
    }

    @Test
    void afterFiveTimesOneWaitsHisTurnWhereManyWantToComeAndNowhereElse() {
        missed(MOST - 1);
        assertThat(standing()).isEqualTo(new NoShows.Standing(MOST - 1, null));
        ActivityId before = sought(12);
        assertThat(signUp(one, before).state()).isEqualTo(SignUpState.SEATED);

        missed(1);
        assertThat(standing().times()).isEqualTo(MOST);
        assertThat(standing().waits()).isTrue();
        ActivityId sought = sought(15);
        ActivityId quiet = published(tomorrow(18), LENGTH, RiskGrade.LOW, leader.person(), SEATS);

        assertThat(signUp(one, sought).state()).isEqualTo(SignUpState.WAITING);
        assertThat(signUp(one, quiet).state()).isEqualTo(SignUpState.SEATED);
        // the seat is there for others
        assertThat(post(sought).open()).isEqualTo(1);
        One other = someone(30);
        assertThat(signUp(other, sought).state()).isEqualTo(SignUpState.SEATED);
        as(other, () -> {
            signUps.cancel(
                    other.actor(),
                    signUps.of(sought, other.volunteer()).orElseThrow().id());
            return true;
        });
        assertThat(stands(sought)).isEqualTo(SignUpState.WAITING);
    }

    @Test
    void whatIsFreeWhenTheListIsClosedIsHis() {
        missed(MOST);
        ActivityId sought = sought(15);
        signUp(one, sought);
        inHouse(() -> {
            activities.confirm(clerk, sought);
            return true;
        });

        assertThat(stands(sought)).isEqualTo(SignUpState.SEATED);
        assertThat(post(sought).waiting()).isZero();
    }

    @Test
    void theDatabaseItselfGivesHimNoSeatThatManyWant() {
        missed(MOST);
        ActivityId sought = sought(15);
        assertThatThrownBy(() -> seat(sought))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("waits his turn");
        assertThat(post(sought).taken()).isEqualTo(SEATS - 1);
    }

    private int seat(ActivityId id) {
        UUID post = post(id).id().value();
        return inHouse(() -> jdbc.sql("""
                        insert into activity.sign_up (id, activity, post, volunteer, person, state, slot, risk_open, at,
                            changed_at)
                        values (gen_random_uuid(), ?, ?, ?, ?, 'SEATED', 'empty', true, ?, ?)""")
                .params(
                        id.value(),
                        post,
                        one.volunteer().value(),
                        one.person().value(),
                        clock.instant().atOffset(java.time.ZoneOffset.UTC),
                        clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update());
    }

    @Test
    void whoeverIsInvitedAndWhoeverTheOfficeOrdersIsNotMeant() {
        missed(MOST);
        ActivityId sought = sought(15);
        PostId post = post(sought).id();
        SignUp invited = inHouse(() -> signUps.invite(clerk, sought, post, one.volunteer()));
        as(one, () -> {
            signUps.accept(one.actor(), invited.id(), false);
            return true;
        });
        assertThat(stands(sought)).isEqualTo(SignUpState.SEATED);
        assertThat(override(sought(18), one, "会开这台机器").state()).isEqualTo(SignUpState.SEATED);
    }

    @Test
    void itEndsByItself() {
        missed(MOST);
        Instant until = java.util.Objects.requireNonNull(standing().until());
        assertThat(Duration.between(clock.instant(), until)).isBetween(Duration.ofDays(13), Duration.ofDays(14));
        assertThat(standing(until.minusSeconds(1)).waits()).isTrue();
        assertThat(standing(until).waits()).isFalse();
        // and what is a year old counts no more
        assertThat(standing(until.plus(Duration.ofDays(370))).times()).isZero();
    }

    @Test
    void aReasonThatTheLeaderAcceptsEndsItAtOnceAndTheFreeSeatIsHis() {
        ActivityId last = missed(MOST);
        ActivityId sought = sought(15);
        signUp(one, sought);
        say(last, "孩子发烧，来不及说");
        assertThat(standing().waits()).isTrue();
        answer(last, true, "");

        assertThat(standing()).isEqualTo(new NoShows.Standing(MOST - 1, null));
        assertThat(stands(sought)).isEqualTo(SignUpState.SEATED);
        // the truth stays: he was not there
        assertThat(stands(last)).isEqualTo(SignUpState.NO_SHOW);
    }

    private void say(ActivityId id, String words) {
        as(one, () -> {
            noShows.say(one.actor(), id, words);
            return true;
        });
    }

    private void answer(ActivityId id, boolean accepted, String words) {
        SignUpId signUp = missedAt(id);
        inHouse(() -> {
            noShows.answer(clerk, signUp, accepted, words);
            return true;
        });
    }

    @Test
    void aReasonThatNobodyAnswersCountsAsAccepted() {
        ActivityId last = missed(MOST);
        say(last, "孩子发烧，来不及说");
        Instant due = inHouse(() -> noShows.of(missedAt(last)).orElseThrow()).due();

        assertThat(standing(due.minusSeconds(1)).times()).isEqualTo(MOST);
        assertThat(standing(due).times()).isEqualTo(MOST - 1);
    }

    @Test
    void aReasonThatIsNotAcceptedIsToldWhyAndCountsOn() {
        ActivityId last = missed(MOST);
        say(last, "忘记了，忘记了");
        assertThatThrownBy(() -> answer(last, false, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("原因");
        answer(last, false, "已经是第五次了");
        assertThat(standing().waits()).isTrue();
        assertThatThrownBy(() -> say(last, "再说一次看看"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("已经说明过了");
        assertThatThrownBy(() -> answer(last, true, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("已经答复过了");
    }

    @Test
    void nobodyAcceptsHisOwnReason() {
        ActivityId last = missed(1);
        say(last, "孩子发烧，来不及说");
        SignUpId signUp = missedAt(last);
        Actor self = one.actor();
        assertThatThrownBy(() -> as(one, () -> {
                    noShows.answer(self, signUp, true, "");
                    return true;
                }))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("别人");
        assertThatThrownBy(
                        () -> as(one, () -> jdbc.sql("""
                                update activity.excuse set accepted = true, answered_at = '2026-01-05Z',
                                    answered_by = gen_random_uuid()
                                where sign_up = ?""").param(signUp.value()).update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nobody answers himself");
    }

    @Test
    void whatTheLeaderTakesBackCountsNoMore() {
        ActivityId last = missed(MOST);
        SignUpId signUp = missedAt(last);
        inHouse(() -> {
            signUps.restore(clerk, signUp, "其实来了，点名漏了");
            return true;
        });
        assertThat(standing()).isEqualTo(new NoShows.Standing(MOST - 1, null));
    }

    @Test
    void anotherVolunteerReadsNothingOfIt() {
        ActivityId last = missed(1);
        say(last, "孩子发烧，来不及说");
        SignUpId signUp = missedAt(last);
        assertThat(as(someone(30), () -> noShows.of(signUp))).isEmpty();
        assertThat(as(leader, () -> noShows.of(signUp))).isPresent();
    }
}
