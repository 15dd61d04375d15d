package org.zhiyuan.roll;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/**
 * Two records that are perhaps one person.
 *
 * @param person who came in by the line
 * @param other who was there
 * @param alias which of the two is read as the other; null where neither is
 */
public record Pair(
        PairId id,
        RollId roll,
        int line,
        SiteId site,
        PersonId person,
        PersonId other,
        State state,
        @Nullable UUID alias,
        Instant since) {
    public enum State {
        OPEN("等人核对"),
        MERGED("已合并"),
        APART("不是同一个人"),
        /** Merged and taken apart again. */
        SPLIT("已拆开");

        private final Text label;

        State(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    /** What somebody decided, and why. */
    public record Decision(State state, Instant at, String who, String reason) {}

    public String href() {
        return "/office/rolls/pairs/" + id;
    }
}
