package org.zhiyuan.complaint;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;

/**
 * What whoever filed it is answered.
 *
 * @param round 1 for the first reply, 2 for the one to the appeal
 * @param site which place answered
 * @param who as the office's pages call whoever answered; those of the filer name the place only
 */
public record Reply(
        int round,
        Outcome outcome,
        String reasons,
        Instant at,
        SiteId site,
        UUID account,
        @Nullable UUID person,
        String who) {
    public static final int REASONS_LENGTH_MIN = 10;
    public static final int REASONS_LENGTH_MAX = 1_000;

    public enum Outcome {
        UPHELD("属实，已经处理"),
        PARTLY("部分属实，已经处理"),
        NOT_UPHELD("不属实"),
        /** With where to go instead. */
        NOT_OURS("不归志愿服务管");

        private final Text label;

        Outcome(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
