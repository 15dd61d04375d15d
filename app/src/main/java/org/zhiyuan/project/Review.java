package org.zhiyuan.project;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What somebody of the office said to a project that was handed in.
 *
 * @param round which time it had been handed in
 */
public record Review(
        int round,
        Stage stage,
        Verdict verdict,
        Instant at,
        UUID account,
        @Nullable UUID person,
        String who,
        String reason) {
    public enum Stage {
        FIRST("初审"),
        SECOND("复审");

        private final Text label;

        Stage(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public enum Verdict {
        PASSED("通过"),
        RETURNED("退回修改"),
        REFUSED("不予通过");

        private final Text label;

        Verdict(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
