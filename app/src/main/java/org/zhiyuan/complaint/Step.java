package org.zhiyuan.complaint;

import java.time.Instant;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;

/**
 * What became of a complaint.
 *
 * @param site where it lay from then on
 */
public record Step(Cause cause, Instant at, SiteId site) {
    public enum Cause {
        FILED("提交，转给"),
        REPLIED("答复，来自"),
        APPEALED("提出申诉，转给"),
        /** Nobody answered in time. */
        RAISED("没有按时答复，提级到"),
        WITHDRAWN("本人撤回"),
        ERASED("本人删除了个人信息");

        private final Text label;

        Cause(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }

        /** Whether the place belongs into the sentence. */
        public boolean tellsPlace() {
            return this != WITHDRAWN && this != ERASED;
        }
    }
}
