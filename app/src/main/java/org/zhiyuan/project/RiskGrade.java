package org.zhiyuan.project;

import org.zhiyuan.kernel.Text;

/** How much may happen to somebody; from small to large. */
public enum RiskGrade {
    LOW("风险低"),
    /** Something may happen: what is done against it is written down. */
    RAISED("有一定风险"),
    /** Possible bodily danger: insurance before it begins (R8), and nobody under age (R30). */
    DANGEROUS("有人身危险");

    private final Text label;

    RiskGrade(String label) {
        this.label = Text.of(label);
    }

    public Text label() {
        return label;
    }

    /** Whether people under age may take part in what is graded so. */
    public boolean openToMinors() {
        return this != DANGEROUS;
    }

    public RiskGrade or(RiskGrade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
