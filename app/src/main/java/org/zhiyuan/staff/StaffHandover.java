package org.zhiyuan.staff;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.Handover;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.RequiredPost;
import org.zhiyuan.network.SiteId;

/**
 * What becomes of posts when the network changes: with a place its posts end; with the responsible unit ends whoever
 * leads the branch center by an office of that unit. Nobody is put on a post by a reform; what stands vacant then waits.
 */
@Component
@Transactional
class StaffHandover implements Handover {
    private static final Lines UNCHANGED = new Lines(List.of(), List.of(Text.of("岗位和任职不变")));

    private final HoldingStore store;
    private final Directory directory;
    private final Places places;
    private final InstantSource clock;

    StaffHandover(HoldingStore store, Directory directory, Places places, InstantSource clock) {
        this.store = store;
        this.directory = directory;
        this.places = places;
        this.clock = clock;
    }

    @Override
    public Lines foresee(Change change) {
        int leaving = leaving(change).size();
        return switch (change) {
            case SiteEnd end ->
                leaving == 0
                        ? Lines.NONE
                        : new Lines(
                                List.of(Text.of("{0} 名在岗人员的任职到 {1} 为止", leaving, end.from())),
                                List.of(Text.of("以前的任职记录留在原处")));
            case UnitChange unit ->
                leaving == 0
                        ? Lines.NONE
                        : new Lines(
                                List.of(Text.of("原单位派的 {0} 名分中心负责人任职到 {1} 为止，要由新单位另派", leaving, unit.from())),
                                List.of(Text.of("以前的任职记录留在原处")));
            case SiteMove move -> UNCHANGED;
            case SiteSplit split -> UNCHANGED;
            case HolderChange own -> Lines.NONE;
        };
    }

    @Override
    public void handOver(Change change) {
        LocalDate from = change.from();
        for (Holding holding : leaving(change)) {
            if (holding.days().from().isBefore(from)) {
                store.end(holding.id().value(), from, endDocument(change), cause(change));
            } else {
                store.withdraw(holding.id().value(), clock.instant());
            }
        }
    }

    @Override
    public void takeBack(Change change) {
        String cause = cause(change);
        if (!cause.isEmpty()) {
            store.endedBy(cause).forEach(holding -> store.reopen(holding.id().value()));
        }
    }

    /** Whose post does not go on beyond the day. */
    private List<Holding> leaving(Change change) {
        return switch (change) {
            case SiteEnd end -> beyond(end.site(), end.from());
            case UnitChange unit -> unit.former() == null ? List.of() : byOffice(unit);
            case SiteMove move -> List.of();
            case SiteSplit split -> List.of();
            case HolderChange own -> List.of();
        };
    }

    private List<Holding> beyond(SiteId site, LocalDate from) {
        return store.at(site.value()).stream()
                .filter(holding -> {
                    LocalDate until = holding.days().until();
                    return until == null || until.isAfter(from);
                })
                .toList();
    }

    private List<Holding> byOffice(UnitChange unit) {
        Set<String> posts = places.requiredPosts(unit.from()).stream()
                .filter(post -> !post.byOffice().isEmpty())
                .map(RequiredPost::key)
                .collect(Collectors.toSet());
        return directory
                .branch(unit.field(), unit.from())
                .map(branch -> beyond(branch, unit.from()))
                .orElse(List.of())
                .stream()
                .filter(holding -> posts.contains(holding.post()))
                .filter(holding -> holding.days().from().isBefore(unit.from()))
                .toList();
    }

    /** The change's own document stands in the history of the place; pages translate this. */
    private static String endDocument(Change change) {
        return (change instanceof UnitChange ? Text.of("责任单位变更") : Text.of("阵地变更")).key();
    }

    /** Names the change on what it ended, so that the same change finds it again. */
    private static String cause(Change change) {
        return switch (change) {
            case SiteEnd end -> "site:" + end.site() + "@" + end.from();
            case UnitChange unit -> "unit:" + unit.field() + "@" + unit.from();
            case SiteMove move -> "";
            case SiteSplit split -> "";
            case HolderChange own -> "";
        };
    }
}
