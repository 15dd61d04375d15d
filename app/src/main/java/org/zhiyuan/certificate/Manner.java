package org.zhiyuan.certificate;

import org.zhiyuan.kernel.Text;

/** How it is known that somebody was there: stands beside every line of a certificate (R17, P1). */
public enum Manner {
    CODE("扫现场码签到", Group.SCANNED),
    CARD("扫志愿者卡签到", Group.SCANNED),
    LEADER("负责人代签", Group.LED),
    PAPER("纸质签到表", Group.PAPER),
    OFFLINE_CODE("离线扫现场码", Group.SCANNED),
    OFFLINE_LEADER("离线由负责人代签", Group.LED),
    LATE_ENTRY("事后补录", Group.LATE);

    /** What the public page tells apart. */
    public enum Group {
        SCANNED("扫码签到"),
        LED("负责人代签"),
        PAPER("纸质签到表"),
        LATE("补录（两人复核）");

        private final Text label;

        Group(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    private final Text label;
    private final Group group;

    Manner(String label, Group group) {
        this.label = Text.of(label);
        this.group = group;
    }

    public Text label() {
        return label;
    }

    /** @param late whether it was entered long afterwards: that outweighs how */
    public Group group(boolean late) {
        return late ? Group.LATE : group;
    }
}
