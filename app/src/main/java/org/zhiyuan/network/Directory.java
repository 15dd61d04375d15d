package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.shell.Words;

/** The network as pages show it on a day. */
@Service
@Transactional(readOnly = true)
public class Directory {
    /** A map with more dots than this tells nothing. */
    private static final int DOTS_MAX = 400;

    private static final int FORMER_MAX = 10;
    private static final int NEARBY_MAX = 3;
    /** Rows of the levels that a tree has open at once: nobody reads more, a list with its pages is for that. */
    public static final int LEVEL_ROWS_MAX = 600;

    private static final int SUMMARIES_KEPT = 40;

    /** Just enough of a site to link to it. */
    public record Brief(
            String slug,
            String name,
            String english,
            @Nullable Tier tier,
            @Nullable String field) {
        public String called(boolean inEnglish) {
            return inEnglish && !english.isEmpty() ? english : name;
        }

        public String href() {
            return field == null ? "/network/sites/" + slug : "/network/branches/" + field;
        }
    }

    /**
     * A site in a list, as it is on the list's day.
     *
     * @param today when it is open that day; empty for closed, null where nobody said
     * @param phone its first service number; "" where there is none
     */
    public record Listed(
            Site site,
            String parentName,
            String parentNameEn,
            String address,
            String addressEn,
            @Nullable Position position,
            @Nullable List<OpeningHours.Span> today,
            String note,
            String noteEn,
            String phone) {
        public String parent(boolean english) {
            return english && !parentNameEn.isEmpty() ? parentNameEn : parentName;
        }

        public String address(boolean english) {
            return english && !addressEn.isEmpty() ? addressEn : address;
        }

        public String note(boolean english) {
            return english && !noteEn.isEmpty() ? noteEn : note;
        }

        public String dial() {
            return phone.replaceAll("[^0-9+]", "");
        }
    }

    /** A site that is no more, and what it went into. */
    public record Former(
            Brief site, LocalDate closed, @Nullable Brief successor) {}

    /** A site in the tree, with how many stations and points hang right below it. */
    public record Leaf(Site site, int stations, int points) {
        public boolean branches() {
            return stations + points > 0;
        }
    }

    /** What lies under an institute, at all depths. */
    public record Area(Site institute, int stations, int points) {}

    /** The network of a day in numbers. */
    public record Summary(LocalDate on, Map<Tier, Integer> totals, List<Area> areas) {
        public Summary {
            totals = Map.copyOf(totals);
            areas = List.copyOf(areas);
        }

        public int total(Tier tier) {
            return totals.getOrDefault(tier, 0);
        }
    }

    /**
     * All that the page of a site says of it on a day.
     *
     * @param asOf the day itself, or the nearest day of the site's life
     * @param above what it hangs under, the center first
     * @param below what hangs right under it
     * @param next the site that it was merged into
     */
    public record Portrait(
            Site site,
            LocalDate asOf,
            List<Brief> above,
            List<Brief> below,
            @Nullable Brief next,
            @Nullable Place place,
            @Nullable OpeningHours hours,
            List<OpeningHours.SpecialDay> specials,
            List<Contact> contacts) {
        public Portrait {
            above = List.copyOf(above);
            below = List.copyOf(below);
            specials = List.copyOf(specials);
            contacts = List.copyOf(contacts);
        }

        /** The first service number; null where there is none. */
        public @Nullable Contact service() {
            return contacts.stream().filter(Contact::service).findFirst().orElse(null);
        }
    }

    /**
     * A line of a site's dated history.
     *
     * @param what the kind of event in two or three words
     * @param told what somebody wrote of it; "" for nothing
     * @param document what ordered it; "" for none
     * @param act by which a planned one can be withdrawn; null where it is another room's
     * @param withdrawal where another room lets whoever looks take it back; "" where it does not
     */
    public record Milestone(
            LocalDate day,
            Text what,
            @Nullable Text detail,
            String told,
            String toldEn,
            String document,
            @Nullable ActId act,
            String withdrawal) {
        public String told(boolean english) {
            return english && !toldEn.isEmpty() ? toldEn : told;
        }
    }

    /** Another site close by, as the crow flies. */
    public record Near(Brief site, int metres) {
        public Text distance() {
            return metres < 1000
                    ? Text.of("{0} 米", Math.max(10, metres / 10 * 10))
                    : Text.of("{0} 公里", String.format(Locale.ROOT, "%.1f", metres / 1000.0));
        }
    }

    private final DirectoryStore store;
    private final SiteStore sites;
    /** Asked for late: upper rooms that bring a part stand on this one. */
    private final ObjectProvider<SitePart> parts;
    /** By day; each says of which version of the network it is, so that a change on another node is seen too. */
    private final Map<LocalDate, Kept> summaries = new LinkedHashMap<>();

    private record Kept(long version, Summary summary) {}

    Directory(DirectoryStore store, SiteStore sites, ObjectProvider<SitePart> parts) {
        this.store = store;
        this.sites = sites;
        this.parts = parts;
    }

    // --- lists ---

    public Slice<Listed> list(Selection selection, int size) {
        List<Listed> rows = store.list(selection, size);
        long total = total(selection);
        if (rows.isEmpty() && total > 0) {
            // whoever asks for a page past the end is shown the last one
            Selection last = selection.onPage((int) ((total + size - 1) / size));
            return new Slice<>(store.list(last, size), last.page(), size, total);
        }
        return new Slice<>(rows, selection.page(), size, total);
    }

    /** What is asked for as a whole was counted for the summary already. */
    private long total(Selection selection) {
        if (!selection.whole()) {
            return store.count(selection);
        }
        Summary summary = summary(selection.on());
        Tier tier = selection.tier();
        return tier != null
                ? summary.total(tier)
                : Stream.of(Tier.values())
                        .filter(each -> each != Tier.BRANCH)
                        .mapToLong(summary::total)
                        .sum();
    }

    /** Every site of the selection, whichever page it would stand on; at most as many. */
    public Set<SiteId> selected(Selection selection, int most) {
        return Set.copyOf(store.ids(selection, most));
    }

    /** Sites that are no more, by any name they had. */
    public List<Former> former(String q, LocalDate on) {
        return q.isBlank() ? List.of() : store.former(q.strip(), on, FORMER_MAX);
    }

    /** What hangs right under these, by what it hangs under. */
    public Map<SiteId, List<Leaf>> levels(List<SiteId> parents, LocalDate on) {
        return store.levels(parents.stream().map(SiteId::value).toList(), on, LEVEL_ROWS_MAX).stream()
                .collect(Collectors.groupingBy(
                        leaf -> Objects.requireNonNull(leaf.site().parent()), LinkedHashMap::new, Collectors.toList()));
    }

    /** Numbers by tier and by institute. Counted once for a version of the network, then kept. */
    public Summary summary(LocalDate on) {
        long version = sites.tree().map(SiteStore.Tree::version).orElse(0L);
        synchronized (summaries) {
            Kept kept = summaries.get(on);
            if (kept != null && kept.version() == version) {
                return kept.summary();
            }
        }
        Map<Tier, Integer> totals = new EnumMap<>(Tier.class);
        store.totals(on).forEach(count -> totals.put(count.tier(), count.sites()));
        Summary summary = new Summary(
                on,
                totals,
                store.areas(on).stream()
                        .map(row -> new Area(row.institute(), row.stations(), row.points()))
                        .toList());
        synchronized (summaries) {
            if (summaries.size() >= SUMMARIES_KEPT) {
                summaries.remove(summaries.keySet().iterator().next());
            }
            summaries.put(on, new Kept(version, summary));
        }
        return summary;
    }

    public Map<SiteId, Position> dots(LocalDate on) {
        return store.dots(on, DOTS_MAX).stream()
                .collect(Collectors.toMap(dot -> new SiteId(dot.site()), DirectoryStore.Dot::position));
    }

    // --- one site ---

    /** The branch center of a field. */
    public Optional<SiteId> branch(String field, LocalDate on) {
        return store.branch(field, on).map(SiteId::new);
    }

    public Portrait portrait(SiteId site, LocalDate on) {
        return store.portrait(site.value(), on, on.plusDays(Places.SPECIAL_DAYS_AHEAD))
                .orElseThrow(() -> new Absent("site " + site));
    }

    /** What happened to a site and what is planned for it, oldest first. */
    public List<Milestone> history(Site site) {
        List<Milestone> history = new ArrayList<>();
        for (DirectoryStore.HistoryRow row : store.history(site.id().value())) {
            history.add(milestone(row));
        }
        inOrder()
                .forEach(part -> part.history(site)
                        .forEach(told -> history.add(new Milestone(
                                told.day(),
                                told.what(),
                                told.detail(),
                                "",
                                "",
                                told.document(),
                                null,
                                told.withdrawal()))));
        history.sort(Comparator.comparing(Milestone::day));
        return history;
    }

    private static Milestone milestone(DirectoryStore.HistoryRow row) {
        Effect.Kind kind = Effect.Kind.valueOf(row.kind());
        Text what = what(kind, row.actKind());
        return new Milestone(
                row.day(), what, detail(kind, row), row.told(), row.toldEn(), row.document(), new ActId(row.act()), "");
    }

    private static Text what(Effect.Kind kind, String actKind) {
        return switch (kind) {
            case OPENED -> Text.of("设立");
            case RENAMED -> Text.of("更名");
            case RECODED -> Text.of("换代码");
            case MOVED -> actKind.equals("MERGED") ? Text.of("上级并入别处") : Text.of("改挂");
            case MERGED -> Text.of("并入别处");
            case CLOSED -> Text.of("停办");
            case ABSORBED -> Text.of("并入一处");
            case SPLIT -> Text.of("分设");
            case PLACE -> Text.of("场地变更");
            case HOURS -> Text.of("开放时间调整");
            case TOLD -> Text.of("记事");
        };
    }

    private static @Nullable Text detail(Effect.Kind kind, DirectoryStore.HistoryRow row) {
        return switch (kind) {
            case OPENED -> Text.of("名“{0}”", String.valueOf(row.name()));
            case RENAMED -> Text.of("改为“{0}”", String.valueOf(row.name()));
            case RECODED -> row.code() == null ? Text.of("不再有区划代码") : Text.of("区划代码 {0}", row.code());
            case MOVED -> row.parent() == null ? null : Text.of("挂到{0}", Named.of(row.parent()));
            case MERGED -> row.other() == null ? null : Text.of("并入{0}", Named.of(row.other()));
            case ABSORBED -> row.other() == null ? null : Text.of("{0}并入这里", Named.of(row.other()));
            case SPLIT -> row.other() == null ? null : Text.of("与{0}分开", Named.of(row.other()));
            default -> null;
        };
    }

    /** A name with its English, to be put into a sentence of either language. */
    record Named(String name, String english) {
        static Named of(String name, String english) {
            return new Named(name, english);
        }

        static Named of(Brief brief) {
            return new Named(brief.name(), brief.english());
        }

        /** Which of the two, the page decides when the sentence is said. */
        @Override
        public String toString() {
            return Words.english() && !english.isEmpty() ? english : name;
        }
    }

    /** The nearest other open sites whose positions were measured in the same system. */
    public List<Near> nearby(Portrait portrait) {
        Place place = portrait.place();
        Position position = place == null ? null : place.position();
        return position == null
                ? List.of()
                : store.nearby(portrait.site().id().value(), position, portrait.asOf(), NEARBY_MAX);
    }

    /** What other rooms add to the page of a site. */
    public List<SitePart> parts(Site site) {
        return inOrder().filter(part -> part.shows(site)).toList();
    }

    private Stream<SitePart> inOrder() {
        return parts.stream().sorted(Comparator.comparingInt(SitePart::order));
    }

    Optional<Whereabouts.Place> whereActLies(String id) {
        try {
            return sites.act(new ActId(UUID.fromString(id)))
                    .map(act -> sites.site(act.site(), act.day())
                            .map(Site::place)
                            .orElseGet(() -> Whereabouts.Place.at(act.site())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
