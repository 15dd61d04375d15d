package org.zhiyuan.activity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.AgeBand;
import org.zhiyuan.volunteer.Guardianship;
import org.zhiyuan.volunteer.Volunteer;

/** Who may sign up for what: one rule, one method, one sentence for people. */
final class EnrolmentPolicy {
    private EnrolmentPolicy() {}

    /** Signing up has its time, and stops when it is over or the activity has begun. */
    static Decision signingUpIsOpen(Activity activity, Instant now) {
        if (activity.state() == ActivityState.CANCELLED) {
            return Decision.refused(Text.of("这个活动取消了"), Text.of("可以看看别的活动"));
        }
        if (activity.state() == ActivityState.PUBLISHED || now.isBefore(activity.enrolFrom())) {
            return Decision.refused(Text.of("还没开始报名，{0} 开始", Formats.moment(activity.enrolFrom())));
        }
        if (activity.state() != ActivityState.ENROLLING || !now.isBefore(activity.enrolUntil())) {
            return Decision.refused(Text.of("报名已经截止"), Text.of("可以看看别的活动"));
        }
        return Decision.allowed();
    }

    /** Only who said himself that he serves, and whose service nobody stopped. */
    static Decision standsAsVolunteer(Volunteer volunteer) {
        return switch (volunteer.state()) {
            case ACTIVE, DORMANT, ARCHIVED -> Decision.allowed();
            case INVITED -> Decision.refused(Text.of("您的志愿者登记还没有确认"), Text.of("请先在“我是志愿者”里确认，未成年人要等监护人同意和审核"));
            case SUSPENDED -> Decision.refused(Text.of("您的志愿服务暂停了，现在不能报名"), Text.of("有疑问请问登记的实践站"));
            case WITHDRAWN -> Decision.refused(Text.of("您已经退出志愿者"), Text.of("想再参加，重新登记就行"));
        };
    }

    /** Dangerous work is closed to everybody under age, whoever agrees (R30, FD17). */
    static Decision dangerIsForGrownUps(RiskGrade risk, @Nullable AgeBand band) {
        return risk == RiskGrade.DANGEROUS && !mayRisk(band)
                ? Decision.refused(Text.of("这个活动有危险，未成年人不能参加"), Text.of("可以看看别的活动"))
                : Decision.allowed();
    }

    /** Who did not say how old he is is treated as one under age. */
    static boolean mayRisk(@Nullable AgeBand band) {
        return band != null && band.risky();
    }

    /** A post may ask for an age of its own. */
    static Decision oldEnough(Post post, OptionalInt years) {
        if (post.minAge() == 0 || years.orElse(0) >= post.minAge()) {
            return Decision.allowed();
        }
        return years.isEmpty()
                ? Decision.refused(Text.of("这个岗位要满 {0} 周岁，您还没有填写出生日期", post.minAge()), Text.of("请到登记的实践站补上"))
                : Decision.refused(Text.of("这个岗位要满 {0} 周岁", post.minAge()), Text.of("可以看看别的岗位"));
    }

    /** Those under age come with a guardian's word, looked at by a second person. */
    static Decision aGuardianAgreed(@Nullable AgeBand band, Optional<Guardianship> guardianship) {
        boolean approved = guardianship.map(one -> one.approvedAt() != null).orElse(false);
        return band != null && band.asks().guardian() && !approved
                ? Decision.refused(Text.of("未成年人要有监护人同意才能报名"), Text.of("请监护人到登记的实践站办一下"))
                : Decision.allowed();
    }

    /** The youngest serve only where a guardian is there all the time (R30): said anew for every service. */
    static Decision aGuardianComes(boolean guarded, boolean said) {
        return guarded && !said
                ? Decision.refused(Text.of("年龄小的孩子，活动时要有监护人在场"), Text.of("监护人会在场的，请勾上“监护人会在场”再报名"))
                : Decision.allowed();
    }

    /** A post that takes a skill is for those who have it; special work only after training (R7). */
    static Decision skilled(Post post, String skillName, boolean offered, Decision mayDo) {
        if (post.skill() == null) {
            return Decision.allowed();
        }
        if (mayDo instanceof Decision.Refused refused) {
            return Decision.refused(Text.of("这个岗位要会“{0}”：{1}", skillName, refused.reason()), Text.of("可以看看别的岗位"));
        }
        return offered
                ? Decision.allowed()
                : Decision.refused(Text.of("这个岗位要会“{0}”，您的登记里没有这一项", skillName), Text.of("会的话，请先在“我是志愿者”里补上"));
    }

    /** Nobody is in two places at once. */
    static Decision noClash(List<Activity> others) {
        if (others.isEmpty()) {
            return Decision.allowed();
        }
        Activity other = others.getFirst();
        return Decision.refused(
                Text.of("这段时间您已经报了“{0}”（{1} 开始），两个活动撞上了", other.title(), Formats.moment(other.starts())),
                Text.of("想换成这个，请先取消那一个"));
    }

    /** The list of those who wait has an end, too: nobody is given a hope that is none. */
    static Decision waitingListHasRoom(Post post, int waitingMax) {
        return post.waiting() >= waitingMax
                ? Decision.refused(Text.of("名额满了，候补也排满了"), Text.of("可以看看别的活动"))
                : Decision.allowed();
    }

    static Decision mayBecome(SignUpState now, SignUpState next) {
        return now.mayBecome(next)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能改成“{1}”", now.label(), next.label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    /** A seat may be given up until it begins, without a reason. */
    static Decision mayStillLeave(Activity activity) {
        return activity.state().ahead()
                ? Decision.allowed()
                : Decision.refused(Text.of("活动已经开始，不能再取消"), Text.of("来不了，请告诉负责人"));
    }
}
