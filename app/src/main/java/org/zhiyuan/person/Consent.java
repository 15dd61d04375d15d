package org.zhiyuan.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * An entry in the ledger of consent.
 *
 * @param given true for agreed, false for withdrawn
 * @param guardian who agreed for a child; null where the person did
 */
public record Consent(
        String purpose,
        int version,
        boolean given,
        Instant at,
        Channel channel,
        @Nullable PersonId guardian) {
    /** How it was said. */
    public enum Channel {
        WEB("本人在网页上"),
        COUNTER("当面，由工作人员记下"),
        PAPER("签了纸质同意书");

        private final Text label;

        Channel(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    /** What somebody agrees to now: the version that was on the page. */
    public record Given(
            String purpose,
            int version,
            Channel channel,
            @Nullable PersonId guardian) {}
}
