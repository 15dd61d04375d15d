package org.zhiyuan.certificate;

import java.util.List;

/**
 * A certificate that is drawn, signed and sealed, and not issued yet: drawing takes half a second, which no transaction of
 * the issuing waits for. Where nobody issues it, its number stays unused.
 *
 * @param document the signed form, sealed under the holder's key
 * @param paper the PDF, sealed under the holder's key
 */
public record Prepared(
        CertificateId id, Application application, List<Credit> credits, Shown shown, byte[] document, byte[] paper) {
    public Prepared {
        credits = List.copyOf(credits);
    }
}
