package org.zhiyuan.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * Somebody looked at a person's data: what the person is told.
 *
 * @param column what was seen unmasked; null where nothing was
 * @param looker name of the one who looked
 * @param role as what; "" for the person and for the house itself
 */
public record Look(Instant at, Kind kind, @Nullable Column column, String reason, String looker, String role) {
    public enum Kind {
        FOUND("按号码查到"),
        OPENED("打开了隐去号码的页面"),
        REVEALED("查看了完整内容"),
        COPIED("复制了全部内容");

        private final Text label;

        Kind(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
