package org.zhiyuan.project;

import java.util.EnumSet;
import java.util.Set;
import org.zhiyuan.kernel.Text;

/** How a project stands (DOMAIN §1.3). */
public enum ProjectState {
    /** Being written by whoever applies. */
    IDEA("草稿"),
    /** Handed in; waits for the first review. */
    APPLIED("待初审"),
    /** Passed once; waits for the second review. */
    REVIEW("待复审"),
    /** Back at the applicant, who may change it and hand it in again. */
    RETURNED("退回修改"),
    /** Not passed; the applicant may appeal. */
    REFUSED("未通过"),
    PUBLISHED("已发布"),
    RECRUITING("招募中"),
    RUNNING("进行中"),
    /** The leader has said how it goes; the office answers. */
    MID_REVIEW("中期检查"),
    /** The report is being confirmed and evaluated. */
    CLOSING("结项中"),
    EVALUATED("已评估"),
    CLOSED("已结项"),
    TERMINATED("已终止");

    private static final Set<ProjectState> OPEN = EnumSet.of(PUBLISHED, RECRUITING, RUNNING, MID_REVIEW);
    private static final Set<ProjectState> WRITABLE = EnumSet.of(IDEA, RETURNED);

    private final Text label;

    ProjectState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether activities may be held. */
    public boolean open() {
        return OPEN.contains(this);
    }

    /**
     * Whether what came of its activities is still told to it: also while it closes, since what was done on the last days
     * is recorded after them (R15); not once its report is evaluated.
     */
    public boolean hears() {
        return open() || this == CLOSING;
    }

    /** Whether the applicant may still change what it says. */
    public boolean writable() {
        return WRITABLE.contains(this);
    }

    public boolean over() {
        return this == CLOSED || this == TERMINATED;
    }

    public boolean mayBecome(ProjectState next) {
        return switch (this) {
            case IDEA, RETURNED, REFUSED -> next == APPLIED || next == TERMINATED;
            case APPLIED -> next == REVIEW || next == RETURNED || next == REFUSED || next == TERMINATED;
            case REVIEW -> next == PUBLISHED || next == RETURNED || next == REFUSED || next == TERMINATED;
            case PUBLISHED -> next == RECRUITING || next == RUNNING || next == TERMINATED;
            case RECRUITING -> next == RUNNING || next == TERMINATED;
            case RUNNING -> next == MID_REVIEW || next == CLOSING || next == TERMINATED;
            case MID_REVIEW -> next == RUNNING || next == TERMINATED;
            // a report that is too early leads back to the work
            case CLOSING -> next == RUNNING || next == EVALUATED || next == TERMINATED;
            case EVALUATED -> next == CLOSED;
            case CLOSED, TERMINATED -> false;
        };
    }
}
