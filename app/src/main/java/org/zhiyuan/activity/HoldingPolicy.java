package org.zhiyuan.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.project.RiskGrade;

/** What an activity must be before it is shown, begun, moved or called off. */
final class HoldingPolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;
    /** As the database's own check. */
    static final Duration LENGTH_MAX = Duration.ofDays(31);
    /** Whoever writes down what others did is grown up (R28). */
    static final int LEADER_YEARS_MIN = 18;

    private HoldingPolicy() {}

    static Decision mayBecome(ActivityState now, ActivityState next) {
        return now.mayBecome(next)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能改成“{1}”", now.label(), next.label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    static Decision reasonGiven(String reason) {
        return reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX))
                : Decision.allowed();
    }

    /** Only what is still to come is published; what is past is entered elsewhere, under its own rules (R26). */
    static Decision liesAhead(Plan plan, String titleNever, Instant now) {
        if (!plan.starts().isAfter(now)) {
            return Decision.refused(Text.of("开始时间已经过了"), Text.of("只发布还没开始的活动"));
        }
        return !titleNever.isEmpty() && plan.title().contains(titleNever)
                ? Decision.refused(Text.of("标题里不能有“{0}”", titleNever), Text.of("过去的服务不在这里补"))
                : Decision.allowed();
    }

    static Decision timesFit(Plan plan) {
        if (!plan.ends().isAfter(plan.starts())) {
            return Decision.refused(Text.of("结束时间要在开始时间之后"));
        }
        Duration length = Duration.between(plan.starts(), plan.ends());
        if (length.compareTo(LENGTH_MAX) > 0) {
            return Decision.refused(Text.of("一次活动最长 {0} 天", LENGTH_MAX.toDays()), Text.of("经常做的，请分成一次一次来发"));
        }
        if (plan.restMinutes() < 0 || plan.restMinutes() >= length.toMinutes()) {
            return Decision.refused(Text.of("休息时间要比活动时间短"));
        }
        return plan.enrolFrom().isBefore(plan.enrolUntil())
                        && !plan.enrolUntil().isAfter(plan.starts())
                ? Decision.allowed()
                : Decision.refused(Text.of("报名要在活动开始以前截止，并且晚于开始报名的时间"));
    }

    /** A project that may be dangerous does not become harmless in one of its activities without a word. */
    static Decision noLessRisky(RiskGrade own, RiskGrade project) {
        return own.compareTo(project) >= 0
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("项目的风险等级是“{0}”，活动不能比它低", project.label()), Text.of("请选“{0}”或更高", project.label()));
    }

    static Decision leaderIsGrownUp(OptionalInt years) {
        return years.orElse(0) >= LEADER_YEARS_MIN
                ? Decision.allowed()
                : Decision.refused(Text.of("负责人要满 {0} 周岁，并且登记了出生日期", LEADER_YEARS_MIN));
    }

    /** What may be dangerous, or may be no volunteer service, is looked at by a second person. */
    static Decision theSecondLookIsAnothers(
            boolean asked, @Nullable UUID by, Set<UUID> writers, @Nullable UUID account) {
        if (asked && (account == null || account.equals(by))) {
            return Decision.refused(Text.of("发起的人不能自己检查"), Text.of("请另一位有权限的同事来看"));
        }
        return asked && account != null && writers.contains(account)
                ? Decision.refused(Text.of("改过的人不能自己检查"), Text.of("请另一位有权限、没有改过的同事来看"))
                : Decision.allowed();
    }

    /** What was looked at is not written anew afterwards: neither what may happen, nor what it is. */
    static boolean asksAnotherLook(Activity before, Activity after, Set<String> doubtsBefore, Set<String> doubtsAfter) {
        boolean risky = after.risk() != RiskGrade.LOW
                && !(same(before.content(), after.content())
                        && same(before.risks(), after.risks())
                        && same(before.safeguards(), after.safeguards()));
        return before.state().ahead() && (risky || !doubtsBefore.containsAll(doubtsAfter));
    }

    private static boolean same(String one, String other) {
        return one.strip().replace("\r\n", "\n").equals(other.strip().replace("\r\n", "\n"));
    }

    /** Whoever signed up read what had been looked at: nothing else is put in its place. */
    static Decision mayBeLookedAtAgain(int people) {
        return people == 0
                ? Decision.allowed()
                : Decision.refused(
                        Text.of("改了风险、保障或内容，要另一位同事再检查；已经有 {0} 个人报名，不能改了再等检查", people),
                        Text.of("请把这几项改回去；一定要改的，取消这个活动，复制一份改好再发布"));
    }

    static Decision nobodySignedUp(int people) {
        return people == 0
                ? Decision.allowed()
                : Decision.refused(Text.of("已经有 {0} 个人报名，不能撤回", people), Text.of("不办了，请用“取消活动”，系统会告诉他们"));
    }

    /** No danger without insurance for every day of it (R8, FD18). */
    static Decision insured(Activity activity, List<Insurance> proofs) {
        LocalDate from = activity.day();
        LocalDate through = activity.lastDay();
        return activity.risk() != RiskGrade.DANGEROUS || proofs.stream().anyMatch(proof -> proof.covers(from, through))
                ? Decision.allowed()
                : Decision.refused(Text.of("这个活动有危险，还没有保险凭证，不能开始"), Text.of("请先买好人身意外伤害保险，再登记保单"));
    }

    /** Where an agreement must be in writing, nobody serves without one (R6). */
    static Decision agreed(List<String> cases, boolean written, int missing) {
        if (cases.isEmpty()) {
            return Decision.allowed();
        }
        if (!written) {
            return Decision.refused(Text.of("这个活动要有书面协议（{0}），还没有写", String.join("、", cases)), Text.of("请先写好协议，双方确认"));
        }
        return missing == 0
                ? Decision.allowed()
                : Decision.refused(Text.of("还有 {0} 个人没有双方确认的协议，不能开始", missing), Text.of("请在名单里确认，不愿意的可以换人"));
    }

    /** Nobody goes into danger whom the rules keep from it by now: whoever leads takes him off the list first. */
    static Decision nobodyUnfitInDanger(RiskGrade risk, int unfit) {
        return risk == RiskGrade.DANGEROUS && unfit > 0
                ? Decision.refused(Text.of("名单里有 {0} 个人按现在的规定不能参加这个有危险的活动", unfit), Text.of("请在名单里取消他们的报名，再开始"))
                : Decision.allowed();
    }

    static Decision mayStart(Activity activity, Decision fit, Decision insured, Decision agreed) {
        if (activity.state() != ActivityState.CONFIRMED && activity.state() != ActivityState.ENROLLING) {
            return mayBecome(activity.state(), ActivityState.ONGOING);
        }
        if (fit instanceof Decision.Refused) {
            return fit;
        }
        return insured instanceof Decision.Refused ? insured : agreed;
    }
}
