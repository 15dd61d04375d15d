package org.zhiyuan.reward;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * One star of one volunteer, from the proposal on.
 *
 * @param number of its public notice, X2026-000012
 * @param site where the volunteer is registered: who answers for it
 * @param scheme version by which it was reckoned
 * @param star how many stars, from 1
 * @param cause why it is no longer on its way; null while it is, and where it stands
 * @param reason in words, for the volunteer to read; "" where the cause says all
 * @param time what counted when it was last counted
 * @param asked whether the volunteer asked for this look, after one had been stopped
 * @param against account of whoever stopped that one, who does not look again; null for none
 * @param noticeFrom the day on which the notice was put up; its working days begin with the next
 * @param noticeTo the last day on which one may object
 * @param belowSince since when a granted one rests on too few hours; null where it does not
 */
public record Star(
        StarId id,
        String number,
        VolunteerId volunteer,
        PersonId person,
        SiteId site,
        String scheme,
        int star,
        StarState state,
        @Nullable Cause cause,
        String reason,
        ServiceTime time,
        boolean asked,
        @Nullable UUID against,
        Instant proposedAt,
        @Nullable UUID checkedBy,
        @Nullable UUID checkedPerson,
        @Nullable UUID decidedBy,
        @Nullable LocalDate noticeFrom,
        @Nullable LocalDate noticeTo,
        @Nullable LocalDate grantedOn,
        @Nullable LocalDate belowSince) {
    public static final int REASON_LENGTH_MIN = 4;
    public static final int REASON_LENGTH_MAX = 200;

    public enum Cause {
        REFUSED("核对审定没有通过"),
        /** Hours were taken back, or no longer count. */
        BELOW("时长不够了"),
        OBJECTED("公示期间的异议成立"),
        /** The volunteer does not wish to stand on a public list, and no star is granted without one. */
        UNNAMED("本人不公示"),
        /** No longer a volunteer, or suspended. */
        LEFT("本人暂停或退出"),
        REVOKED("两人复核后撤回");

        private final Text label;

        Cause(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }

        /** Whether a person found something wrong, so that it does not come again by itself. */
        boolean byJudgement() {
            return this == REFUSED || this == OBJECTED || this == REVOKED;
        }
    }

    public Whereabouts.Place place() {
        return Whereabouts.Place.own(site.value(), null, person.value());
    }

    public String href() {
        return "/office/stars/" + id;
    }
}
