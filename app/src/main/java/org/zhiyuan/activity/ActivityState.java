package org.zhiyuan.activity;

import java.util.EnumSet;
import java.util.Set;
import org.zhiyuan.kernel.Text;

/** Where an activity stands, from the first draft to the archive. */
public enum ActivityState {
    DRAFT("草稿"),
    /** Written, and waiting for a look at what may happen. */
    SAFETY_CHECK("等安全检查"),
    /** To be seen by everybody; signing up has not begun. */
    PUBLISHED("已发布"),
    ENROLLING("报名中"),
    /** Signing up is over, the list stands. */
    CONFIRMED("名单已定"),
    ONGOING("进行中"),
    ENDED("已结束"),
    /** Over; what was done is being written down, within ten working days (R15). */
    RECORDING("记录中"),
    RECORDED("已记录"),
    ARCHIVED("已归档"),
    /** Taken back before anybody signed up. */
    WITHDRAWN("已撤回"),
    /** Called off; everybody who had signed up was told. */
    CANCELLED("已取消");

    private static final Set<ActivityState> HIDDEN = EnumSet.of(DRAFT, SAFETY_CHECK, WITHDRAWN);
    private static final Set<ActivityState> AHEAD = EnumSet.of(PUBLISHED, ENROLLING, CONFIRMED);

    private final Text label;

    ActivityState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether everybody may see it. */
    public boolean published() {
        return !HIDDEN.contains(this);
    }

    /** Published and not begun. */
    public boolean ahead() {
        return AHEAD.contains(this);
    }

    /** Whether it has begun, so that somebody may have been there. */
    public boolean begun() {
        return this == ONGOING || over();
    }

    public boolean over() {
        return this == ENDED || this == RECORDING || this == RECORDED || this == ARCHIVED;
    }

    public boolean mayBecome(ActivityState next) {
        return switch (this) {
            case DRAFT -> next == SAFETY_CHECK || next == WITHDRAWN;
            // sent back to be mended, or good
            case SAFETY_CHECK -> next == DRAFT || next == PUBLISHED || next == WITHDRAWN;
            // what was changed so much that somebody has to look again goes back
            case PUBLISHED -> next == ENROLLING || next == SAFETY_CHECK || next == WITHDRAWN || next == CANCELLED;
            case ENROLLING -> next == CONFIRMED || next == SAFETY_CHECK || next == WITHDRAWN || next == CANCELLED;
            // signing up may be opened again, as long as it has not begun
            case CONFIRMED ->
                next == ENROLLING || next == ONGOING || next == SAFETY_CHECK || next == WITHDRAWN || next == CANCELLED;
            case ONGOING -> next == ENDED;
            case ENDED -> next == RECORDING;
            case RECORDING -> next == RECORDED;
            case RECORDED -> next == ARCHIVED;
            case ARCHIVED, WITHDRAWN, CANCELLED -> false;
        };
    }
}
