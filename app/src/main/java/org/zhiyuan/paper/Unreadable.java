package org.zhiyuan.paper;

import org.zhiyuan.kernel.Text;

/** The file as a whole cannot be taken: nothing in it is looked at further. Says why, and what to do. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text reason;
    private final transient Text wayOut;

    public Unreadable(Text reason, Text wayOut) {
        super(reason.toString(), null, false, false);
        this.reason = reason;
        this.wayOut = wayOut;
    }

    static Unreadable broken() {
        return new Unreadable(Text.of("这个文件打不开：内容不完整或已经损坏"), Text.of("请用 Excel 或 WPS 重新打开，另存为 .xlsx 再传"));
    }

    public Text reason() {
        return reason;
    }

    public Text wayOut() {
        return wayOut;
    }
}
