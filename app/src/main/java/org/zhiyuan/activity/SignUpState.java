package org.zhiyuan.activity;

import org.zhiyuan.kernel.Text;

/** How somebody stands to an activity. */
public enum SignUpState {
    /** Asked to come; holds no seat, and may say no without a reason. */
    INVITED("收到邀请"),
    SEATED("已报上"),
    WAITING("候补中"),
    CANCELLED("已取消"),
    /** Said no to an invitation. */
    REFUSED("没有接受"),
    /** Held a seat and did not come; the leader's word, and taken back as easily. */
    NO_SHOW("没有到场");

    private final Text label;

    SignUpState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether a seat is held: one who did not come has held it all the same. */
    public boolean seated() {
        return this == SEATED || this == NO_SHOW;
    }

    /** Whether it still counts: nobody has two of these for one activity. */
    public boolean live() {
        return this == INVITED || this == WAITING || seated();
    }

    public boolean mayBecome(SignUpState next) {
        return switch (this) {
            case INVITED -> next == SEATED || next == WAITING || next == REFUSED || next == CANCELLED;
            case WAITING -> next == SEATED || next == CANCELLED;
            case SEATED -> next == CANCELLED || next == NO_SHOW;
            case NO_SHOW -> next == SEATED;
            case CANCELLED, REFUSED -> false;
        };
    }
}
