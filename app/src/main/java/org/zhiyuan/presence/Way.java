package org.zhiyuan.presence;

import org.zhiyuan.kernel.Text;

/**
 * How it is known that somebody came or went. The order is that of how much another can check afterwards: a stretch that
 * began one way and ended another is as well known as the later of the two (DOMAIN P1: a certificate says it of each hour).
 */
public enum Way {
    /** The venue's code of that half minute, scanned or typed. */
    CODE("现场码"),
    /** The leader scanned, or typed, the volunteer's card. */
    CARD("扫志愿者卡"),
    /** The venue's code, kept in a phone without a network and sent within the window. */
    OFFLINE_CODE("现场码（离线）"),
    /** The leader's word, with a reason. */
    LEADER("领队代签"),
    /** The leader's word, kept in a phone without a network and sent within the window. */
    OFFLINE_LEADER("领队代签（离线）"),
    /** A sheet of paper with signatures, entered within the working days allowed (R15). */
    PAPER("纸质签到表"),
    /** Whatever came later than its window: a class of its own, with a second look. */
    LATE_ENTRY("补录");

    private final Text label;

    Way(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    Way weaker(Way other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether somebody else than the volunteer recorded it, so that a recorder and a reason stand beside it. */
    public boolean recorded() {
        return this != CODE && this != OFFLINE_CODE;
    }
}
