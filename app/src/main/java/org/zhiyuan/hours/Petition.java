package org.zhiyuan.hours;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What a volunteer asks about an entry, and the answer.
 *
 * @param due until when it is to be answered
 * @param against account of whoever decided before, who does not decide again; null where the rules did
 * @param answer null while it is not answered
 */
public record Petition(
        UUID id,
        EntryId entry,
        Kind kind,
        String words,
        Instant at,
        Instant due,
        @Nullable UUID against,
        @Nullable String answer,
        boolean granted,
        String who) {
    public enum Kind {
        /** Something in it is wrong (R16). */
        CORRECTION("要求更正"),
        /** It was not counted, or waits, and should not. */
        APPEAL("申诉");

        private final Text label;

        Kind(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public boolean open() {
        return answer == null;
    }
}
