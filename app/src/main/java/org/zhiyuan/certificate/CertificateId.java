package org.zhiyuan.certificate;

import java.util.UUID;
import org.zhiyuan.kernel.Absent;

public record CertificateId(UUID value) {
    /** From an address; absent where it is none. */
    public static CertificateId parse(String text) {
        try {
            return new CertificateId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Absent("certificate");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
