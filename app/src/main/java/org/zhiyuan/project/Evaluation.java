package org.zhiyuan.project;

import java.time.Instant;
import org.zhiyuan.kernel.Text;

/** What another person of the office says to a closing report. */
public record Evaluation(Verdict verdict, String reason, Instant at, String who) {
    public enum Verdict {
        MET("做到了"),
        PARTLY("做到一部分"),
        NOT_MET("没有做到");

        private final Text label;

        Verdict(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
