package org.zhiyuan.volunteer;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/**
 * A volunteer; who it is, {@code person} keeps.
 *
 * @param site where he is registered: the place that answers for the record
 * @param confirmedOn the day on which he, or a guardian for him, said that he serves; null for whom others entered
 * @param servedOn the last day of service that counted; null where there is none yet
 * @param version the version that a change must name
 */
public record Volunteer(
        VolunteerId id,
        PersonId person,
        VolunteerNumber number,
        SiteId site,
        VolunteerState state,
        Source source,
        Instant registeredAt,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate servedOn,
        int version) {
    public enum Source {
        SELF("自己在网上登记"),
        COUNTER("工作人员协助登记"),
        IMPORT("由旧名册导入");

        private final Text label;

        Source(String label) {
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
        return "/office/volunteers/" + id;
    }
}
