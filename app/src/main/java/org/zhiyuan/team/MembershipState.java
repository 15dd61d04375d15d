package org.zhiyuan.team;

import org.zhiyuan.kernel.Text;

/** How somebody stands to a team. Only a member counts. */
public enum MembershipState {
    /** Wants to join, and waits for whoever leads. */
    ASKED("等队长答复"),
    /** Was invited, and has not said anything. */
    INVITED("等本人答复"),
    MEMBER("队员"),
    LEFT("已退出"),
    REFUSED("没有通过"),
    /** Nobody answered in time. */
    LAPSED("过期没有答复");

    private final Text label;

    MembershipState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    public boolean open() {
        return this == ASKED || this == INVITED;
    }

    public boolean mayBecome(MembershipState next) {
        return switch (this) {
            case ASKED, INVITED -> next == MEMBER || next == LEFT || next == REFUSED || next == LAPSED;
            case MEMBER -> next == LEFT;
            // whoever was not in may ask, or be asked, again
            case LEFT, REFUSED, LAPSED -> next == ASKED || next == INVITED || next == MEMBER;
        };
    }
}
