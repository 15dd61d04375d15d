package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.Site;
import org.zhiyuan.person.PersonId;

/** When somebody may be put on a post, and taken off it. */
final class AppointmentPolicy {
    /** What is decided further ahead is not decided yet. */
    static final int MONTHS_AHEAD_MAX = 12;

    private AppointmentPolicy() {}

    static Decision thePlaceHasThePost(Site site, @Nullable RequiredPost post) {
        return post == null || post.tier() != site.tier() ? Decision.refused(Text.of("这里没有这个岗位")) : Decision.allowed();
    }

    static Decision thePlaceIsOpen(Site site, LocalDate from) {
        return site.openOn(from) ? Decision.allowed() : Decision.refused(Text.of("{0}那天这里没有开办，请改日期", from));
    }

    static Decision theDayIsNear(LocalDate day, LocalDate today) {
        return day.isAfter(today.plusMonths(MONTHS_AHEAD_MAX))
                ? Decision.refused(Text.of("最多提前 {0} 个月登记，请改日期", MONTHS_AHEAD_MAX))
                : Decision.allowed();
    }

    /** A single post passes from one to the next; nobody is put between two others, or before one. */
    static Decision nobodyComesAfter(List<Holding> others, LocalDate from) {
        return others.stream()
                .filter(other -> !other.days().from().isBefore(from))
                .findFirst()
                .map(other -> Decision.refused(
                        Text.of("从 {0} 起已登记了另一个人任这个岗位", other.days().from()), Text.of("请先撤回那一条，或改日期")))
                .orElse(Decision.allowed());
    }

    static Decision notTwiceOnOnePost(List<Holding> others, PersonId person, LocalDate from) {
        return others.stream()
                        .anyMatch(other ->
                                person.equals(other.person()) && other.days().overlaps(Period.since(from)))
                ? Decision.refused(Text.of("这个人那天已经在这个岗位上"))
                : Decision.allowed();
    }

    static Decision endsAfterItBegan(Holding holding, LocalDate until) {
        return until.isAfter(holding.days().from())
                ? Decision.allowed()
                : Decision.refused(Text.of("{0} 才上任，免去的日期要在那以后", holding.days().from()), Text.of("登记错了的，请用“撤回”"));
    }

    static Decision notEndedAlready(Holding holding) {
        LocalDate until = holding.days().until();
        return until == null ? Decision.allowed() : Decision.refused(Text.of("已经登记了从 {0} 起不再任职", until));
    }
}
