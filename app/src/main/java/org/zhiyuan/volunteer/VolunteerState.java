package org.zhiyuan.volunteer;

import java.util.EnumSet;
import java.util.Set;
import org.zhiyuan.kernel.Text;

/** How a volunteer stands. */
public enum VolunteerState {
    /** Entered by others, or waiting for a guardian: counts nowhere. */
    INVITED("等本人确认"),
    /** Confirmed or served within the last months. */
    ACTIVE("活跃"),
    /** Did not serve for long. */
    DORMANT("沉睡"),
    /** Did not serve for very long; the record is kept. */
    ARCHIVED("已归档"),
    SUSPENDED("已暂停"),
    /** Left, or never was one by his own will. */
    WITHDRAWN("已退出");

    private static final Set<VolunteerState> COUNTED = EnumSet.of(ACTIVE, DORMANT, ARCHIVED, SUSPENDED);

    private final Text label;

    VolunteerState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether somebody who stands so is a volunteer in any figure. */
    public boolean counted() {
        return COUNTED.contains(this);
    }

    public boolean mayBecome(VolunteerState next) {
        return switch (this) {
            case INVITED -> next == ACTIVE || next == WITHDRAWN;
            case ACTIVE -> next == DORMANT || next == SUSPENDED || next == WITHDRAWN;
            case DORMANT -> next == ACTIVE || next == ARCHIVED || next == SUSPENDED || next == WITHDRAWN;
            case ARCHIVED, SUSPENDED -> next == ACTIVE || next == WITHDRAWN;
            // whoever left may come back, by his own word; one under age first waits for a guardian again
            case WITHDRAWN -> next == ACTIVE || next == INVITED;
        };
    }
}
