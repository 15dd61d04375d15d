package org.zhiyuan.roll;

import java.util.Optional;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.volunteer.Volunteer;

/** The rules of joining two records and of taking them apart. */
final class PairPolicy {
    static final int REASON_LENGTH_MIN = 4;
    static final int REASON_LENGTH_MAX = 200;

    private PairPolicy() {}

    static Decision mayBecome(Pair.State now, Pair.State next) {
        boolean may = switch (next) {
            case OPEN -> false;
            case MERGED -> now != Pair.State.MERGED;
            case APART -> now == Pair.State.OPEN;
            case SPLIT -> now == Pair.State.MERGED;
        };
        return may
                ? Decision.allowed()
                : Decision.refused(Text.of("现在是“{0}”，不能改成“{1}”", now.label(), next.label()), Text.of("请刷新页面，看过新的情况再办"));
    }

    /** One person would count twice. */
    static Decision notBothCount(Optional<Volunteer> one, Optional<Volunteer> other) {
        boolean both = one.isPresent()
                && other.isPresent()
                && !one.get().id().equals(other.get().id())
                && one.get().state().counted()
                && other.get().state().counted();
        return both
                ? Decision.refused(Text.of("两条都已经由本人确认，合并以后会算成两个人"), Text.of("请本人先退出其中一条，再合并"))
                : Decision.allowed();
    }

    static Decision reasonGiven(String reason) {
        int length = reason.strip().length();
        return length < REASON_LENGTH_MIN || length > REASON_LENGTH_MAX
                ? Decision.refused(Text.of("请写明原因，{0} 到 {1} 个字", REASON_LENGTH_MIN, REASON_LENGTH_MAX))
                : Decision.allowed();
    }
}
