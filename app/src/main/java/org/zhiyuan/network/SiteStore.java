package org.zhiyuan.network;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Acts, effects, folded states and the tree: everything is written in sets, so that a batch costs what one does. */
@Repository
class SiteStore {
    /** Which tier may hang under which, as {@code POINT<STATION}. */
    private static final String[] HANGING = Arrays.stream(Tier.values())
            .flatMap(child ->
                    Arrays.stream(Tier.values()).filter(child::mayHangUnder).map(parent -> child + "<" + parent))
            .toArray(String[]::new);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SiteStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    // --- the tree of a day ---

    record Tree(LocalDate day, long version) {}

    Optional<Tree> tree() {
        return jdbc.sql("select day, version from network.tree")
                .query((row, n) -> new Tree(row.getObject("day", LocalDate.class), row.getLong("version")))
                .optional();
    }

    /** Changes of the build wait for each other: they are rare, and each looks at the whole. */
    void lockTree(LocalDate day) {
        jdbc.sql("insert into network.tree (day, version) values (:day, 0) on conflict (single) do nothing")
                .param("day", day)
                .update();
        jdbc.sql("select version from network.tree for update")
                .query(Long.class)
                .single();
    }

    void markTree(LocalDate day) {
        jdbc.sql("update network.tree set day = :day, version = version + 1")
                .param("day", day)
                .update();
    }

    /**
     * A new site's place in the closure, before its rows: the row policies ask for it. Who may act on what it hangs under
     * may act on it for the rest of the transaction, also where his right ends at that place itself.
     */
    void plant(Collection<UUID> sites, Map<UUID, UUID> parents) {
        String rows = json.writeValueAsString(sites.stream()
                .map(site -> {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    row.put("site", site);
                    row.put("parent", parents.get(site));
                    return row;
                })
                .toList());
        jdbc.sql("""
                        with recursive fresh as (
                            select site, parent from jsonb_to_recordset(:rows::jsonb) as r (site uuid, parent uuid)
                        ), above as (
                            select site, site as ancestor from fresh
                            union
                            select above.site, fresh.parent from above join fresh on fresh.site = above.ancestor
                            where fresh.parent is not null
                        )
                        insert into scope.closure (ancestor, site)
                        select ancestor, site from above
                        union
                        select c.ancestor, above.site from above join scope.closure c on c.site = above.ancestor
                        on conflict do nothing""").param("rows", rows).update();
        jdbc.sql("""
                        with fresh as (
                            select site, parent from jsonb_to_recordset(:rows::jsonb) as r (site uuid, parent uuid)
                        )
                        select set_config('app.only_sites',
                            (coalesce(nullif(current_setting('app.only_sites', true), ''), '{}')::uuid[]
                             || (select array_agg(site) from fresh))::text, true)
                        where not exists (
                            select from fresh
                            where parent is null
                               or not (parent in (select site from fresh) or parent in (select scope.sites())))""").param("rows", rows).query(String.class).optional();
    }

    /**
     * Makes the closure that of a day. A body that is not yet open hangs where it will hang first; one that is closed
     * hangs under its successor, or where it hung last: what is recorded on it stays with whoever answers for it now.
     */
    void regrow(LocalDate day) {
        jdbc.sql("""
                        with recursive holder as (
                            select s.id as site,
                                   case when s.closed <= :day and s.successor is not null then s.successor
                                        else v.parent end as holder
                            from network.site s
                            cross join lateral (
                                select parent from network.site_version
                                where site = s.id
                                order by (days @> :day::date) desc, abs(lower(days) - :day::date)
                                limit 1) v
                        ), pair as (
                            select site, site as ancestor from holder
                            union
                            select pair.site, holder.holder from pair join holder on holder.site = pair.ancestor
                            where holder.holder is not null
                        ), gone as (
                            delete from scope.closure c
                            where not exists (select from pair where pair.site = c.site and pair.ancestor = c.ancestor)
                        )
                        insert into scope.closure (ancestor, site)
                        select ancestor, site from pair
                        on conflict do nothing""").param("day", day).update();
    }

    // --- writing ---

    /** @param kind what the act is, in the words of {@link Effect.Kind} or of the room above that recorded it */
    record NewAct(ActId id, UUID site, String kind, LocalDate day, Basis basis) {}

    void insertActs(List<NewAct> acts, Instant now, String recorder, @Nullable UUID account) {
        String rows = json.writeValueAsString(acts.stream()
                .map(act -> Map.of(
                        "id", act.id().value(),
                        "site", act.site(),
                        "kind", act.kind(),
                        "day", act.day(),
                        "document", act.basis().document(),
                        "told", act.basis().told(),
                        "told_en", act.basis().toldEn(),
                        "reason", act.basis().reason()))
                .toList());
        jdbc.sql("""
                        insert into network.act (id, site, kind, day, document, told, told_en, recorded_at)
                        select id, site, kind, day, document, told, told_en, :now
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, site uuid, kind text, day date, document text,
                             told text, told_en text)""")
                .param("rows", rows)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        insert into network.act_note (act, site, reason, recorder, account)
                        select id, site, reason, :recorder, :account::uuid
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, site uuid, reason text)""")
                .param("rows", rows)
                .param("recorder", recorder)
                .param("account", account)
                .update();
    }

    boolean withdrawAct(ActId act, Instant now, String reason, String withdrawer) {
        int withdrawn = jdbc.sql("""
                        update network.act set withdrawn_at = :now where id = :act and withdrawn_at is null""")
                .param("act", act.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        update network.act_note set withdrawal_reason = :reason, withdrawer = :withdrawer
                        where act = :act""")
                .param("act", act.value())
                .param("reason", reason)
                .param("withdrawer", withdrawer)
                .update();
        return withdrawn == 1;
    }

    record Fresh(UUID id, String number, @Nullable String field, LocalDate opened) {}

    void insertSites(List<Fresh> fresh) {
        jdbc.sql("""
                        insert into network.site (id, number, field, opened)
                        select id, number, field, opened
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, number text, field text, opened date)""").param("rows", json.writeValueAsString(fresh)).update();
    }

    void insertEffects(List<Effect> effects) {
        jdbc.sql("""
                        insert into network.effect (act, site, kind, name, short_name, name_en, pinyin, code, tier, parent,
                                                    other)
                        select act, site, kind, name, short_name, name_en, pinyin, code, tier, parent, other
                        from jsonb_to_recordset(:rows::jsonb) as r (act uuid, site uuid, kind text, name text, short_name text,
                             name_en text, pinyin text, code text, tier text, parent uuid, other uuid)""")
                .param(
                        "rows",
                        json.writeValueAsString(
                                effects.stream().map(SiteStore::row).toList()))
                .update();
    }

    private static Map<String, @Nullable Object> row(Effect effect) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("act", effect.act().value());
        row.put("site", effect.site().value());
        row.put("kind", effect.kind().name());
        name(row, effect.name());
        row.put("code", effect.code());
        row.put("tier", effect.tier() == null ? null : effect.tier().name());
        row.put("parent", value(effect.parent()));
        row.put("other", value(effect.other()));
        return row;
    }

    private static void name(Map<String, @Nullable Object> row, @Nullable SiteName name) {
        if (name != null) {
            row.put("name", name.full());
            row.put("short_name", name.brief());
            row.put("name_en", name.english());
            row.put("pinyin", name.pinyin());
        }
    }

    private static @Nullable UUID value(@Nullable SiteId id) {
        return id == null ? null : id.value();
    }

    /**
     * Puts the folded lives of some bodies in the place of those that stood there; a body whose opening was withdrawn
     * has none, and is nowhere.
     */
    void replaceLives(Collection<UUID> bodiesTouched, Collection<Life> lives) {
        jdbc.sql("delete from network.site_version where site = any (:sites)")
                .param("sites", bodiesTouched.toArray(UUID[]::new))
                .update();
        String bodies = json.writeValueAsString(lives.stream()
                .map(life -> {
                    Map<String, @Nullable Object> row = new HashMap<>();
                    row.put("id", life.site().value());
                    row.put("opened", life.opened());
                    row.put("closed", life.closed());
                    row.put("successor", value(life.successor()));
                    return row;
                })
                .toList());
        jdbc.sql("""
                        update network.site s set opened = r.opened, closed = r.closed, successor = r.successor
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, opened date, closed date, successor uuid)
                        where s.id = r.id
                          and (s.opened, s.closed, s.successor) is distinct from (r.opened, r.closed, r.successor)""").param("rows", bodies).update();
        String versions = json.writeValueAsString(lives.stream()
                .flatMap(life -> life.versions().stream().map(version -> row(life.site(), version)))
                .toList());
        jdbc.sql("""
                        insert into network.site_version (site, days, tier, name, short_name, name_en, pinyin, words, code,
                                                          parent)
                        select site, daterange(since, until), tier, name, short_name, name_en, pinyin,
                               lower(concat_ws(' ', name, short_name, name_en, replace(pinyin, ' ', ''),
                                   case when pinyin = '' then public.initials(short_name)
                                        else regexp_replace(pinyin, '([a-z0-9])[a-z0-9]* *', '\\1', 'g') end,
                                   code)),
                               code, parent
                        from jsonb_to_recordset(:rows::jsonb) as r (site uuid, since date, until date, tier text, name text,
                             short_name text, name_en text, pinyin text, code text, parent uuid)""").param("rows", versions).update();
    }

    private static Map<String, @Nullable Object> row(SiteId site, Life.Version version) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("site", site.value());
        row.put("since", version.days().from());
        row.put("until", version.days().until());
        row.put("tier", version.tier().name());
        name(row, version.name());
        row.put("code", version.code());
        row.put("parent", value(version.parent()));
        return row;
    }

    // --- looking at what a change would make ---

    private static final String EFFECT = """
            select e.act, e.site, e.kind, a.day, e.name, e.short_name, e.name_en, e.pinyin, e.code, e.tier, e.parent,
                   e.other
            from network.effect e join network.act a on a.id = e.act
            """;

    /** Effects on these bodies that were not withdrawn. */
    List<Effect> effects(Collection<UUID> sites) {
        return jdbc.sql(EFFECT + "where e.site = any (:sites) and a.withdrawn_at is null")
                .param("sites", sites.toArray(UUID[]::new))
                .query(SiteStore::effect)
                .list();
    }

    List<Effect> effectsOf(ActId act) {
        return jdbc.sql(EFFECT + "where e.act = :act")
                .param("act", act.value())
                .query(SiteStore::effect)
                .list();
    }

    private static Effect effect(ResultSet row, int n) throws SQLException {
        return new Effect(
                new ActId(row.getObject("act", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                Effect.Kind.valueOf(row.getString("kind")),
                row.getObject("day", LocalDate.class),
                row.getString("name") == null ? null : name(row),
                row.getString("code"),
                tier(row.getString("tier")),
                siteId(row, "parent"),
                siteId(row, "other"));
    }

    /** Puts right what the opening or renaming that names a body on a day has written, but for its full name. */
    void correctNaming(SiteId site, LocalDate on, SiteName name) {
        jdbc.sql("""
                        update network.effect set short_name = :brief, name_en = :english, pinyin = :pinyin
                        where (act, site, kind) = (
                            select e.act, e.site, e.kind
                            from network.effect e join network.act a on a.id = e.act
                            where e.site = :site and e.kind in ('OPENED', 'RENAMED') and a.withdrawn_at is null
                            order by (a.day <= :on::date) desc, case when a.day <= :on then :on - a.day else a.day - :on end
                            limit 1)""")
                .param("site", site.value())
                .param("on", on)
                .param("brief", name.brief())
                .param("english", name.english())
                .param("pinyin", name.pinyin())
                .update();
    }

    /** The facts of a place that a withdrawn act had planned. */
    void forgetFacts(ActId act) {
        jdbc.sql("delete from network.place where act = :act")
                .param("act", act.value())
                .update();
        jdbc.sql("delete from network.opening where act = :act")
                .param("act", act.value())
                .update();
    }

    record Act(ActId id, UUID site, String kind, LocalDate day, String document, boolean withdrawn) {}

    Optional<Act> act(ActId act) {
        return jdbc.sql("""
                        select id, site, kind, day, document, withdrawn_at is not null as withdrawn
                        from network.act where id = :act""")
                .param("act", act.value())
                .query((row, n) -> new Act(
                        new ActId(row.getObject("id", UUID.class)),
                        row.getObject("site", UUID.class),
                        row.getString("kind"),
                        row.getObject("day", LocalDate.class),
                        row.getString("document"),
                        row.getBoolean("withdrawn")))
                .optional();
    }

    /** Every rule of the whole network that these bodies, as they now stand, break on some day. */
    List<SitePolicy.Violation> violations(Collection<UUID> touched) {
        return jdbc.sql("""
                        with recursive touched as (
                            select site, days, tier, name, code, parent
                            from network.site_version where site = any (:touched)
                        ), below as (
                            select site, days, parent, name, 1 as steps from touched
                            union
                            select c.site, c.days * below.days, c.parent, c.name, below.steps + 1
                            from below join network.site_version c on c.parent = below.site and c.days && below.days
                            where below.steps <= :depthMax
                        ), above as (
                            select site as start, name, parent, days, 1 as depth from below
                            union
                            select above.start, above.name, p.parent, above.days * p.days, above.depth + 1
                            from above join network.site_version p on p.site = above.parent and p.days && above.days
                            where above.depth <= :depthMax and above.parent <> above.start
                        )
                        select 'SIBLING_NAMES' as rule, t.site, t.name, p.name as other, lower(t.days * w.days) as since
                        from touched t
                        join network.site_version w on w.parent = t.parent and w.name = t.name and w.site <> t.site
                                                   and w.days && t.days
                        join network.site_version p on p.site = t.parent and p.days @> lower(t.days * w.days)
                        union all
                        select 'CODES', t.site, t.name, w.name, lower(t.days * w.days)
                        from touched t
                        join network.site_version w on w.code = t.code and w.site <> t.site and w.days && t.days
                        union all
                        select 'ONE_CENTER', t.site, t.name, w.name, lower(t.days * w.days)
                        from touched t
                        join network.site_version w on w.tier = 'CENTER' and w.site <> t.site and w.days && t.days
                        where t.tier = 'CENTER'
                        union all
                        select 'PARENT_OPEN', c.site, c.name, above.name, null
                        from network.site_version c
                        join network.effect above on above.site = c.parent and above.kind = 'OPENED'
                        where (c.site = any (:touched) or c.parent = any (:touched))
                          and not c.days <@ (select coalesce(range_agg(p.days), '{}')
                                             from network.site_version p where p.site = c.parent)
                        union all
                        select 'TIERS', c.site, c.name, p.name, lower(c.days * p.days)
                        from network.site_version c
                        join network.site_version p on p.site = c.parent and p.days && c.days
                        where (c.site = any (:touched) or c.parent = any (:touched))
                          and not c.tier || '<' || p.tier = any (:hanging)
                        union all
                        select 'NO_CIRCLE', start, name, name, null from above where parent = start
                        union all
                        select 'DEPTH', start, name, name, null from above where depth > :depthMax""")
                .param("touched", touched.toArray(UUID[]::new))
                .param("depthMax", SitePolicy.DEPTH_MAX)
                .param("hanging", HANGING)
                .query((row, n) -> new SitePolicy.Violation(
                        SitePolicy.Rule.valueOf(row.getString("rule")),
                        new SiteId(row.getObject("site", UUID.class)),
                        row.getString("name"),
                        row.getString("other"),
                        row.getObject("since", LocalDate.class)))
                .list();
    }

    /** Numbers in use that begin with one of these; one that was given stays given. */
    List<String> numbersFrom(Collection<String> beginnings) {
        return jdbc.sql("""
                        select number from network.site
                        where exists (select from unnest(:beginnings) b where starts_with(number, b))""")
                .param("beginnings", beginnings.toArray(String[]::new))
                .query((row, n) -> row.getString("number"))
                .list();
    }

    boolean within(UUID site) {
        return jdbc.sql(
                        "select scope.everything() or :site in (select scope.sites()) or :site in (select network.branches())")
                .param("site", site)
                .query(Boolean.class)
                .single();
    }

    // --- reading ---

    private static final String SITE = """
            select s.id, s.number, s.opened, s.closed, s.successor, s.field, v.code, v.name,
                   v.short_name, v.name_en, v.pinyin, v.tier, v.parent
            from network.site s
            cross join lateral (
                select code, name, short_name, name_en, pinyin, tier, parent from network.site_version
                where site = s.id
                order by (days @> :on::date) desc, abs(lower(days) - :on::date)
                limit 1) v
            """;

    Optional<Site> site(UUID id, LocalDate on) {
        return jdbc.sql(SITE + "where s.id = :id")
                .param("id", id)
                .param("on", on)
                .query(SiteStore::site)
                .optional();
    }

    /** Whoever answers for a code on a day; else whose number it is for life; else who bore it last. */
    Optional<UUID> resolve(String code, LocalDate on) {
        return jdbc.sql("""
                        select site from (
                            select site, case when days @> :on::date then 0 else 2 end as choice, lower(days) as since
                            from network.site_version where code = :code
                            union all
                            select id, 1, opened from network.site where number = :code) found
                        order by choice, since desc
                        limit 1""")
                .param("code", code)
                .param("on", on)
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> center(LocalDate on) {
        return jdbc.sql("""
                        select site from network.site_version where tier = 'CENTER'
                        order by (days @> :on::date) desc, lower(days) desc limit 1""").param("on", on).query(UUID.class).optional();
    }

    boolean none() {
        return jdbc.sql("select not exists (select from network.site)")
                .query(Boolean.class)
                .single();
    }

    List<Site> sites(Collection<UUID> ids, LocalDate on) {
        return jdbc.sql(SITE + "where s.id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .param("on", on)
                .query(SiteStore::site)
                .list();
    }

    /** What hangs under a site on a day, in the order of codes. */
    List<Site> children(UUID parent, LocalDate on) {
        return jdbc.sql("""
                        select s.id, s.number, s.opened, s.closed, s.successor, s.field, v.code, v.name,
                   v.short_name, v.name_en, v.pinyin, v.tier, v.parent
                        from network.site_version v join network.site s on s.id = v.site
                        where v.parent = :parent and v.days @> :on::date
                        order by v.tier = 'POINT', coalesce(v.code, s.number)""")
                .param("parent", parent)
                .param("on", on)
                .query(SiteStore::site)
                .list();
    }

    /** Every site of a day, with where it is. */
    List<KnownSite> known(LocalDate on) {
        return jdbc.sql("""
                        select s.id, s.number, v.code, v.name, v.short_name, v.name_en, v.pinyin, v.tier, v.parent,
                               scope.everything() or s.id in (select scope.sites()) as mine,
                               p.from_day, p.address, p.address_en, p.lon, p.lat, p.crs, p.area_m2, p.seats, p.sign,
                               exists (select from network.place q where q.site = s.id and q.from_day > :on) as later
                        from network.site_version v
                        join network.site s on s.id = v.site
                        left join lateral (
                            select from_day, address, address_en, lon, lat, crs, area_m2, seats, sign
                            from network.place where site = s.id and from_day <= :on
                            order by from_day desc limit 1) p on true
                        where v.days @> :on::date
                        order by s.number
                        """).param("on", on).query(SiteStore::known).list();
    }

    private static KnownSite known(ResultSet row, int n) throws SQLException {
        UUID parent = row.getObject("parent", UUID.class);
        return new KnownSite(
                new SiteId(row.getObject("id", UUID.class)),
                row.getString("number"),
                row.getString("code"),
                new SiteName(
                        row.getString("name"),
                        row.getString("short_name"),
                        row.getString("name_en"),
                        row.getString("pinyin")),
                Tier.valueOf(row.getString("tier")),
                parent == null ? null : new SiteId(parent),
                row.getBoolean("mine"),
                row.getObject("from_day") == null ? null : PlaceStore.place(row, n),
                row.getBoolean("later"));
    }

    /** Every number that was ever given. */
    List<String> numbers() {
        return jdbc.sql("select number from network.site")
                .query((row, n) -> row.getString("number"))
                .list();
    }

    static Site site(ResultSet row, int n) throws SQLException {
        return new Site(
                new SiteId(row.getObject("id", UUID.class)),
                row.getString("number"),
                row.getString("code"),
                name(row),
                Tier.valueOf(row.getString("tier")),
                row.getString("field"),
                siteId(row, "parent"),
                row.getObject("opened", LocalDate.class),
                row.getObject("closed", LocalDate.class),
                siteId(row, "successor"));
    }

    private static SiteName name(ResultSet row) throws SQLException {
        return new SiteName(
                row.getString("name"), row.getString("short_name"), row.getString("name_en"), row.getString("pinyin"));
    }

    static @Nullable SiteId siteId(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new SiteId(id);
    }

    private static @Nullable Tier tier(@Nullable String name) {
        return name == null ? null : Tier.valueOf(name);
    }
}
