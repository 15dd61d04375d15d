package org.zhiyuan.activity;

import org.zhiyuan.kernel.Text;

/** How dangerous it may become for those who come. */
public enum RiskGrade {
    LOW("一般"),
    RAISED("要留心"),
    /** Possible bodily danger: insured beforehand or not begun (R8), and closed to those under age. */
    DANGEROUS("有危险");

    private final Text label;

    RiskGrade(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }
}
