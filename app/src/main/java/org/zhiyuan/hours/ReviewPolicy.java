package org.zhiyuan.hours;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/** Who may say what of an entry: creator, approver and beneficiary are never one person. The database asks the same. */
final class ReviewPolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;

    private ReviewPolicy() {}

    static Decision reasonGiven(String reason) {
        int length = reason.strip().length();
        return length >= REASON_LENGTH_MIN && length <= REASON_LENGTH_MAX
                ? Decision.allowed()
                : Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
    }

    static Decision waits(Entry entry) {
        return entry.state().waits()
                ? Decision.allowed()
                : Decision.refused(Text.of("这一条现在是“{0}”，不等复核", entry.state().label()), Text.of("请刷新页面，看看新的情况"));
    }

    static Decision isAnother(Actor actor, Entry entry, List<UUID> approvers) {
        UUID account = actor.account();
        if (account == null) {
            return Decision.refused(Text.of("要登录才能复核"));
        }
        if (entry.person().value().equals(actor.person())) {
            return Decision.refused(Text.of("自己的时长要别人复核"));
        }
        if (entry.writtenBy(account, actor.person())) {
            return Decision.refused(Text.of("这一条是您记的，要换一个人复核"));
        }
        return approvers.contains(account) ? Decision.refused(Text.of("您已经同意过，还要另一个人")) : Decision.allowed();
    }

    /**
     * What is held, or asks for a tier up, another unit than that of the activity looks at; nobody is above the root.
     *
     * @param unit where the reviewer works
     */
    static Decision isOfAnotherUnit(EntryState state, UUID unit, UUID site, boolean root) {
        return !state.above() || root || !unit.equals(site)
                ? Decision.allowed()
                : Decision.refused(Text.of("这一条要上一级或别的单位核实"), Text.of("它已经在上一级的待办里，不用再报"));
    }

    static int approvalsNeeded(Entry entry) {
        return entry.late() ? 2 : 1;
    }

    /** Whether the rules alone let it count: two sides speak for it, nobody leads what he is credited for, the day is short. */
    static int tier(RulePack pack, Occasion occasion, Entry entry, int dayMinutes) {
        int total = dayMinutes + entry.minutes();
        if (total > pack.dayReviewMax()
                || occasion.leaders().contains(entry.person().value())) {
            return 2;
        }
        return total > pack.dayAtOnceMax() || !entry.twoSided() || entry.late() ? 1 : 0;
    }

    static @Nullable UUID witness(Occasion occasion, UUID person) {
        return occasion.leaders().stream()
                .filter(leader -> !leader.equals(person))
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
