package org.zhiyuan.presence;

import java.time.Instant;
import java.util.OptionalInt;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityState;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/** When somebody may come and go, and who may say so for another. */
final class CheckInPolicy {
    /** Who records service is of age (R28). */
    static final int RECORDER_YEARS_MIN = 18;

    /** Events of one volunteer's phones that wait at one activity within the offline window; an honest clock needs none. */
    static final int DOUBTS_MAX = 40;

    /** The same of one who holds no seat: two comings and goings, so that nobody's list is filled from outside. */
    static final int STRANGERS_DOUBTS_MAX = 4;

    private CheckInPolicy() {}

    /** By code, now. That a dangerous activity does not begin without insurance (R8) is kept where activities begin. */
    static Decision mayCome(Activity activity, Instant now, PresenceRules rules) {
        if (activity.state().ahead()) {
            return Decision.refused(Text.of("活动还没有开始"), Text.of("领队开始活动以后就能签到"));
        }
        if (activity.state() != ActivityState.ONGOING) {
            return Decision.refused(Text.of("活动已经结束或取消了，不能再签到"), Text.of("在场没签上的，请领队补签"));
        }
        Instant from = activity.starts().minus(rules.early());
        if (now.isBefore(from)) {
            return Decision.refused(Text.of("{0} 起可以签到", Formats.momentShort(from)));
        }
        if (now.isAfter(activity.ends())) {
            return Decision.refused(Text.of("活动时间已经过了，不能再签到"), Text.of("在场没签上的，请领队补签"));
        }
        return Decision.allowed();
    }

    /** By code, now: also for a while after the end. */
    static Decision mayGo(Activity activity, Instant now, PresenceRules rules) {
        if (!activity.state().begun()) {
            return Decision.refused(Text.of("活动还没有开始"));
        }
        if (now.isAfter(activity.ends().plus(rules.after()))) {
            return Decision.refused(Text.of("活动结束已经很久了，不能再用签到码签退"), Text.of("请说一下几点走的，由领队确认"));
        }
        return Decision.allowed();
    }

    /** Whether a time that somebody states lies in the activity's own, with what is allowed before and after. */
    static boolean within(Activity activity, Instant at, PresenceRules rules) {
        return activity.state().begun()
                && !at.isBefore(activity.starts().minus(rules.early()))
                && !at.isAfter(activity.ends().plus(rules.after()));
    }

    static Decision stated(Activity activity, Instant at, Instant now, PresenceRules rules) {
        if (activity.state().ahead()) {
            return Decision.refused(Text.of("活动还没有开始"), Text.of("先开始活动，再签到"));
        }
        if (at.isAfter(now)) {
            return Decision.refused(Text.of("时间不能晚于现在"));
        }
        return within(activity, at, rules)
                ? Decision.allowed()
                : Decision.refused(Text.of(
                        "时间要在 {0} 和 {1} 之间",
                        Formats.momentShort(activity.starts().minus(rules.early())),
                        Formats.momentShort(activity.ends().plus(rules.after()))));
    }

    /**
     * Whether a phone's event may join those that are doubted. The right code is refused after so many wrong ones as well:
     * otherwise the answer would tell which is right.
     *
     * @param seated whether its volunteer holds a seat
     * @param doubted whether it would be doubted itself
     */
    static Decision mayAdd(boolean seated, boolean doubted, EventStore.Doubted before, PresenceRules rules) {
        if (before.codes() >= rules.missesMax()) {
            return Decision.refused(Text.of("签到码错了太多次，不再收了，请领队代签"));
        }
        return doubted && before.all() >= (seated ? DOUBTS_MAX : STRANGERS_DOUBTS_MAX)
                ? Decision.refused(Text.of("等领队确认的太多了，这条没有收下，请找领队"))
                : Decision.allowed();
    }

    /** @param years of whoever records, where known */
    static Decision mayRecord(boolean himself, OptionalInt years) {
        if (himself) {
            return Decision.refused(Text.of("不能给自己签"), Text.of("请用签到码，或请另一位领队签"));
        }
        if (years.isPresent() && years.getAsInt() < RECORDER_YEARS_MIN) {
            return Decision.refused(Text.of("满 {0} 周岁才能替别人签到", RECORDER_YEARS_MIN));
        }
        return Decision.allowed();
    }

    static Decision reasonGiven(Way way, String reason) {
        boolean asked = way == Way.LEADER || way == Way.OFFLINE_LEADER || way == Way.LATE_ENTRY;
        int length = reason.strip().length();
        return (asked && length < Event.REASON_LENGTH_MIN) || length > Event.REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", Event.REASON_LENGTH_MIN, Event.REASON_LENGTH_MAX))
                : Decision.allowed();
    }
}
