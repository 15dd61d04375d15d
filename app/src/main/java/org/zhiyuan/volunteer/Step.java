package org.zhiyuan.volunteer;

import java.time.Instant;
import org.zhiyuan.kernel.Text;

/**
 * How a volunteer came to stand as he does.
 *
 * @param who as pages call whoever did it
 */
public record Step(VolunteerState state, Cause cause, Instant at, String who, String reason) {
    public enum Cause {
        REGISTERED("登记"),
        IMPORTED("由旧名册导入"),
        CONFIRMED("本人确认"),
        APPROVED("第二人审核通过"),
        SERVED("参加了服务"),
        IDLE("长时间没有服务"),
        LONG_IDLE("很久没有服务，存档"),
        SUSPENDED("暂停"),
        RESUMED("恢复"),
        LEFT("退出"),
        DISOWNED("本人说没有登记过"),
        UNGUARDED("监护人撤回同意"),
        ERASED("删除了个人信息");

        private final Text label;

        Cause(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
