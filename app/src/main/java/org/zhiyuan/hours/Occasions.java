package org.zhiyuan.hours;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.Post;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.ledger.Ledger;
import org.zhiyuan.ledger.NewAccount;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Position;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.team.TeamId;

/** Keeps what of each activity matters for hours, as it stands when its first presence comes. */
@Component
@Transactional
class Occasions {
    private static final double EARTH_KM = 6371;

    private final RuleStore store;
    private final Activities activities;
    private final Projects projects;
    private final Places places;
    private final Ledger ledger;
    private final InstantSource clock;

    Occasions(
            RuleStore store,
            Activities activities,
            Projects projects,
            Places places,
            Ledger ledger,
            InstantSource clock) {
        this.store = store;
        this.activities = activities;
        this.projects = projects;
        this.places = places;
        this.ledger = ledger;
        this.clock = clock;
    }

    Occasion get(ActivityId id) {
        return store.occasion(id).orElseThrow(() -> new Absent("occasion " + id));
    }

    Optional<Occasion> find(ActivityId id) {
        return store.occasion(id);
    }

    /** With everything in scope. */
    Occasion seen(ActivityId id) {
        return store.occasion(id).orElseGet(() -> {
            store.add(occasion(activities.get(id)), clock.instant());
            return get(id);
        });
    }

    private Occasion occasion(Activity activity) {
        int room = activities.posts(activity.id()).stream()
                .mapToInt(Occasions::room)
                .sum();
        Set<UUID> leaders = new HashSet<>();
        activity.leaders().forEach(leader -> leaders.add(leader.value()));
        UUID site = activity.site().value();
        return new Occasion(
                activity.id(),
                activity.site(),
                organiser(activity),
                activity.project() == null ? null : activity.project().value(),
                activity.starts(),
                activity.ends(),
                activity.restMinutes(),
                room == 0 ? null : room,
                activity.risk() == RiskGrade.DANGEROUS,
                activities.insured(activity),
                leaders,
                ledger.open(new NewAccount(Booking.BOOK, "issue", null, site, false)));
    }

    private static int room(Post post) {
        return post.seats() + post.beyond();
    }

    private UUID organiser(Activity activity) {
        ProjectId project = activity.project();
        TeamId team = project == null
                ? null
                : projects.find(project).map(Project::team).orElse(null);
        return team == null ? activity.site().value() : team.value();
    }

    /** Kilometres between two places as the crow flies; empty where one is on no map, or both in different systems. */
    OptionalInt km(SiteId one, SiteId other) {
        if (one.equals(other)) {
            return OptionalInt.of(0);
        }
        Position from = position(one);
        Position to = position(other);
        return from == null || to == null || from.crs() != to.crs()
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.round(km(from, to)));
    }

    private @Nullable Position position(SiteId site) {
        return places.latestPlace(site).map(place -> place.position()).orElse(null);
    }

    private static double km(Position from, Position to) {
        double latitudes =
                Math.toRadians(to.latitude().doubleValue() - from.latitude().doubleValue());
        double longitudes =
                Math.toRadians(to.longitude().doubleValue() - from.longitude().doubleValue());
        double middle =
                Math.toRadians((from.latitude().doubleValue() + to.latitude().doubleValue()) / 2);
        return EARTH_KM * Math.hypot(latitudes, longitudes * Math.cos(middle));
    }
}
