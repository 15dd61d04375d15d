package org.zhiyuan.hours;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.zhiyuan.kernel.Text;

/** How an entry stands; every step is a row, and the database knows the same steps. */
public enum EntryState {
    /** Reckoned; waits until the presence is long enough, or the activity is over. */
    COMPUTED("已算出，未计入"),
    /** Waits for another person. */
    REVIEW_L1("等复核"),
    /** Waits for another person one tier up. */
    REVIEW_L2("等上一级复核"),
    /** A rule found something; waits for somebody of another unit. */
    HELD("等别的单位核实"),
    /** Credited. */
    VALID("已计入"),
    REFUSED("不计"),
    /** Credited, and taken back by a counter-entry. */
    REVERSED("已冲正");

    private static final Map<EntryState, Set<EntryState>> NEXT = new EnumMap<>(Map.of(
            COMPUTED, EnumSet.of(REVIEW_L1, REVIEW_L2, HELD, VALID, REFUSED),
            REVIEW_L1, EnumSet.of(VALID, REFUSED),
            REVIEW_L2, EnumSet.of(REVIEW_L1, VALID, REFUSED),
            HELD, EnumSet.of(REVIEW_L1, VALID, REFUSED),
            REFUSED, EnumSet.of(REVIEW_L1, VALID),
            VALID, EnumSet.of(REVERSED),
            REVERSED, EnumSet.noneOf(EntryState.class)));

    private final Text label;

    EntryState(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    public boolean mayBecome(EntryState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether somebody's word is awaited. */
    public boolean waits() {
        return this == REVIEW_L1 || this == REVIEW_L2 || this == HELD;
    }

    /** Whether that word must be of an office above, or of another unit. */
    public boolean above() {
        return this == REVIEW_L2 || this == HELD;
    }
}
