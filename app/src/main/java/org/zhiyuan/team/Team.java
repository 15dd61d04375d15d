package org.zhiyuan.team;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;

/**
 * A team. Everything here is public.
 *
 * @param number what people call it by in writing
 * @param level its level by key: what levels are called is the city's data
 * @param kind what it mainly does, by key
 * @param site the place that answers for it
 * @param field the field of service; null where it serves in several
 * @param parent the team of a higher level that it belongs to
 * @param endedOn the first day without it; null while it stands
 * @param endReason why it ended; "" while it stands
 * @param version the version that a change must name
 */
public record Team(
        TeamId id,
        String number,
        String name,
        Level level,
        TeamKind kind,
        SiteId site,
        @Nullable String field,
        @Nullable TeamId parent,
        String about,
        LocalDate foundedOn,
        @Nullable LocalDate endedOn,
        String endReason,
        int version) {
    public static final int NAME_LENGTH_MIN = 2;
    public static final int NAME_LENGTH_MAX = 60;
    public static final int ABOUT_LENGTH_MAX = 200;

    public enum State {
        STANDING("正常"),
        ENDED("已解散");

        private final Text label;

        State(String label) {
            this.label = Text.of(label);
        }

        public Text label() {
            return label;
        }
    }

    public State state() {
        return endedOn == null ? State.STANDING : State.ENDED;
    }

    public boolean standing() {
        return endedOn == null;
    }

    /** For everybody. */
    public String href() {
        return "/teams/" + id;
    }

    /** For whoever leads. */
    public String leadHref() {
        return href() + "/lead";
    }

    public String officeHref() {
        return "/office/teams/" + id;
    }
}
