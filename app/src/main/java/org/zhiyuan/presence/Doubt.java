package org.zhiyuan.presence;

import org.zhiyuan.kernel.Text;

/** Why an event does not count by itself: it stays, and whoever leads the activity confirms it or leaves it. */
public enum Doubt {
    CLOCK("手机的时间对不上", "手机的时间中途被改过，推算出来的时间不可靠。请领队确认您在场。"),
    CODE("签到码对不上", "当时的签到码和现场的对不上。请领队确认您在场。"),
    NOT_SIGNED_UP("没有报上名", "您没有报上这个活动。请领队核实。"),
    NOT_OPEN("不在活动时间里", "推算出来的时间不在活动时间里。请领队核实。"),
    STATED("本人说的时间", "已经记下，等领队确认。");

    private final Text label;
    private final Text explanation;

    Doubt(String label, String explanation) {
        this.label = Text.of(label);
        this.explanation = Text.of(explanation);
    }

    public Text label() {
        return label;
    }

    /** For whoever sent it. */
    public Text explanation() {
        return explanation;
    }
}
