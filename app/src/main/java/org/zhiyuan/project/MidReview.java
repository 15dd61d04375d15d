package org.zhiyuan.project;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * How a long project goes, said by its leader half-way.
 *
 * @param words what changed or what is in the way; "" where it goes as planned
 * @param answer of the office; "" while there is none
 */
public record MidReview(
        UUID id,
        Going going,
        String words,
        Instant at,
        UUID account,
        String answer,
        @Nullable Instant answeredAt,
        String who) {
    public enum Going {
        AS_PLANNED("按计划"),
        CHANGED("有变化"),
        STUCK("有困难");

        private final Text label;

        Going(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
