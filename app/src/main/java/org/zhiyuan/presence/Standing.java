package org.zhiyuan.presence;

import org.zhiyuan.kernel.Text;

/** How a presence stands. */
public enum Standing {
    /** In, and not yet out. */
    OPEN("已到场"),
    /** In and out are known. */
    CLOSED("已签退"),
    /** In, never out, and too long ago to be still there: waits for somebody's statement. */
    FORGOTTEN("忘了签退"),
    /** In and out are known, but at that time he was elsewhere already (FD1): counts nowhere. */
    CLASHES("和别处重叠"),
    /** What it rested on was taken back. */
    VOID("已作废");

    private final Text label;

    Standing(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }
}
