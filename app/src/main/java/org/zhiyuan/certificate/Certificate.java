package org.zhiyuan.certificate;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * A certificate that was issued; what stands on it is sealed and read by {@link Papers}.
 *
 * @param site who recorded, and issued
 * @param number ZA-2026-0008127
 * @param code what leads to the public page; not to be guessed
 * @param lines services that it counts
 * @param erasedAt when its holder was erased, and what stood on it with him; null while it is there
 */
public record Certificate(
        CertificateId id,
        VolunteerId volunteer,
        PersonId person,
        SiteId site,
        String number,
        String code,
        State state,
        LocalDate from,
        LocalDate to,
        ServiceTime time,
        int lines,
        Instant issuedAt,
        String handler,
        @Nullable Instant erasedAt) {
    public static final int LINES_MAX = 500;

    public enum State {
        ISSUED("有效"),
        REVOKED("已经撤销");

        private final Text label;

        State(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public Whereabouts.Place place() {
        return Whereabouts.Place.own(site.value(), null, person.value());
    }

    public String href() {
        return "/office/certificates/" + id;
    }

    /** The page that anybody may look at. */
    public String publicPath() {
        return "/certificates/" + code;
    }
}
