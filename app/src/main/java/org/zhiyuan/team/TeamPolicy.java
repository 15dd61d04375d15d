package org.zhiyuan.team;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.volunteer.VolunteerState;

/** The rules of teams: what stands above what, who leads, who belongs. */
final class TeamPolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;
    /** More could not know each other; a bound for lists, not a rule of the field. */
    static final int DEPUTIES_MAX = 5;

    static final int STAND_IN_DAYS_MAX = 180;

    private static final Text LOOK_AGAIN = Text.of("请刷新页面，看过新的情况再办");

    private TeamPolicy() {}

    static Decision standing(Team team) {
        return team.standing() ? Decision.allowed() : Decision.refused(Text.of("队伍“{0}”已经解散", team.name()));
    }

    static Decision aboveIsHigher(Level level, @Nullable Team above) {
        return above == null || above.level().position() < level.position()
                ? Decision.allowed()
                : Decision.refused(Text.of("上级队伍“{0}”的层级不比这支高", above.name()), Text.of("请选层级更高的上级队伍，或者不选"));
    }

    static Decision nothingBelowIsAsHigh(Level level, Collection<Team> below) {
        return below.stream()
                .filter(team -> team.level().position() <= level.position())
                .findFirst()
                .<Decision>map(team -> Decision.refused(Text.of("下级队伍“{0}”的层级就不比它低了", team.name())))
                .orElseGet(Decision::allowed);
    }

    /** R28: whoever leads is of age. Who did not say how old he is is treated as one under age. */
    static Decision ofAge(OptionalInt years, int yearsMin) {
        if (years.isEmpty()) {
            return Decision.refused(Text.of("不知道这位志愿者的年龄，不能当队长或副队长"), Text.of("请先到实践站补上证件号码或出生日期"));
        }
        return years.getAsInt() < yearsMin
                ? Decision.refused(Text.of("未满 {0} 周岁，不能当队长或副队长", yearsMin))
                : Decision.allowed();
    }

    static Decision belongs(boolean member) {
        return member ? Decision.allowed() : Decision.refused(Text.of("还不是这支队伍的队员"), Text.of("请先邀请，本人接受以后再任命"));
    }

    static Decision leadsNotYet(List<Lead> leads, UUID person) {
        return leads.stream().anyMatch(lead -> lead.person().value().equals(person))
                ? Decision.refused(Text.of("这个人已经是这支队伍的队长或副队长"), Text.of("要换职务，请先结束现在的职务"))
                : Decision.allowed();
    }

    static Decision oneCaptain(List<Lead> leads, Lead.Office office) {
        if (office == Lead.Office.CAPTAIN && leads.stream().anyMatch(lead -> lead.office() == Lead.Office.CAPTAIN)) {
            return Decision.refused(Text.of("这支队伍已经有队长"), Text.of("请先结束现任队长的职务，从哪一天起都行"));
        }
        return office == Lead.Office.DEPUTY
                        && leads.stream()
                                        .filter(lead -> lead.office() == Lead.Office.DEPUTY)
                                        .count()
                                >= DEPUTIES_MAX
                ? Decision.refused(Text.of("副队长最多 {0} 位", DEPUTIES_MAX))
                : Decision.allowed();
    }

    static Decision counts(VolunteerState state) {
        return state.counted() && state != VolunteerState.SUSPENDED
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能加入队伍", state.label()), Text.of("请先登记并确认为志愿者"));
    }

    static Decision mayBecome(MembershipState now, MembershipState next) {
        return now.mayBecome(next)
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能改成“{1}”", now.label(), next.label()), LOOK_AGAIN);
    }

    /** Before the time of the captain is over, the office does not answer for him; where nobody leads, it does. */
    static Decision answersNow(boolean leads, boolean raised, boolean nobodyLeads) {
        return leads || raised || nobodyLeads
                ? Decision.allowed()
                : Decision.refused(Text.of("先由队长答复"), Text.of("队长到期没有答复，才转给阵地"));
    }

    static Decision notHimself(@Nullable UUID person, Membership membership) {
        return membership.person().value().equals(person)
                ? Decision.refused(Text.of("自己的申请要由别人答复"))
                : Decision.allowed();
    }

    static Decision reasonGiven(String reason) {
        return reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX))
                : Decision.allowed();
    }

    static Decision standInFits(Lead deputy, LocalDate from, LocalDate until, LocalDate today) {
        if (deputy.office() != Lead.Office.DEPUTY) {
            return Decision.refused(Text.of("只有副队长能代理"));
        }
        if (from.isBefore(today) || !until.isAfter(from) || until.isAfter(from.plusDays(STAND_IN_DAYS_MAX))) {
            return Decision.refused(Text.of("代理从今天或以后的一天起，最多 {0} 天", STAND_IN_DAYS_MAX));
        }
        LocalDate end = deputy.until();
        return end != null && end.isBefore(until)
                ? Decision.refused(Text.of("这位副队长的职务在代理结束以前就到期了"))
                : Decision.allowed();
    }
}
