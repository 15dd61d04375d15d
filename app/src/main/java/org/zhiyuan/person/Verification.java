package org.zhiyuan.person;

import java.time.LocalDate;
import org.zhiyuan.kernel.Text;

/**
 * Somebody looked at the document itself (已核对证件，人工). It never says 已实名: no register was asked.
 *
 * @param day when the document was looked at
 * @param verifier the name of the one who looked
 */
public record Verification(Document document, LocalDate day, String verifier) {
    public enum Document {
        IDENTITY_CARD("居民身份证"),
        HOUSEHOLD_REGISTER("户口簿"),
        RESIDENCE_PERMIT("港澳台居民居住证"),
        PERMANENT_RESIDENT_CARD("外国人永久居留身份证");

        private final Text label;

        Document(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }
}
