package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What moves when a responsible unit, a body of the network or the holder of a post changes: answered by each room above
 * for its own things, in the same transaction as the change. What was done before the day stays with the former.
 */
public interface Handover {
    /** What would move and what would stay; for the page before the change is confirmed. */
    Lines foresee(Change change);

    /** Does it, dated from the change's day on. */
    void handOver(Change change);

    /** Undoes it: the change was withdrawn before its day. */
    void takeBack(Change change);

    record Lines(List<Text> moves, List<Text> stays) {
        public static final Lines NONE = new Lines(List.of(), List.of());

        public Lines {
            moves = List.copyOf(moves);
            stays = List.copyOf(stays);
        }
    }

    sealed interface Change {
        LocalDate from();
    }

    /**
     * Another unit answers for a field; nobody did before where {@code former} is null.
     *
     * @param former the unit's id, as {@code next}
     */
    record UnitChange(String field, @Nullable UUID former, UUID next, LocalDate from) implements Change {}

    /** A site ends; its affairs go to the successor, or to what it hung under where there is none. */
    record SiteEnd(SiteId site, @Nullable SiteId successor, LocalDate from) implements Change {}

    /** A site hangs elsewhere. */
    record SiteMove(SiteId site, SiteId parent, LocalDate from) implements Change {}

    /**
     * A post of a site passes from one to another; one of them is null where nobody held it before, or nobody does after.
     *
     * @param post key of the post
     * @param former the person's id, as {@code next}
     */
    record HolderChange(
            SiteId site,
            String post,
            @Nullable UUID former,
            @Nullable UUID next,
            LocalDate from) implements Change {}

    /** A part of a site becomes a site of its own. */
    record SiteSplit(SiteId site, SiteId part, LocalDate from) implements Change {}
}
