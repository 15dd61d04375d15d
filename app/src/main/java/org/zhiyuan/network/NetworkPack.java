package org.zhiyuan.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills an empty network from the city pack, once: what the pack says of today, with the history that led there. Without
 * sample data only what every city needs is read, and the center, at which the first rights are given.
 */
@Component
@Order(NetworkPack.LEVEL)
class NetworkPack implements ApplicationRunner {
    /** Rooms fill themselves from the ground up. */
    static final int LEVEL = 5;

    private static final Logger LOG = LoggerFactory.getLogger(NetworkPack.class);
    private static final String CENTER_SUFFIX = "新时代文明实践中心";
    private static final Map<String, String> PROOFS = Map.of(
            "evidence", Check.EVIDENCE,
            "position", Check.POSITION,
            "openingHours", Check.OPENING_HOURS,
            "phone", Check.PHONE);

    private final City city;
    private final CityPack pack;
    private final JsonMapper json;
    private final Sites sites;
    private final Places places;
    private final Fields fields;
    private final PlaceStore placeStore;
    private final Tree tree;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    NetworkPack(
            City city,
            CityPack pack,
            JsonMapper json,
            Sites sites,
            Places places,
            Fields fields,
            PlaceStore placeStore,
            Tree tree,
            TransactionOperations transactions,
            InstantSource clock) {
        this.city = city;
        this.pack = pack;
        this.json = json;
        this.sites = sites;
        this.places = places;
        this.fields = fields;
        this.placeStore = placeStore;
        this.tree = tree;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("network"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    if (sites.none()) {
                        load();
                    }
                }));
        tree.keepUp();
    }

    private void load() {
        JsonNode description = description();
        boolean whole = city.sample() || !description.path("sample").asBoolean(true);
        Map<String, SiteId> byKey = new HashMap<>();
        List<PackRow> rows = pack.rows("sites.csv");
        SiteId center = center(rows, whole, byKey);
        loadFields(center, byKey);
        loadChecks(center);
        if (!whole) {
            return;
        }
        Map<String, List<PackRow>> histories = histories();
        loadSites(rows, histories, center, byKey);
        loadPlaces(rows, histories, Position.Crs.of(crs(description)), byKey);
        loadHistory(byKey);
        loadEvidence(byKey);
        LOG.info(
                "{}: {} places, {} changes",
                city.name(),
                byKey.size(),
                pack.rows("history.csv").size());
    }

    private JsonNode description() {
        try (var in = pack.file("city.json").getInputStream()) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read city.json", e);
        }
    }

    private static String crs(JsonNode description) {
        return description.path("centre").path("coordinateSystem").asString("GCJ-02");
    }

    private Map<String, List<PackRow>> histories() {
        Map<String, List<PackRow>> histories = new HashMap<>();
        pack.rows("history.csv").stream()
                .sorted(Comparator.comparing(row -> row.requiredDay("day")))
                .forEach(row -> histories
                        .computeIfAbsent(row.required("site"), key -> new ArrayList<>())
                        .add(row));
        return histories;
    }

    // --- the center, fields, checks, posts: what every city needs ---

    private SiteId center(List<PackRow> rows, boolean whole, Map<String, SiteId> byKey) {
        PackRow row = rows.stream()
                .filter(candidate -> tier(candidate) == Tier.CENTER)
                .findFirst()
                .orElse(null);
        SiteName name = row == null ? SiteName.of(city.name() + CENTER_SUFFIX) : name(row, row.required("name"));
        LocalDate day = row == null || !whole ? tree.today() : row.requiredDay("opened");
        String document = row == null || !whole ? "系统启用" : row.required("document");
        String key = row == null ? city.divisionCode() : row.required("key");
        SiteId center = sites.open(
                new NewSite(key, city.divisionCode(), name, Tier.CENTER, null, null), day, Basis.of(document));
        byKey.put(key, center);
        return center;
    }

    private void loadFields(SiteId center, Map<String, SiteId> byKey) {
        LocalDate from = sites.get(center, tree.today()).opened();
        for (PackRow row : pack.rows("fields.csv")) {
            fields.add(
                    new Field(
                            row.required("key"),
                            row.required("name"),
                            row.text("nameEn"),
                            row.required("icon"),
                            row.text("about"),
                            row.text("aboutEn"),
                            from,
                            null),
                    row.number("order"),
                    center);
        }
    }

    private void loadChecks(SiteId center) {
        LocalDate from = sites.get(center, tree.today()).opened();
        placeStore.insertChecks(pack.rows("checks.csv").stream()
                .map(row -> new Check(
                        row.required("key"),
                        tier(row),
                        row.number("order"),
                        row.required("group"),
                        row.text("groupEn"),
                        row.required("text"),
                        row.text("textEn"),
                        PROOFS.getOrDefault(
                                row.required("provedBy"),
                                row.required("provedBy").toUpperCase(Locale.ROOT)),
                        row.text("evidenceMaxAgeMonths").isEmpty() ? null : row.number("evidenceMaxAgeMonths"),
                        from))
                .toList());
        List<PackRow> rows = pack.rows("posts.csv");
        List<RequiredPost> posts = new ArrayList<>();
        for (PackRow row : rows) {
            posts.add(new RequiredPost(
                    row.required("key"),
                    tier(row),
                    posts.size() + 1,
                    row.required("name"),
                    row.text("nameEn"),
                    row.number("min"),
                    row.flag("head"),
                    row.text("byOffice")));
        }
        placeStore.insertPosts(posts, from);
    }

    // --- places, as they were when they opened ---

    private void loadSites(
            List<PackRow> rows, Map<String, List<PackRow>> histories, SiteId center, Map<String, SiteId> byKey) {
        String centerKey = byKey.keySet().iterator().next();
        List<String> keys = new ArrayList<>();
        List<Sites.Opening> openings = new ArrayList<>();
        for (PackRow row : rows) {
            if (tier(row) != Tier.CENTER) {
                String key = row.required("key");
                List<PackRow> history = histories.getOrDefault(key, List.of());
                String parent = first(history, "parent", "before", row.required("parent"));
                String called = first(history, "renamed", "before", row.required("name"));
                keys.add(key);
                openings.add(
                        opening(row, key, name(row, called), null, parent.equals(centerKey) ? null : parent, center));
            }
        }
        for (PackRow row : pack.rows("branch-centers.csv")) {
            String key = row.required("key");
            keys.add(key);
            openings.add(opening(row, key, name(row, row.required("name")), row.required("field"), null, center));
        }
        List<SiteId> opened = sites.openAll(openings);
        for (int i = 0; i < keys.size(); i++) {
            byKey.put(keys.get(i), opened.get(i));
        }
    }

    private static Sites.Opening opening(
            PackRow row, String key, SiteName name, @Nullable String field, @Nullable String parentKey, SiteId center) {
        String code = row.text("divisionCode");
        Tier tier = field == null ? tier(row) : Tier.BRANCH;
        return new Sites.Opening(
                new NewSite(key, code.isEmpty() ? null : code, name, tier, field, parentKey == null ? center : null),
                row.requiredDay("opened"),
                Basis.of(row.required("document")),
                parentKey);
    }

    private static SiteName name(PackRow row, String full) {
        return new SiteName(full, row.text("shortName"), row.text("nameEn"), row.text("pinyin"));
    }

    private static Tier tier(PackRow row) {
        String tier = row.required("tier");
        try {
            return Tier.valueOf(tier.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw row.wrong("tier", Text.of("不认识的层级"));
        }
    }

    /** What held until the first change of a kind; today's value where there was none. */
    private static String first(List<PackRow> history, String kind, String column, String today) {
        return history.stream()
                .filter(row -> row.required("kind").equals(kind))
                .map(row -> row.required(column))
                .findFirst()
                .orElse(today);
    }

    private void loadPlaces(
            List<PackRow> siteRows, Map<String, List<PackRow>> histories, Position.Crs crs, Map<String, SiteId> byKey) {
        List<PackRow> rows = new ArrayList<>(siteRows);
        rows.addAll(pack.rows("branch-centers.csv"));
        List<PlaceStore.PlaceRow> placed = new ArrayList<>();
        List<PlaceStore.HoursRow> opened = new ArrayList<>();
        List<PlaceStore.ContactRow> contacts = new ArrayList<>();
        for (PackRow row : rows) {
            SiteId site = Objects.requireNonNull(byKey.get(row.required("key")));
            List<PackRow> history = histories.getOrDefault(row.required("key"), List.of());
            LocalDate from = row.requiredDay("opened");
            boolean moved =
                    history.stream().anyMatch(line -> line.required("kind").equals("moved"));
            String address = first(history, "moved", "before", row.text("address"));
            placed.add(new PlaceStore.PlaceRow(site, Place.at(from, address, moved ? null : position(row, crs)), null));
            String hours = first(history, "hours", "before", row.text("openingHours"));
            if (!hours.isEmpty()) {
                opened.add(new PlaceStore.HoursRow(site, OpeningHours.parse(from, hours), null));
            }
            if (!row.text("phone").isEmpty()) {
                contacts.add(new PlaceStore.ContactRow(
                        Ids.next(clock), site, new Contact("服务电话", row.text("phone"), true), 1));
            }
        }
        placeStore.putPlaces(placed);
        placeStore.putHours(opened);
        placeStore.insertContacts(contacts);
    }

    private static @Nullable Position position(PackRow row, Position.Crs crs) {
        return row.text("longitude").isEmpty()
                ? null
                : new Position(
                        new BigDecimal(row.required("longitude")), new BigDecimal(row.required("latitude")), crs);
    }

    // --- what happened since ---

    private void loadHistory(Map<String, SiteId> byKey) {
        Map<String, PackRow> today = new HashMap<>();
        pack.rows("sites.csv").forEach(row -> today.put(row.required("key"), row));
        Position.Crs crs = Position.Crs.of(crs(description()));
        List<PackRow> lines = pack.rows("history.csv").stream()
                .sorted(Comparator.comparing(row -> row.requiredDay("day")))
                .toList();
        for (PackRow line : lines) {
            String key = line.required("site");
            SiteId site = at(line, "site", byKey);
            LocalDate day = line.requiredDay("day");
            Basis basis = new Basis(line.required("document"), "", line.text("note"), line.text("noteEn"));
            PackRow row = Objects.requireNonNull(today.get(key));
            switch (line.required("kind")) {
                case "renamed" -> sites.rename(site, name(row, line.required("after")), day, basis);
                case "parent" -> sites.move(site, at(line, "after", byKey), null, day, basis);
                case "merged" -> sites.merge(site, at(line, "other", byKey), day, basis);
                case "closed" -> sites.close(site, day, basis);
                case "split" -> sites.tellSplit(at(line, "other", byKey), site, day, basis);
                case "moved" -> places.locate(site, Place.at(day, line.required("after"), position(row, crs)), basis);
                case "hours" -> places.open(site, OpeningHours.parse(day, line.required("after")), basis);
                default -> throw line.wrong("kind", Text.of("不认识的变更"));
            }
        }
    }

    private static SiteId at(PackRow line, String column, Map<String, SiteId> byKey) {
        SiteId site = byKey.get(line.required(column));
        if (site == null) {
            throw line.wrong(column, Text.of("没有这处阵地"));
        }
        return site;
    }

    private void loadEvidence(Map<String, SiteId> byKey) {
        LocalDate today = tree.today();
        placeStore.insertEvidence(
                pack.rows("placefile.csv").stream()
                        .map(row -> new PlaceStore.EvidenceRow(
                                Ids.next(clock),
                                at(row, "site", byKey),
                                row.required("check"),
                                today.minusDays(row.number("daysAgo")),
                                row.required("text")))
                        .toList(),
                Acting.actor().name(),
                null,
                clock.instant());
    }
}
