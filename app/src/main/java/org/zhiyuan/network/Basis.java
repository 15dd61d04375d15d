package org.zhiyuan.network;

import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/**
 * On what a change rests, and what is said of it.
 *
 * @param document number or name of the document that orders it
 * @param reason why, in the words of who records it; kept inside the office
 * @param told a sentence for the public history, where the kind of change does not say it all; "" for none
 */
public record Basis(String document, String reason, String told, String toldEn) {
    public static final int DOCUMENT_LENGTH_MAX = 120;
    public static final int REASON_LENGTH_MAX = 500;
    public static final int TOLD_LENGTH_MAX = 200;

    public Basis {
        document = within(document, DOCUMENT_LENGTH_MAX);
        reason = within(reason, REASON_LENGTH_MAX);
        told = within(told, TOLD_LENGTH_MAX);
        toldEn = within(toldEn, 2 * TOLD_LENGTH_MAX);
    }

    public static Basis of(String document) {
        return new Basis(document, "", "", "");
    }

    public static Basis of(String document, String reason) {
        return new Basis(document, reason, "", "");
    }

    private static String within(String text, int lengthMax) {
        String stripped = text.strip();
        if (stripped.length() > lengthMax) {
            throw new IllegalArgumentException(
                    "text (" + stripped.length() + ") must be at most " + lengthMax + " characters");
        }
        return stripped;
    }

    /** A change of the network's build needs the document that orders it. */
    public Decision ordered() {
        return document.isEmpty() ? Decision.refused(Text.of("请填写依据的文件名或文号")) : Decision.allowed();
    }
}
