package org.zhiyuan.network;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.shell.Formats;

/** How many places are open at this minute, by the hours that they gave themselves. Counted once a minute, then kept. */
@Service
@Transactional(readOnly = true)
public class OpenNow {
    private final OpenStore store;
    private final InstantSource clock;
    private volatile @Nullable Count kept;

    OpenNow(OpenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param places centers, institutes, stations and points; branch centers are not counted
     * @param open those of them that are open
     * @param silent those of them that never said when they are
     */
    public record Figure(int places, int open, int silent) {
        static final Figure NONE = new Figure(0, 0, 0);
    }

    /** @param at the minute that the figures are of */
    public record Count(Instant at, Figure city, Map<SiteId, Figure> areas) {
        public Count {
            areas = Map.copyOf(areas);
        }

        public Figure of(SiteId institute) {
            return areas.getOrDefault(institute, Figure.NONE);
        }
    }

    public Count count() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Count known = kept;
        if (known != null && known.at().equals(minute)) {
            return known;
        }
        Figure city = Figure.NONE;
        Map<SiteId, Figure> areas = new HashMap<>();
        for (OpenStore.Count row : store.counts(LocalDateTime.ofInstant(minute, Formats.ZONE))) {
            Figure figure = new Figure(row.places(), row.open(), row.silent());
            if (row.tier() == Tier.CENTER) {
                city = figure;
            } else {
                areas.put(new SiteId(row.area()), figure);
            }
        }
        Count fresh = new Count(minute, city, areas);
        kept = fresh;
        return fresh;
    }
}
