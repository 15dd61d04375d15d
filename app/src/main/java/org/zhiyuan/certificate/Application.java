package org.zhiyuan.certificate;

import java.time.Instant;
import java.time.LocalDate;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * Somebody asks a place for a certificate of what it recorded.
 *
 * @param site the place that recorded, and is asked
 * @param from the first day
 * @param to the last day
 * @param purpose what for, in a few words; "" where it was not said, and nobody must say
 * @param reason why it was refused; "" otherwise
 */
public record Application(
        ApplicationId id,
        VolunteerId volunteer,
        PersonId person,
        SiteId site,
        LocalDate from,
        LocalDate to,
        String purpose,
        Channel channel,
        State state,
        Instant at,
        String reason) {
    public static final int PURPOSE_LENGTH_MAX = 60;

    public enum Channel {
        SELF,
        /** At the counter, entered by the office for somebody who stands there. */
        COUNTER
    }

    public enum State {
        OPEN("等开具"),
        ISSUED("已开具"),
        REFUSED("没有开具"),
        WITHDRAWN("本人撤回");

        private final Text label;

        State(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public Application {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to (" + to + ") must not be before from (" + from + ")");
        }
    }

    public Whereabouts.Place place() {
        return Whereabouts.Place.own(site.value(), null, person.value());
    }

    public String href() {
        return "/office/certificate-applications/" + id;
    }
}
