package org.zhiyuan.project;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.team.TeamId;

/**
 * A project; what it says of itself, {@link Plan} tells.
 *
 * @param number as people call it, "2026-0153"; "" while it was not handed in yet
 * @param site the place that holds it
 * @param field its field of service; null where it belongs to none
 * @param team the team that carries it; null where a place does
 * @param from first day; null in a draft that does not say it yet
 * @param until first day that no longer belongs to it; null in a draft that does not say it yet
 * @param minors whether people under age may take part; never where it is dangerous (R30)
 * @param round how often it was handed in
 * @param firstOrgan who looks at it first; null while it was not handed in yet
 * @param secondOrgan who looks at it second; null while it was not handed in yet
 * @param waitsFor who is to do something now; null where nobody is waited for
 * @param dueAt until when whoever it waits for is to answer; null where nobody is waited for
 * @param publishedAt null while it is not public
 */
public record Project(
        ProjectId id,
        String number,
        String title,
        SiteId site,
        @Nullable String field,
        @Nullable TeamId team,
        PersonId leader,
        RiskGrade risk,
        ProjectState state,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        boolean minors,
        int round,
        @Nullable Organ firstOrgan,
        @Nullable Organ secondOrgan,
        @Nullable Organ waitsFor,
        @Nullable Instant dueAt,
        @Nullable Instant publishedAt,
        int version) {

    public Whereabouts.Place place() {
        return Whereabouts.Place.own(site.value(), field, leader.value());
    }

    /** The last day; null in a draft that does not say it yet. */
    public @Nullable LocalDate last() {
        return until == null ? null : until.minusDays(1);
    }

    public boolean contains(LocalDate day) {
        return from != null && until != null && !day.isBefore(from) && day.isBefore(until);
    }

    /** Its public page. */
    public String href() {
        return "/projects/" + id;
    }

    /** Its page for whoever leads it. */
    public String leaderHref() {
        return "/me/projects/" + id;
    }

    public String officeHref() {
        return "/office/projects/" + id;
    }
}
