package org.zhiyuan.activity;

import java.time.Instant;
import org.zhiyuan.kernel.Text;

/**
 * How somebody came to stand to an activity as he does: never rewritten.
 *
 * @param who the name of staff; "" for himself, the leader, and where a seat fell free
 */
public record SignUpStep(SignUpState state, Cause cause, Instant at, String who, String reason) {
    public enum Cause {
        SIGNED_UP("报名"),
        INVITED("收到邀请"),
        ACCEPTED("接受邀请"),
        REFUSED("没有接受邀请"),
        CANCELLED("自己取消"),
        /** Somebody left, and the seat was passed on. */
        PROMOTED("候补转正"),
        TAKEN_OFF("由负责人取消"),
        TAKEN_ON("现场补报名"),
        CALLED_OFF("活动取消"),
        NO_SHOW("记为没有到场"),
        RESTORED("恢复"),
        LEFT("不再做志愿者"),
        SUSPENDED("志愿服务暂停"),
        ERASED("个人信息已删除");

        private final Text label;

        Cause(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
