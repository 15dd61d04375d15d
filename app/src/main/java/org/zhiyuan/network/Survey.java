package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.network.CityMap.Point;
import org.zhiyuan.network.Directory.Listed;

/** The network as the office surveys it: what each place lacks, who leads it, and where it is. */
@Service
@Transactional(readOnly = true)
public class Survey {
    private final Directory directory;
    private final Places places;
    private final CityMap map;
    private final AgendaStore store;
    /** Found when it is needed: the room that brings it stands on this one. */
    private final ObjectProvider<Heads> heads;

    Survey(Directory directory, Places places, CityMap map, AgendaStore store, ObjectProvider<Heads> heads) {
        this.directory = directory;
        this.places = places;
        this.map = map;
        this.store = store;
        this.heads = heads;
    }

    /** Whether anybody can say who leads places. */
    public boolean knowsHeads() {
        return heads.getIfAvailable() != null;
    }

    /** Which of these lie within the scope of the transaction: those that whoever asks may change, if he asks with that right. */
    public Set<SiteId> within(Collection<SiteId> sites) {
        return sites.isEmpty() ? Set.of() : store.within(sites);
    }

    /**
     * One page of the list, numbered through, with the pins of its lines.
     *
     * @param street number of the institute in whose area the selection lies; "" for the whole city
     */
    public Slice<Pinned> list(Selection selection, String street, int size) {
        LocalDate on = selection.on();
        Slice<Listed> found = directory.list(selection, size);
        List<SiteId> ids = found.rows().stream().map(row -> row.site().id()).toList();
        Map<SiteId, Completeness> files = places.completeness(ids, on);
        Heads known = heads.getIfAvailable();
        Map<SiteId, Heads.Head> leading = known == null ? Map.of() : known.of(ids, on);
        Set<Tier> led = known == null ? Set.of() : led(on);
        List<@Nullable Point> spots = new ArrayList<>();
        found.rows().forEach(row -> spots.add(pin(row)));
        List<@Nullable Point> pins = Pins.apart(spots, map.names(street));
        List<Pinned> rows = new ArrayList<>();
        for (Listed row : found.rows()) {
            SiteId id = row.site().id();
            Heads.Head head = leading.get(id);
            rows.add(new Pinned(
                    (found.number() - 1) * size + rows.size() + 1,
                    row,
                    files.getOrDefault(id, new Completeness(List.of())),
                    head,
                    head == null && led.contains(row.site().tier()),
                    pins.get(rows.size())));
        }
        return new Slice<>(rows, found.number(), size, found.total());
    }

    private @Nullable Point pin(Listed row) {
        Position position = row.position();
        return !map.shown() || position == null ? null : map.locate(position).orElse(null);
    }

    /** The tiers of which each place must have somebody who leads it. */
    private Set<Tier> led(LocalDate on) {
        Set<Tier> led = EnumSet.noneOf(Tier.class);
        places.requiredPosts(on).stream().filter(RequiredPost::head).forEach(post -> led.add(post.tier()));
        return led;
    }
}
