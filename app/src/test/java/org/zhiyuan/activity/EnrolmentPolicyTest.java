package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.volunteer.AgeBand;
import org.zhiyuan.volunteer.Guardianship;
import org.zhiyuan.volunteer.VolunteerId;

/** Who may sign up for what, one rule at a time. */
class EnrolmentPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-26T01:00:00Z");
    private static final LocalDate YEAR = LocalDate.of(2026, 1, 1);
    private static final AgeBand CHILD = new AgeBand(YEAR, 14, AgeBand.Asks.GUARDIAN_CONSENT, false);
    private static final AgeBand GROWN_UP = new AgeBand(YEAR, 18, AgeBand.Asks.NOTHING, true);

    private static Activity activity(ActivityState state) {
        return new Activity(
                new ActivityId(UUID.randomUUID()),
                "A2026-000001",
                null,
                new SiteId(UUID.randomUUID()),
                null,
                "示例护河",
                "清理",
                "桥头",
                NOW.plus(Duration.ofDays(2)),
                NOW.plus(Duration.ofDays(2)).plus(Duration.ofHours(2)),
                0,
                "",
                "",
                RiskGrade.LOW,
                "路滑",
                "雨鞋",
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(1)),
                state,
                List.of(new PersonId(UUID.randomUUID())),
                null,
                null,
                null,
                1);
    }

    private static Post post(String skill, int minAge, int waiting) {
        return new Post(
                new PostId(UUID.randomUUID()),
                new ActivityId(UUID.randomUUID()),
                1,
                "清理",
                "",
                5,
                5,
                0,
                waiting,
                skill,
                minAge);
    }

    private static Guardianship guardianship(Instant approved) {
        return new Guardianship(
                UUID.randomUUID(),
                new VolunteerId(UUID.randomUUID()),
                new PersonId(UUID.randomUUID()),
                Consent.Channel.WEB,
                false,
                1,
                NOW,
                null,
                approved,
                null);
    }

    private static void refused(Decision decision, String words) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        no -> assertThat(no.reason().toString()).contains(words));
    }

    private static void allowed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void signingUpHasItsTime() {
        allowed(EnrolmentPolicy.signingUpIsOpen(activity(ActivityState.ENROLLING), NOW));
        refused(EnrolmentPolicy.signingUpIsOpen(activity(ActivityState.PUBLISHED), NOW), "还没开始报名");
        refused(EnrolmentPolicy.signingUpIsOpen(activity(ActivityState.CONFIRMED), NOW), "报名已经截止");
        refused(EnrolmentPolicy.signingUpIsOpen(activity(ActivityState.CANCELLED), NOW), "取消了");
        // on the very moment it is over, whatever the clock of the state says
        Activity open = activity(ActivityState.ENROLLING);
        allowed(EnrolmentPolicy.signingUpIsOpen(open, open.enrolUntil().minusSeconds(1)));
        refused(EnrolmentPolicy.signingUpIsOpen(open, open.enrolUntil()), "报名已经截止");
    }

    @Test
    void dangerIsForThoseWhoseAgeAllowsItAndForNobodyOfUnknownAge() {
        allowed(EnrolmentPolicy.dangerIsForGrownUps(RiskGrade.DANGEROUS, GROWN_UP));
        refused(EnrolmentPolicy.dangerIsForGrownUps(RiskGrade.DANGEROUS, CHILD), "未成年人不能参加");
        refused(EnrolmentPolicy.dangerIsForGrownUps(RiskGrade.DANGEROUS, null), "未成年人不能参加");
        allowed(EnrolmentPolicy.dangerIsForGrownUps(RiskGrade.RAISED, CHILD));
    }

    @Test
    void aPostMayAskForAnAgeOfItsOwn() {
        allowed(EnrolmentPolicy.oldEnough(post(null, 16, 0), OptionalInt.of(16)));
        refused(EnrolmentPolicy.oldEnough(post(null, 16, 0), OptionalInt.of(15)), "要满 16 周岁");
        refused(EnrolmentPolicy.oldEnough(post(null, 16, 0), OptionalInt.empty()), "还没有填写出生日期");
        allowed(EnrolmentPolicy.oldEnough(post(null, 0, 0), OptionalInt.empty()));
    }

    @Test
    void aChildComesWithAGuardiansWordThatWasLookedAt() {
        refused(EnrolmentPolicy.aGuardianAgreed(CHILD, Optional.empty()), "监护人同意");
        refused(EnrolmentPolicy.aGuardianAgreed(CHILD, Optional.of(guardianship(null))), "监护人同意");
        allowed(EnrolmentPolicy.aGuardianAgreed(CHILD, Optional.of(guardianship(NOW))));
        allowed(EnrolmentPolicy.aGuardianAgreed(GROWN_UP, Optional.empty()));
    }

    @Test
    void aPostThatTakesASkillIsForThoseWhoHaveIt() {
        allowed(EnrolmentPolicy.skilled(post(null, 0, 0), "", false, Decision.allowed()));
        allowed(EnrolmentPolicy.skilled(post("art", 0, 0), "书法", true, Decision.allowed()));
        refused(EnrolmentPolicy.skilled(post("art", 0, 0), "书法", false, Decision.allowed()), "登记里没有这一项");
        refused(
                EnrolmentPolicy.skilled(
                        post("first-aid", 0, 0), "急救", true, Decision.refused(org.zhiyuan.kernel.Text.of("这一项要先培训合格"))),
                "要会“急救”");
    }

    @Test
    void aClashIsSaidWithTheOtherActivity() {
        allowed(EnrolmentPolicy.noClash(List.of()));
        refused(EnrolmentPolicy.noClash(List.of(activity(ActivityState.ENROLLING))), "“示例护河”");
    }

    @Test
    void theListOfThoseWhoWaitHasAnEnd() {
        allowed(EnrolmentPolicy.waitingListHasRoom(post(null, 0, 99), 100));
        refused(EnrolmentPolicy.waitingListHasRoom(post(null, 0, 100), 100), "候补也排满了");
    }

    @Test
    void aSeatIsGivenUpUntilItBegins() {
        allowed(EnrolmentPolicy.mayStillLeave(activity(ActivityState.CONFIRMED)));
        refused(EnrolmentPolicy.mayStillLeave(activity(ActivityState.ONGOING)), "已经开始");
    }

    @Test
    void nothingComesBackFromCancelledAndNoShowIsTakenBack() {
        for (SignUpState next : SignUpState.values()) {
            assertThat(SignUpState.CANCELLED.mayBecome(next)).isFalse();
            assertThat(SignUpState.REFUSED.mayBecome(next)).isFalse();
        }
        assertThat(SignUpState.NO_SHOW.mayBecome(SignUpState.SEATED)).isTrue();
        assertThat(SignUpState.WAITING.mayBecome(SignUpState.NO_SHOW)).isFalse();
    }

    @Test
    void anActivityThatHasBegunIsNeitherCalledOffNorTakenBack() {
        for (ActivityState begun : List.of(ActivityState.ONGOING, ActivityState.ENDED, ActivityState.RECORDING)) {
            assertThat(begun.mayBecome(ActivityState.CANCELLED)).isFalse();
            assertThat(begun.mayBecome(ActivityState.WITHDRAWN)).isFalse();
        }
        assertThat(ActivityState.DRAFT.mayBecome(ActivityState.PUBLISHED)).isFalse();
    }
}
