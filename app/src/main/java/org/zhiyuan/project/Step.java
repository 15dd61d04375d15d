package org.zhiyuan.project;

import java.time.Instant;
import org.zhiyuan.kernel.Text;

/**
 * How a project came to stand as it does.
 *
 * @param who as pages call whoever did it
 */
public record Step(ProjectState state, Cause cause, Instant at, String who, String reason) {
    public enum Cause {
        DRAFTED("开始写"),
        /** Once for each account in each round, however often it was saved: whoever wrote does not review. */
        WROTE("写了或改了内容"),
        APPLIED("提交申请"),
        FIRST_PASSED("初审通过"),
        SECOND_PASSED("复审通过，发布"),
        RETURNED("退回修改"),
        REFUSED("不予通过"),
        APPEALED("提出申诉"),
        APPEAL_UPHELD("申诉成立，重新审核"),
        APPEAL_DENIED("申诉不成立"),
        RECRUITING("开始招募"),
        STARTED("开始实施"),
        MID_REVIEWED("报中期情况"),
        MID_REVIEW_ANSWERED("答复中期情况"),
        CLOSING("开始结项"),
        REPORTED("确认结项报告"),
        REPORT_RETURNED("结项报告退回"),
        EVALUATED("评估"),
        ARCHIVED("归档"),
        TERMINATED("终止"),
        LEADER_CHANGED("更换负责人"),
        RISK_RAISED("调高风险等级");

        private final Text label;

        Cause(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
