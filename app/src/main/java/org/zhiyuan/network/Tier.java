package org.zhiyuan.network;

import java.util.List;
import org.zhiyuan.kernel.Text;

/** The four tiers of the network, from the city down; and beside them the branch centers, one a field. */
public enum Tier {
    CENTER("中心"),
    BRANCH("分中心"),
    INSTITUTE("所"),
    STATION("站"),
    POINT("点");

    /** The tiers that the network is counted by. */
    public static final List<Tier> FOUR = List.of(CENTER, INSTITUTE, STATION, POINT);

    private final String word;

    Tier(String word) {
        this.word = word;
    }

    /** The one-word name; translate with the context {@code tier}. */
    public String word() {
        return word;
    }

    public Text label() {
        return switch (this) {
            case CENTER -> Text.of("实践中心");
            case BRANCH -> Text.of("分中心");
            case INSTITUTE -> Text.of("实践所");
            case STATION -> Text.of("实践站");
            case POINT -> Text.of("实践点");
        };
    }

    /** A village group hangs below a village, and a hamlet's station below its village's; centers and institutes never. */
    public boolean mayHangUnder(Tier parent) {
        return switch (this) {
            case CENTER -> false;
            case BRANCH, INSTITUTE -> parent == CENTER;
            case STATION -> parent == CENTER || parent == INSTITUTE || parent == STATION;
            case POINT -> parent != BRANCH;
        };
    }
}
