package org.zhiyuan.hours;

import org.zhiyuan.kernel.Text;

/** A late entry is a class of its own: two approvals, a share per organiser, and its mark on every certificate. */
public enum EntryClass {
    ORDINARY("当时记录"),
    LATE("补录");

    private final Text label;

    EntryClass(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }
}
