package org.zhiyuan.project;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/** The rules on the way of a project from an idea to its closing. */
final class ReviewPolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 500;
    private static final int MONTHS_MIN = 1;

    private static final Text ASK_A_COLLEAGUE = Text.of("请另一位有权限的同事来办");

    private ReviewPolicy() {}

    static Decision mayBecome(ProjectState now, ProjectState next) {
        return now.mayBecome(next)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能改成“{1}”", now.label(), next.label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    static Decision mayBeWritten(ProjectState state) {
        return state.writable()
                ? Decision.allowed()
                : Decision.refused(Text.of("这个项目已经提交，现在不能改"), Text.of("要改，请审核的人退回修改"));
    }

    /** Captains and leaders are of age (R28), and volunteers by their own word. */
    static Decision mayLead(boolean counted, int years, int yearsMin) {
        if (!counted) {
            return Decision.refused(Text.of("负责人要先登记为志愿者"), Text.of("请先登记，再来申请项目"));
        }
        return years < yearsMin
                ? Decision.refused(Text.of("负责人要年满 {0} 周岁", yearsMin), Text.of("请年满 {0} 周岁的队友来负责", yearsMin))
                : Decision.allowed();
    }

    static Decision whoeverLeadsATeamApplies(boolean leads) {
        return leads
                ? Decision.allowed()
                : Decision.refused(Text.of("项目由队伍的队长、副队长来申请"), Text.of("没有带队的，请和所在队伍的队长或实践站说"));
    }

    /** Only what is still to come is announced, and not for longer than the rule says (R26). */
    static Decision periodFits(LocalDate from, LocalDate until, LocalDate today, int monthsMax) {
        if (from.isBefore(today)) {
            return Decision.refused(Text.of("开始的日子已经过去了，项目只能从今天或以后开始"));
        }
        return until.isAfter(from.plusMonths(Math.max(MONTHS_MIN, monthsMax)))
                ? Decision.refused(Text.of("一个项目最长 {0} 个月", monthsMax), Text.of("时间长的，请分成几期来申请"))
                : Decision.allowed();
    }

    /** R30. */
    static Decision minorsFit(RiskGrade risk, boolean minors) {
        return minors && !risk.openToMinors()
                ? Decision.refused(Text.of("有人身危险的项目，未成年人不能参加"), Text.of("请选“只要成年人”"))
                : Decision.allowed();
    }

    static Decision whatMayHappenIsSaid(RiskGrade risk, String risks) {
        return risk != RiskGrade.LOW && risks.length() < REASON_LENGTH_MIN
                ? Decision.refused(Text.of("请写明可能有什么危险，怎么防"))
                : Decision.allowed();
    }

    /** @param ownHand whether the actor wrote it, handed it in, reported on it or leads it */
    static Decision nobodyJudgesHisOwn(boolean ownHand) {
        return ownHand ? Decision.refused(Text.of("自己写过、申请或负责的项目，不能自己审"), ASK_A_COLLEAGUE) : Decision.allowed();
    }

    static Decision twoDifferentPersonsReview(List<Review> ofThisRound, Actor actor) {
        return stands(ofThisRound, actor)
                ? Decision.refused(Text.of("初审和复审要两个不同的人，您已经审过一次"), ASK_A_COLLEAGUE)
                : Decision.allowed();
    }

    static Decision whoeverRefusedIsOut(List<Review> all, Actor actor) {
        return stands(
                        all.stream()
                                .filter(review -> review.verdict() == Review.Verdict.REFUSED)
                                .toList(),
                        actor)
                ? Decision.refused(Text.of("您曾经不予通过这个项目，申诉和重新审核要换一个人"), ASK_A_COLLEAGUE)
                : Decision.allowed();
    }

    private static boolean stands(Collection<Review> reviews, Actor actor) {
        return reviews.stream()
                .anyMatch(review -> review.account().equals(actor.account()) || same(review.person(), actor.person()));
    }

    private static boolean same(@Nullable UUID one, @Nullable UUID other) {
        return one != null && one.equals(other);
    }

    /** Who looks at it is data of the city, and no other organ does it instead. */
    static Decision itIsThisOrgansTurn(boolean may, Organ organ) {
        return may ? Decision.allowed() : Decision.refused(Text.of("这一步由{0}来办", organ.label()));
    }

    /** What the list stopped, the second reviewer decides; passing without deciding is none. */
    static Decision objectionsAreDecided(Review.Stage stage, List<Objection> objections, boolean accepted) {
        return stage == Review.Stage.SECOND && !objections.isEmpty() && !accepted
                ? Decision.refused(Text.of("请先判断：申请人说的成立，这确实是志愿服务；不成立，请退回或不予通过"))
                : Decision.allowed();
    }

    static Decision reasonGiven(String reason) {
        return reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX))
                : Decision.allowed();
    }

    static Decision mayHold(Project project, LocalDate day) {
        if (!project.state().open()) {
            return Decision.refused(Text.of(
                    "项目“{0}”现在是“{1}”，不能办活动", project.title(), project.state().label()));
        }
        LocalDate from = project.from();
        LocalDate last = project.last();
        return from == null || last == null || !project.contains(day)
                ? Decision.refused(
                        Text.of("{0}不在项目的时间里", day),
                        from == null || last == null ? Text.of("请先写明项目的时间") : Text.of("项目从 {0} 到 {1}", from, last))
                : Decision.allowed();
    }
}
