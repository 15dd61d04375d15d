package org.zhiyuan.reward;

import org.zhiyuan.kernel.Text;

/** How far a star has come. */
public enum StarState {
    /** Enough hours count; nobody has looked yet. */
    PROPOSED("等核对"),
    /** One person looked; another decides. */
    CHECKED("等审定"),
    /** Told to everybody; whoever knows better may object. */
    NOTICED("公示中"),
    GRANTED("已授予"),
    STOPPED("没有授予"),
    /** Granted once, and taken back by two persons. */
    REVOKED("星级已撤回");

    private final Text label;

    StarState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether it is still on its way. */
    public boolean open() {
        return this == PROPOSED || this == CHECKED || this == NOTICED;
    }

    public boolean mayBecome(StarState next) {
        return switch (this) {
            case PROPOSED -> next == CHECKED || next == STOPPED;
            case CHECKED -> next == NOTICED || next == STOPPED;
            case NOTICED -> next == GRANTED || next == STOPPED;
            case GRANTED -> next == REVOKED;
            case STOPPED, REVOKED -> false;
        };
    }
}
