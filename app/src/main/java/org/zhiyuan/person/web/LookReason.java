package org.zhiyuan.person.web;

import org.zhiyuan.kernel.Text;

/** Why somebody needs to see a value: chosen before typed. */
enum LookReason {
    CONTACT("联系本人安排服务"),
    CHECK("当面核对身份"),
    COMPLAINT("处理投诉或更正"),
    URGENT("有紧急情况要找人"),
    OTHER("其他原因");

    private final Text label;

    LookReason(String label) {
        this.label = Text.of(label);
    }

    Text label() {
        return label;
    }
}
