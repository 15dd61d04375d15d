package org.zhiyuan.network;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one act does to one site from its day on. Which of the columns count depends on the kind.
 *
 * @param other the successor of a merged site; the other party of what is only told
 */
record Effect(
        ActId act,
        SiteId site,
        Kind kind,
        LocalDate day,
        @Nullable SiteName name,
        @Nullable String code,
        @Nullable Tier tier,
        @Nullable SiteId parent,
        @Nullable SiteId other) {
    enum Kind {
        OPENED,
        RENAMED,
        RECODED,
        /** Hung elsewhere; also raised or lowered where a tier is given. */
        MOVED,
        MERGED,
        CLOSED,
        /** Took in another. */
        ABSORBED,
        /** Gave a part away. */
        SPLIT,
        PLACE,
        HOURS,
        /** Anything else that a document says and people should know. */
        TOLD;

        boolean ends() {
            return this == MERGED || this == CLOSED;
        }

        /** Whether it changes the state of the body; the others are only told. */
        boolean shapes() {
            return compareTo(CLOSED) <= 0;
        }
    }

    static Effect opened(ActId act, SiteId site, LocalDate day, NewSite fresh, @Nullable SiteId parent) {
        return new Effect(act, site, Kind.OPENED, day, fresh.name(), fresh.code(), fresh.tier(), parent, null);
    }

    static Effect renamed(ActId act, SiteId site, LocalDate day, SiteName name) {
        return new Effect(act, site, Kind.RENAMED, day, name, null, null, null, null);
    }

    static Effect recoded(ActId act, SiteId site, LocalDate day, @Nullable String code) {
        return new Effect(act, site, Kind.RECODED, day, null, code, null, null, null);
    }

    static Effect moved(ActId act, SiteId site, LocalDate day, SiteId parent, @Nullable Tier tier) {
        return new Effect(act, site, Kind.MOVED, day, null, null, tier, parent, null);
    }

    static Effect merged(ActId act, SiteId site, LocalDate day, SiteId successor) {
        return new Effect(act, site, Kind.MERGED, day, null, null, null, null, successor);
    }

    static Effect closed(ActId act, SiteId site, LocalDate day) {
        return new Effect(act, site, Kind.CLOSED, day, null, null, null, null, null);
    }

    static Effect told(ActId act, SiteId site, Kind kind, LocalDate day, @Nullable SiteId other) {
        return new Effect(act, site, kind, day, null, null, null, null, other);
    }
}
