package org.zhiyuan.complaint;

import org.zhiyuan.kernel.Text;

/** How a complaint stands. */
public enum ComplaintState {
    OPEN("等答复"),
    /** Answered; there may be an appeal. */
    REPLIED("已答复"),
    APPEALED("申诉中"),
    /** The appeal is answered. */
    CLOSED("申诉已答复"),
    WITHDRAWN("已撤回");

    private final Text label;

    ComplaintState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether a reply is owed. */
    public boolean waits() {
        return this == OPEN || this == APPEALED;
    }
}
