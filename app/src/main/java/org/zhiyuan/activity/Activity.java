package org.zhiyuan.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Formats;

/**
 * An activity, with what everybody is told before signing up: time, place, content, conditions, number, way of signing
 * up, risks and safeguards (R4).
 *
 * @param number what people call it: A2026-000153
 * @param project the project it belongs to; null where it is a single one
 * @param site the place that answers for it
 * @param field its field of service; null where it belongs to none
 * @param place where people meet, to the door
 * @param restMinutes rest, meals and ways within it, which are no service
 * @param conditions what is asked of everybody beyond what a post asks; may be ""
 * @param howTo other ways of signing up than by telephone; may be ""
 * @param risks what may happen
 * @param safeguards what is done against it, and what is provided
 * @param enrolFrom from when on one may sign up
 * @param enrolUntil until when
 * @param leaders who leads: not a right of the office, and no grant
 * @param series what repeats with it; null where nothing does
 * @param recordUntil until when what was done must be written down (R15); null before the end
 * @param version the version that a change must name
 */
public record Activity(
        ActivityId id,
        String number,
        @Nullable ProjectId project,
        SiteId site,
        @Nullable String field,
        String title,
        String content,
        String place,
        Instant starts,
        Instant ends,
        int restMinutes,
        String conditions,
        String howTo,
        RiskGrade risk,
        String risks,
        String safeguards,
        Instant enrolFrom,
        Instant enrolUntil,
        ActivityState state,
        List<PersonId> leaders,
        @Nullable UUID series,
        @Nullable UUID createdBy,
        @Nullable Instant recordUntil,
        int version) {
    public static final int LEADERS_MAX = 5;

    public Activity {
        leaders = List.copyOf(leaders);
        if (leaders.isEmpty() || leaders.size() > LEADERS_MAX) {
            throw new IllegalArgumentException("leaders (" + leaders.size() + ") must be 1 to " + LEADERS_MAX);
        }
        if (!ends.isAfter(starts)) {
            throw new IllegalArgumentException("ends (" + ends + ") must be after starts (" + starts + ")");
        }
        if (restMinutes < 0 || restMinutes >= Duration.between(starts, ends).toMinutes()) {
            throw new IllegalArgumentException("restMinutes (" + restMinutes + ") must leave time for service");
        }
    }

    /** The day on which it begins, in the city's own calendar. */
    public LocalDate day() {
        return LocalDate.ofInstant(starts, Formats.ZONE);
    }

    /** The day on which it ends. */
    public LocalDate lastDay() {
        return LocalDate.ofInstant(ends, Formats.ZONE);
    }

    public boolean leads(@Nullable UUID person) {
        return person != null && leaders.contains(new PersonId(person));
    }

    /** The same in another state. */
    Activity in(ActivityState next) {
        return new Activity(
                id,
                number,
                project,
                site,
                field,
                title,
                content,
                place,
                starts,
                ends,
                restMinutes,
                conditions,
                howTo,
                risk,
                risks,
                safeguards,
                enrolFrom,
                enrolUntil,
                next,
                leaders,
                series,
                createdBy,
                recordUntil,
                version);
    }

    public Whereabouts.Place whereabouts() {
        Set<UUID> owners = new HashSet<>();
        leaders.forEach(leader -> owners.add(leader.value()));
        return new Whereabouts.Place(site.value(), field, owners);
    }

    public String href() {
        return "/activities/" + id;
    }

    public String leadHref() {
        return href() + "/lead";
    }
}
