package org.zhiyuan.certificate;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.ServiceTime;

/**
 * All that the public page may say of a certificate.
 *
 * @param name masked; "" once its holder was erased
 * @param erased whether its holder was erased
 * @param mix time by the way in which it was proved
 * @param noticedTo the last day of public notice (R21); null where none is asked
 */
public record Shown(
        String code,
        String number,
        String name,
        Certificate.State state,
        boolean erased,
        String issuer,
        LocalDate issuedOn,
        LocalDate from,
        LocalDate to,
        ServiceTime time,
        Map<Manner.Group, ServiceTime> mix,
        byte[] pdfDigest,
        @Nullable LocalDate noticedTo,
        @Nullable LocalDate revokedOn) {
    public Shown {
        mix = Map.copyOf(mix);
    }

    public boolean valid() {
        return state == Certificate.State.ISSUED && !erased;
    }
}
