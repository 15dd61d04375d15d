package org.zhiyuan.register;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Position;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.SiteName;
import org.zhiyuan.network.SitePolicy;
import org.zhiyuan.network.Tier;
import org.zhiyuan.paper.Column;
import org.zhiyuan.paper.SheetRow;

/**
 * A sheet of sites laid beside the network of its day. Every row becomes a body, known or new, and the whole is looked
 * at as it would stand afterwards: so rows may name each other in any order, and each fault is told at its row.
 */
final class SiteImport {
    /** A circle of more sites than this is told by its first ones. */
    private static final int CIRCLE_NAMED_MAX = 6;

    /** A body as it would stand: one that is there, one that a row makes, or one that a row changes. */
    static final class Body {
        final @Nullable KnownSite known;
        private @Nullable SheetRow row;
        private String number;
        private String full;
        private @Nullable String code;
        private @Nullable Tier tier;
        private @Nullable Body parent;
        private @Nullable SiteName name;
        private @Nullable Place place;

        Body(KnownSite known) {
            this.known = known;
            this.number = known.number();
            this.full = known.name().full();
            this.code = known.code();
            this.tier = known.tier();
            this.name = known.name();
        }

        Body(SheetRow row) {
            this.known = null;
            this.number = row.words(ImportSheets.NUMBER);
            this.full = "";
            take(row);
        }

        /** What the row says; an empty cell leaves what is. */
        private void take(SheetRow of) {
            row = of;
            full = of.words(ImportSheets.NAME);
            String typedCode = of.get(ImportSheets.CODE);
            code = typedCode == null ? code : typedCode;
            Tier typedTier = of.get(ImportSheets.TIER);
            tier = typedTier == null ? tier : typedTier;
        }

        String number() {
            return number;
        }

        @Nullable
        String code() {
            return code;
        }

        Tier tier() {
            return Objects.requireNonNull(tier);
        }

        SiteName name() {
            return Objects.requireNonNull(name);
        }

        @Nullable
        Body parent() {
            return parent;
        }

        /** Where it is from the day on; null where the row says nothing new of it. */
        @Nullable
        Place place() {
            return place;
        }

        SheetRow row() {
            return Objects.requireNonNull(row);
        }

        private String slug() {
            return code == null ? number : code;
        }

        /** For messages: the name, and the row where it stands in this sheet. */
        private Text said() {
            return row == null ? Text.of("“{0}”", full) : Text.of("第 {0} 行的“{1}”", row.number(), full);
        }

        boolean renamed() {
            return known != null && !name().equals(known.name());
        }

        boolean recoded() {
            return known != null && !Objects.equals(code, known.code());
        }

        boolean moved() {
            return known != null && !Objects.equals(parent == null ? null : parent.id(), known.parent());
        }

        boolean raised() {
            return known != null && tier() != known.tier();
        }

        @Nullable
        SiteId id() {
            return known == null ? null : known.id();
        }
    }

    private final LocalDate day;
    private final Set<String> numbersTaken;
    private final Map<SiteId, Body> known = new LinkedHashMap<>();
    private final List<Body> rows = new ArrayList<>();
    private final Map<String, Set<Body>> byCode = new HashMap<>();
    private final Map<String, Set<Body>> byName = new HashMap<>();

    private SiteImport(LocalDate day, List<KnownSite> sites, Collection<String> numbers) {
        this.day = day;
        this.numbersTaken = new HashSet<>(numbers);
        sites.forEach(site -> known.put(site.id(), new Body(site)));
        known.values().forEach(body -> {
            KnownSite site = Objects.requireNonNull(body.known);
            body.parent = site.parent() == null ? null : known.get(site.parent());
        });
    }

    /** Looks at every row; what is wrong with one stands at it afterwards. */
    static SiteImport of(List<SheetRow> sheet, List<KnownSite> sites, Collection<String> numbers, LocalDate day) {
        SiteImport plan = new SiteImport(day, sites, numbers);
        plan.match(sheet);
        plan.index();
        plan.rows.forEach(plan::hang);
        plan.rows.forEach(plan::shape);
        plan.lookAtTheWhole();
        plan.rows.forEach(plan::within);
        return plan;
    }

    // --- which row is which body ---

    private void match(List<SheetRow> sheet) {
        Map<String, Body> byNumber =
                known.values().stream().collect(Collectors.toMap(Body::number, Function.identity()));
        Map<String, Body> knownByCode = known.values().stream()
                .filter(body -> body.code != null)
                .collect(Collectors.toMap(Body::slug, Function.identity(), (a, b) -> a));
        Map<String, List<Body>> knownByName = known.values().stream().collect(Collectors.groupingBy(body -> body.full));
        Map<Body, SheetRow> taken = new IdentityHashMap<>();
        Map<String, SheetRow> numbered = new HashMap<>();
        for (SheetRow row : sheet) {
            String number = row.words(ImportSheets.NUMBER);
            Body body = number.isEmpty() ? unnumbered(row, knownByCode, knownByName) : byNumber.get(number);
            if (body == null) {
                SheetRow earlier = number.isEmpty() ? null : numbered.putIfAbsent(number, row);
                if (earlier != null) {
                    row.wrong(ImportSheets.NUMBER, Text.of("编号和第 {0} 行相同", earlier.number()));
                } else if (numbersTaken.contains(number)) {
                    row.wrong(ImportSheets.NUMBER, Text.of("编号 {0} 的阵地在 {1} 没有开着，编号不重复使用", number, day));
                }
                rows.add(new Body(row));
                continue;
            }
            SheetRow earlier = taken.putIfAbsent(body, row);
            if (earlier != null) {
                row.wrong(
                        number.isEmpty() ? ImportSheets.NAME : ImportSheets.NUMBER,
                        Text.of("和第 {0} 行是同一处阵地，请只留一行", earlier.number()));
                continue;
            }
            body.take(row);
            rows.add(body);
        }
    }

    /** By code; else by full name below the same superior. */
    private static @Nullable Body unnumbered(SheetRow row, Map<String, Body> byCode, Map<String, List<Body>> byName) {
        String code = row.get(ImportSheets.CODE);
        if (code != null) {
            return byCode.get(code);
        }
        String parent = row.words(ImportSheets.PARENT);
        List<Body> alike = byName.getOrDefault(row.words(ImportSheets.NAME), List.of()).stream()
                .filter(body -> body.parent == null
                        ? parent.isEmpty()
                        : names(body.parent).contains(parent))
                .toList();
        return alike.size() == 1 ? alike.getFirst() : null;
    }

    private static List<String> names(Body body) {
        KnownSite site = Objects.requireNonNull(body.known);
        return List.of(
                site.number(),
                Objects.requireNonNullElse(site.code(), site.number()),
                site.name().full(),
                site.name().brief());
    }

    // --- what hangs where ---

    /** A known body is found by what it was called and by what the sheet calls it. */
    private void index() {
        known.values().forEach(body -> {
            KnownSite site = Objects.requireNonNull(body.known);
            put(byCode, site.number(), body);
            put(byCode, Objects.requireNonNullElse(site.code(), ""), body);
            put(byName, site.name().full(), body);
            put(byName, site.name().brief(), body);
        });
        rows.forEach(body -> {
            put(byCode, body.number, body);
            put(byCode, Objects.requireNonNullElse(body.code, ""), body);
            put(byName, body.full, body);
            put(byName, body.row().words(ImportSheets.BRIEF), body);
        });
    }

    private static void put(Map<String, Set<Body>> index, String key, Body body) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, words -> new LinkedHashSet<>()).add(body);
        }
    }

    private void hang(Body body) {
        SheetRow row = body.row();
        String words = row.words(ImportSheets.PARENT);
        if (words.isEmpty()) {
            if (body.known == null && body.tier != null && body.tier != Tier.CENTER) {
                row.wrong(ImportSheets.PARENT, Text.of("请填上级：编号、区划代码或名称"));
            }
            return;
        }
        Set<Body> found = byCode.getOrDefault(words, byName.getOrDefault(words, Set.of()));
        if (found.isEmpty()) {
            row.wrong(ImportSheets.PARENT, Text.of("没有找到“{0}”，请填编号、区划代码或名称", words));
        } else if (found.size() > 1) {
            row.wrong(ImportSheets.PARENT, Text.of("有 {0} 处叫“{1}”，请改填编号或区划代码", found.size(), words));
        } else {
            body.parent = found.iterator().next();
        }
    }

    // --- the row by itself ---

    private void shape(Body body) {
        SheetRow row = body.row();
        nameOf(body);
        place(body);
        Tier tier = body.tier;
        Tier before = body.known == null ? null : body.known.tier();
        if (tier == null) {
            return;
        }
        boolean special = tier == Tier.CENTER || tier == Tier.BRANCH;
        if (before == null && special) {
            row.wrong(ImportSheets.TIER, Text.of("中心和分中心不能用表格设立，请在页面上办"));
        } else if (before != null && before != tier && (special || before == Tier.CENTER || before == Tier.BRANCH)) {
            row.wrong(ImportSheets.TIER, Text.of("“{0}”的层级不能改", body.full));
        } else if (body.parent == body) {
            row.wrong(ImportSheets.PARENT, Text.of("上级不能是自己"));
        } else if (body.parent != null && body.parent.tier != null && !tier.mayHangUnder(body.parent.tier)) {
            row.wrong(ImportSheets.PARENT, Text.of("{0}不能挂在{1}下面", tier.label(), body.parent.tier.label()));
        }
    }

    private void nameOf(Body body) {
        SheetRow row = body.row();
        String full = row.get(ImportSheets.NAME);
        if (full == null) {
            return;
        }
        SiteName before = body.known == null ? null : body.known.name();
        String brief = row.words(ImportSheets.BRIEF);
        if (brief.isEmpty() && before != null && before.full().equals(full)) {
            brief = before.brief();
        }
        if (brief.isEmpty() && SitePolicy.brief(full) instanceof Decision.Refused) {
            row.wrong(ImportSheets.BRIEF, Text.of("名称较长，请另填 {0} 个字以内的简称", SitePolicy.BRIEF_LENGTH_MAX));
            return;
        }
        String english = row.words(ImportSheets.ENGLISH);
        String pinyin = row.words(ImportSheets.PINYIN);
        if (row.sound()) {
            String shown = brief.isEmpty() ? full : brief;
            body.name = new SiteName(
                    full,
                    brief,
                    english.isEmpty() && before != null ? before.english() : english,
                    pinyin.isEmpty() && before != null && before.brief().equals(shown) ? before.pinyin() : pinyin);
        }
    }

    private void place(Body body) {
        SheetRow row = body.row();
        BigDecimal longitude = row.get(ImportSheets.LONGITUDE);
        BigDecimal latitude = row.get(ImportSheets.LATITUDE);
        Position.Crs crs = row.get(ImportSheets.CRS);
        if (longitude == null && latitude == null && !typed(row, ImportSheets.LONGITUDE, ImportSheets.LATITUDE)) {
            if (crs != null) {
                row.wrong(ImportSheets.CRS, Text.of("没有经纬度，坐标系请留空"));
            }
        } else {
            missing(row, ImportSheets.LONGITUDE, Text.of("经度和纬度要一起填"));
            missing(row, ImportSheets.LATITUDE, Text.of("经度和纬度要一起填"));
            missing(row, ImportSheets.CRS, Text.of("请填坐标系：不写坐标系，位置会差几百米"));
        }
        if (!row.sound()) {
            return;
        }
        Place before = body.known == null ? null : body.known.place();
        Position position = longitude == null || latitude == null || crs == null
                ? before == null ? null : before.position()
                : new Position(longitude, latitude, crs);
        String address = row.words(ImportSheets.ADDRESS);
        BigDecimal area = row.get(ImportSheets.AREA);
        Place after = new Place(
                day,
                address.isEmpty() && before != null ? before.address() : address,
                before != null && (address.isEmpty() || address.equals(before.address())) ? before.addressEn() : "",
                position,
                area == null ? before == null ? null : before.areaM2() : Integer.valueOf(area.intValueExact()),
                before == null ? null : before.seats(),
                before == null ? "" : before.sign());
        boolean empty = after.address().isEmpty() && after.position() == null && after.areaM2() == null;
        if (before == null ? empty : alike(before, after)) {
            return;
        }
        if (body.known != null && body.known.placedLater()) {
            row.wrong(ImportSheets.ADDRESS, Text.of("{0} 以后已经定了新的地址，请先撤回那一次", day));
        }
        body.place = after;
    }

    private static boolean typed(SheetRow row, Column<?>... columns) {
        for (Column<?> column : columns) {
            if (!row.words(column).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void missing(SheetRow row, Column<?> column, Text what) {
        if (row.words(column).isEmpty()) {
            row.wrong(column, what);
        }
    }

    private static boolean alike(Place a, Place b) {
        Position p = a.position();
        Position q = b.position();
        boolean samePosition = p == null || q == null
                ? p == q
                : p.crs() == q.crs()
                        && p.longitude().compareTo(q.longitude()) == 0
                        && p.latitude().compareTo(q.latitude()) == 0;
        return samePosition && a.address().equals(b.address()) && Objects.equals(a.areaM2(), b.areaM2());
    }

    // --- the whole as it would stand ---

    private void lookAtTheWhole() {
        Set<Body> all = new LinkedHashSet<>(known.values());
        all.addAll(rows);
        Map<String, List<Body>> codes = all.stream()
                .filter(body -> body.code != null)
                .collect(Collectors.groupingBy(body -> Objects.requireNonNull(body.code)));
        codes.values().forEach(alike -> clash(alike, ImportSheets.CODE, other -> Text.of("区划代码和{0}相同", other.said())));
        Map<Body, Map<String, List<Body>>> siblings = new IdentityHashMap<>();
        all.stream()
                .filter(body -> body.parent != null && !body.full.isEmpty())
                .forEach(body -> siblings.computeIfAbsent(Objects.requireNonNull(body.parent), p -> new HashMap<>())
                        .computeIfAbsent(body.full, name -> new ArrayList<>())
                        .add(body));
        siblings.values()
                .forEach(byFullName -> byFullName
                        .values()
                        .forEach(alike ->
                                clash(alike, ImportSheets.NAME, other -> Text.of("同一上级下面，名称和{0}相同", other.said()))));
        rows.forEach(this::circleOrDepth);
    }

    /** Each row of those that are alike is told of another one. */
    private static void clash(List<Body> alike, Column<?> column, Function<Body, Text> what) {
        if (alike.size() < 2) {
            return;
        }
        for (Body body : alike) {
            if (body.row != null) {
                Body other = alike.get(0) == body ? alike.get(1) : alike.get(0);
                body.row.wrong(column, what.apply(other));
            }
        }
    }

    private void circleOrDepth(Body start) {
        List<Body> path = new ArrayList<>();
        Set<Body> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Body body = start;
        while (body != null && seen.add(body)) {
            path.add(body);
            body = body.parent;
        }
        if (body == start && path.size() > 1) {
            String circle =
                    path.stream().limit(CIRCLE_NAMED_MAX).map(each -> each.full).collect(Collectors.joining(" → "));
            start.row()
                    .wrong(
                            ImportSheets.PARENT,
                            Text.of(
                                    "上级绕成了一个圈：{0}",
                                    circle + " → " + (path.size() > CIRCLE_NAMED_MAX ? "…" : start.full)));
        } else if (body == null && path.size() > SitePolicy.DEPTH_MAX) {
            start.row().wrong(ImportSheets.PARENT, Text.of("层数太多：从中心往下最多 {0} 层", SitePolicy.DEPTH_MAX));
        }
    }

    // --- whose it is ---

    private void within(Body body) {
        SheetRow row = body.row();
        if (body.known != null && !body.known.mine()) {
            row.wrong(ImportSheets.NAME, Text.of("“{0}”不在您能改的范围里，请删掉这一行", body.full));
        } else if ((body.known == null || body.moved()) && body.parent != null && !mine(body.parent)) {
            row.wrong(ImportSheets.PARENT, Text.of("上级不在您能改的范围里"));
        }
    }

    /** A new body lies where its superiors lie. */
    private static boolean mine(Body body) {
        Set<Body> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Body above = body;
        while (above != null && above.known == null && seen.add(above)) {
            above = above.parent;
        }
        // a circle is told by itself
        return above == null || above.known == null || above.known.mine();
    }

    // --- what comes of it ---

    List<Body> fresh() {
        List<Body> ordered = new ArrayList<>();
        Set<Body> placed = Collections.newSetFromMap(new IdentityHashMap<>());
        rows.stream().filter(body -> body.known == null).forEach(body -> superiorsFirst(body, placed, ordered));
        return ordered;
    }

    private static void superiorsFirst(Body body, Set<Body> placed, List<Body> ordered) {
        List<Body> chain = new ArrayList<>();
        for (Body above = body; above != null && above.known == null && placed.add(above); above = above.parent) {
            chain.addFirst(above);
        }
        ordered.addAll(chain);
    }

    /** Numbers for those that came without: the code, else the next below what they hang under. In the order of fresh. */
    void number(List<Body> fresh) {
        fresh.stream().filter(body -> !body.number.isEmpty()).forEach(body -> numbersTaken.add(body.number));
        Map<String, Integer> last = new HashMap<>();
        for (Body body : fresh) {
            if (!body.number.isEmpty()) {
                continue;
            }
            String stem = body.code != null
                    ? body.code
                    : Objects.requireNonNull(body.parent).slug();
            String number = stem;
            while (number.isEmpty() || numbersTaken.contains(number) || body.code == null && number.equals(stem)) {
                int n = last.merge(stem, 1, Integer::sum) + (body.code == null ? 0 : 1);
                number = stem + (n < 10 ? "-0" : "-") + n;
            }
            body.number = number;
            numbersTaken.add(number);
        }
    }

    List<Body> altered() {
        return rows.stream()
                .filter(body -> body.known != null
                        && (body.renamed() || body.recoded() || body.moved() || body.raised() || body.place != null))
                .toList();
    }

    Import.Counts counts(List<SheetRow> sheet) {
        int wrong = (int) sheet.stream().filter(row -> !row.sound()).count();
        int fresh = 0;
        int changed = 0;
        for (Body body : rows) {
            if (body.row().sound()) {
                fresh += body.known == null ? 1 : 0;
                changed += body.known != null && what(body) != null ? 1 : 0;
            }
        }
        return new Import.Counts(fresh, changed, sheet.size() - wrong - fresh - changed, wrong);
    }

    List<Import.Outline> outlines(int most) {
        List<Import.Outline> outlines = new ArrayList<>();
        for (Body body : rows) {
            Text what = body.row().sound() ? what(body) : null;
            if (what != null && outlines.size() < most) {
                outlines.add(new Import.Outline(body.row().number(), body.full, what));
            }
        }
        return outlines;
    }

    /** What becomes of a sound row; null where everything is already so. */
    private static @Nullable Text what(Body body) {
        Body parent = body.parent;
        if (body.known == null) {
            return Text.of("新设，挂在“{0}”下面", parent == null ? "" : parent.full);
        }
        if (body.renamed() && !body.full.equals(body.known.name().full())) {
            return Text.of("“{0}”改名", body.known.name().full());
        }
        if (body.moved()) {
            return Text.of("改挂到“{0}”下面", parent == null ? "" : parent.full);
        }
        if (body.raised()) {
            return Text.of("层级改为{0}", body.tier().label());
        }
        if (body.recoded()) {
            return Text.of("区划代码改为 {0}", String.valueOf(body.code));
        }
        if (body.renamed()) {
            return Text.of("改简称、英文名称或拼音");
        }
        return body.place == null ? null : Text.of("改地址和场地");
    }
}
