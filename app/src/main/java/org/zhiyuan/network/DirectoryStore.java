package org.zhiyuan.network;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Typed;
import org.zhiyuan.network.Directory.Brief;
import org.zhiyuan.network.Directory.Former;
import org.zhiyuan.network.Directory.Leaf;
import org.zhiyuan.network.Directory.Listed;
import org.zhiyuan.network.Directory.Near;
import org.zhiyuan.network.Directory.Portrait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What pages read: few statements, each with all that its page needs. */
@Repository
class DirectoryStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    DirectoryStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    // --- lists ---

    private static final String WITH_PAGE = "with page as (";
    private static final String SELECTED = """
            select v.site from network.site_version v
            """;
    private static final String BELOW = """
            with recursive below as (
                select v.site, array[]::text[] as path
                from network.site_version v where v.site = :under and v.days @> :on::date
                union all
                select c.site, below.path || array[(case c.tier when 'POINT' then '2' else '1' end) || c.short_name, s.number]
                from below
                join network.site_version c on c.parent = below.site and c.days @> :on::date
                join network.site s on s.id = c.site
            ), page as (
            """;
    private static final String SELECTED_BELOW = """
            select v.site from below
            join network.site_version v on v.site = below.site
            """;
    /** One name, then one code: where a former name is looked for, the site is shown by today's. */
    private static final String WHERE = """
            where v.days @> :on::date
              and (:tier = '' and (v.tier <> 'BRANCH' or :q <> '' or :field <> '') or v.tier = :tier)
              and (:field = '' or v.site in (select s.id from network.site s where s.field = :field))
              and (:q = ''
                   or exists (select from network.site_version w where w.site = v.site and w.words like :q)
                   or exists (select from network.place p where p.site = v.site and p.address like :q)
                   or exists (select from network.contact k where k.site = v.site and k.phone like :q)
                   or :digits <> '' and exists (select from network.contact k where k.site = v.site
                                                and regexp_replace(k.phone, '[^0-9]', '', 'g') like :digits))
              and (:state <> 'silent'
                   or not exists (select from network.opening o where o.site = v.site and o.from_day <= :on))
              and (:state <> 'open'
                   or coalesce((select d.spans <> '{}' from network.special_day d where d.site = v.site and d.day = :on),
                               (select o.week[:weekday] <> '{}' from network.opening o
                                where o.site = v.site and o.from_day <= :on order by o.from_day desc limit 1), false))
              and (:state <> 'expired'
                   or exists (select from network.place_check c
                              where c.tier = v.tier and c.proved_by = 'EVIDENCE' and c.from_day <= :on
                                and (c.until_day is null or c.until_day > :on)
                                and (select max(e.day) from network.evidence e
                                     where e.site = v.site and e.key = c.key and e.day <= :on)
                                    <= :on::date - make_interval(months => c.age_months)))
            """;

    private static final String BY_NAME =
            "order by v.short_name collate \"zh-x-icu\", v.site limit :size offset :offset)";
    private static final String BY_CODE = """
            order by coalesce(v.code, (select s.number from network.site s where s.id = v.site)) limit :size offset :offset)
            """;
    private static final String BY_PATH = "order by below.path collate \"zh-x-icu\" limit :size offset :offset)";
    private static final String DETAIL = """
            select s.id, s.number, s.field, s.opened, s.closed, s.successor, v.code, v.name, v.short_name, v.name_en, v.pinyin,
                   v.tier, v.parent, above.short_name as parent_name, above.name_en as parent_name_en,
                   p.address, p.address_en, p.lon, p.lat, p.crs,
                   coalesce(d.spans, o.spans)::text as spans, o.note, o.note_en, k.phone
            from page
            join network.site s on s.id = page.site
            join network.site_version v on v.site = s.id and v.days @> :on::date
            left join network.site_version above on above.site = v.parent and above.days @> :on::date
            left join lateral (select address, address_en, lon, lat, crs from network.place
                               where site = s.id and from_day <= :on order by from_day desc limit 1) p on true
            left join lateral (select week[:weekday] as spans, note, note_en from network.opening
                               where site = s.id and from_day <= :on order by from_day desc limit 1) o on true
            left join network.special_day d on d.site = s.id and d.day = :on
            left join lateral (select phone from network.contact
                               where site = s.id and service order by position limit 1) k on true
            """;
    private static final String DETAIL_BELOW =
            " join below on below.site = page.site order by below.path collate \"zh-x-icu\"";
    private static final String ALL_BY_NAME =
            WITH_PAGE + SELECTED + WHERE + BY_NAME + DETAIL + "order by v.short_name collate \"zh-x-icu\", v.site";
    private static final String ALL_BY_CODE =
            WITH_PAGE + SELECTED + WHERE + BY_CODE + DETAIL + "order by coalesce(v.code, s.number)";
    private static final String BELOW_BY_NAME =
            BELOW + SELECTED_BELOW + WHERE + BY_NAME + DETAIL + "order by v.short_name collate \"zh-x-icu\", v.site";
    private static final String BELOW_BY_PATH = BELOW + SELECTED_BELOW + WHERE + BY_PATH + DETAIL + DETAIL_BELOW;
    private static final String IDS_ALL = SELECTED + WHERE + " limit :most";
    private static final String IDS_BELOW = BELOW + SELECTED_BELOW + WHERE + ") select site from page limit :most";
    private static final String COUNT_ALL = "select count(*) from (" + SELECTED + WHERE + ") found";
    private static final String COUNT_BELOW = BELOW + SELECTED_BELOW + WHERE + ") select count(*) from page";

    List<Listed> list(Selection selection, int size) {
        boolean below = selection.under() != null;
        boolean byName = selection.byName();
        StatementSpec statement = below
                ? byName ? jdbc.sql(BELOW_BY_NAME) : jdbc.sql(BELOW_BY_PATH)
                : byName ? jdbc.sql(ALL_BY_NAME) : jdbc.sql(ALL_BY_CODE);
        return bind(statement, selection)
                .param("size", size)
                .param("offset", (selection.page() - 1) * size)
                .query(this::listed)
                .list();
    }

    /** All that is selected, without what stands on a page of it. */
    List<SiteId> ids(Selection selection, int most) {
        return bind(selection.under() == null ? jdbc.sql(IDS_ALL) : jdbc.sql(IDS_BELOW), selection)
                .param("most", most)
                .query((row, n) -> new SiteId(row.getObject("site", UUID.class)))
                .list();
    }

    long count(Selection selection) {
        return bind(selection.under() == null ? jdbc.sql(COUNT_ALL) : jdbc.sql(COUNT_BELOW), selection)
                .query(Long.class)
                .single();
    }

    private static StatementSpec bind(StatementSpec statement, Selection selection) {
        return statement
                .param(
                        "under",
                        selection.under() == null ? null : selection.under().value())
                .param("on", selection.on())
                .param("weekday", selection.on().getDayOfWeek().getValue())
                .param("tier", selection.tier() == null ? "" : selection.tier().name())
                .param("field", selection.field())
                .param("state", selection.state())
                .param("q", selection.q().isEmpty() ? "" : "%" + Typed.literal(selection.q()) + "%")
                .param("digits", Typed.digits(selection.q()));
    }

    private Listed listed(ResultSet row, int n) throws SQLException {
        BigDecimal longitude = row.getBigDecimal("lon");
        String spans = row.getString("spans");
        return new Listed(
                SiteStore.site(row, n),
                text(row, "parent_name"),
                text(row, "parent_name_en"),
                text(row, "address"),
                text(row, "address_en"),
                longitude == null
                        ? null
                        : new Position(longitude, row.getBigDecimal("lat"), Position.Crs.of(row.getString("crs"))),
                spans == null ? null : OpeningHours.spans(spans),
                text(row, "note"),
                text(row, "note_en"),
                text(row, "phone"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Sites that are no more, found by any name they had: they point to whoever answers now. */
    List<Former> former(String q, LocalDate on, int rowsMax) {
        return jdbc.sql("""
                        select s.number, v.short_name, v.name_en, s.closed, s.successor,
                               n.number as next_number, nv.code as next_code, nv.short_name as next_name, nv.name_en as next_name_en
                        from network.site s
                        cross join lateral (select short_name, name_en from network.site_version
                                            where site = s.id order by lower(days) desc limit 1) v
                        left join network.site n on n.id = s.successor
                        left join lateral (select code, short_name, name_en from network.site_version
                                           where site = s.successor
                                           order by (days @> :on::date) desc, abs(lower(days) - :on::date) limit 1) nv on true
                        where s.closed <= :on
                          and exists (select from network.site_version w where w.site = s.id and w.words like :q)
                        order by s.closed desc limit :rowsMax""")
                .param("q", "%" + Typed.literal(q) + "%")
                .param("on", on)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Former(
                        new Brief(
                                row.getString("number"),
                                row.getString("short_name"),
                                row.getString("name_en"),
                                null,
                                null),
                        row.getObject("closed", LocalDate.class),
                        row.getString("next_number") == null
                                ? null
                                : new Brief(
                                        row.getString("next_code") == null
                                                ? row.getString("next_number")
                                                : row.getString("next_code"),
                                        row.getString("next_name"),
                                        row.getString("next_name_en"),
                                        null,
                                        null)))
                .list();
    }

    // --- the tree, level by level ---

    /** What hangs under some sites on a day in pinyin order, each with the number of stations and points right below it. */
    List<Leaf> levels(List<UUID> parents, LocalDate on, int rowsMax) {
        return jdbc.sql("""
                        select s.id, s.number, s.field, s.opened, s.closed, s.successor, v.code, v.name, v.short_name, v.name_en,
                               v.pinyin, v.tier, v.parent, below.stations, below.points
                        from network.site_version v
                        join network.site s on s.id = v.site
                        cross join lateral (
                            select count(*) filter (where c.tier = 'STATION') as stations,
                                   count(*) filter (where c.tier = 'POINT') as points
                            from network.site_version c where c.parent = v.site and c.days @> :on::date) below
                        where v.parent = any (:parents) and v.days @> :on::date
                        order by v.tier = 'POINT', v.short_name collate "zh-x-icu", s.number
                        limit :rowsMax""")
                .param("parents", parents.toArray(UUID[]::new))
                .param("rowsMax", rowsMax)
                .param("on", on)
                .query((row, n) -> new Leaf(SiteStore.site(row, n), row.getInt("stations"), row.getInt("points")))
                .list();
    }

    record TierCount(Tier tier, int sites) {}

    List<TierCount> totals(LocalDate on) {
        return jdbc.sql("""
                        select tier, count(*)::int as sites from network.site_version
                        where days @> :on::date group by tier""")
                .param("on", on)
                .query((row, n) -> new TierCount(Tier.valueOf(row.getString("tier")), row.getInt("sites")))
                .list();
    }

    record AreaRow(Site institute, int stations, int points) {}

    List<AreaRow> areas(LocalDate on) {
        return jdbc.sql("""
                        with recursive area as (
                            select v.site as institute, v.site, v.tier from network.site_version v
                            where v.tier = 'INSTITUTE' and v.days @> :on::date
                            union all
                            select area.institute, c.site, c.tier
                            from area join network.site_version c on c.parent = area.site and c.days @> :on::date
                        ), counted as (
                            select institute, count(*) filter (where tier = 'STATION')::int as stations,
                                   count(*) filter (where tier = 'POINT')::int as points
                            from area group by institute
                        )
                        select s.id, s.number, s.field, s.opened, s.closed, s.successor, v.code, v.name, v.short_name, v.name_en,
                               v.pinyin, v.tier, v.parent, counted.stations, counted.points
                        from counted
                        join network.site s on s.id = counted.institute
                        join network.site_version v on v.site = s.id and v.days @> :on::date
                        order by coalesce(v.code, s.number)""")
                .param("on", on)
                .query((row, n) -> new AreaRow(SiteStore.site(row, n), row.getInt("stations"), row.getInt("points")))
                .list();
    }

    record Dot(UUID site, Position position) {}

    /** Where stations are, for the dots of a map. */
    List<Dot> dots(LocalDate on, int rowsMax) {
        return jdbc.sql("""
                        select v.site, p.lon, p.lat, p.crs
                        from network.site_version v
                        cross join lateral (select lon, lat, crs from network.place
                                            where site = v.site and from_day <= :on order by from_day desc limit 1) p
                        where v.tier = 'STATION' and v.days @> :on::date and p.lon is not null
                        limit :rowsMax""")
                .param("on", on)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Dot(
                        row.getObject("site", UUID.class),
                        new Position(
                                row.getBigDecimal("lon"),
                                row.getBigDecimal("lat"),
                                Position.Crs.of(row.getString("crs")))))
                .list();
    }

    // --- one site ---

    Optional<UUID> branch(String field, LocalDate on) {
        return jdbc.sql("""
                        select v.site from network.site_version v join network.site s on s.id = v.site
                        where s.field = :field
                        order by (v.days @> :on::date) desc, lower(v.days) desc limit 1""")
                .param("field", field)
                .param("on", on)
                .query(UUID.class)
                .optional();
    }

    /** Everything that the page of a site says of it, but its history and its checks. */
    Optional<Portrait> portrait(UUID site, LocalDate on, LocalDate specialUntil) {
        return jdbc.sql("""
                        with recursive body as (
                            select s.id, s.number, s.field, s.opened, s.closed, s.successor,
                                   v.code, v.name, v.short_name, v.name_en, v.pinyin, v.tier, v.parent,
                                   case when s.closed <= :on then s.closed - 1
                                        when s.opened > :on then s.opened else :on::date end as as_of
                            from network.site s
                            cross join lateral (
                                select code, name, short_name, name_en, pinyin, tier, parent from network.site_version
                                where site = s.id
                                order by (days @> :on::date) desc, abs(lower(days) - :on::date)
                                limit 1) v
                            where s.id = :site
                        ), above as (
                            select body.parent as site, 1 as step from body where body.parent is not null
                            union all
                            select v.parent, above.step + 1
                            from above join body on true
                            join network.site_version v on v.site = above.site and v.days @> body.as_of
                            where v.parent is not null and above.step <= :depthMax
                        )
                        select body.*,
                            (select coalesce(jsonb_agg(jsonb_build_object('slug', coalesce(v.code, s.number),
                                        'name', v.short_name, 'english', v.name_en, 'tier', v.tier, 'field', s.field)
                                        order by above.step desc), '[]')
                             from above join network.site s on s.id = above.site
                             join network.site_version v on v.site = s.id and v.days @> body.as_of)::text as above,
                            (select coalesce(jsonb_agg(jsonb_build_object('slug', coalesce(v.code, s.number),
                                        'name', v.short_name, 'english', v.name_en, 'tier', v.tier, 'field', s.field)
                                        order by v.tier = 'POINT', coalesce(v.code, s.number)), '[]')
                             from network.site_version v join network.site s on s.id = v.site
                             where v.parent = body.id and v.days @> body.as_of)::text as below,
                            (select jsonb_build_object('slug', coalesce(v.code, s.number), 'name', v.short_name,
                                        'english', v.name_en, 'tier', v.tier, 'field', s.field)
                             from network.site s
                             cross join lateral (select code, short_name, name_en, tier from network.site_version
                                                 where site = s.id
                                                 order by (days @> :on::date) desc, abs(lower(days) - :on::date) limit 1) v
                             where s.id = body.successor)::text as next,
                            (select to_jsonb(p) from network.place p
                             where p.site = body.id and p.from_day <= body.as_of order by p.from_day desc limit 1)::text as place,
                            (select jsonb_build_object('from_day', o.from_day, 'week', to_jsonb(o.week::text[]), 'note', o.note,
                                        'note_en', o.note_en)
                             from network.opening o
                             where o.site = body.id and o.from_day <= body.as_of
                             order by o.from_day desc limit 1)::text as opening,
                            (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'spans', d.spans::text, 'note', d.note,
                                        'note_en', d.note_en) order by d.day), '[]')
                             from network.special_day d
                             where d.site = body.id and d.day >= :on and d.day < :specialUntil)::text as specials,
                            (select coalesce(jsonb_agg(jsonb_build_object('label', k.label, 'phone', k.phone,
                                        'service', k.service) order by k.position), '[]')
                             from network.contact k where k.site = body.id)::text as contacts
                        from body""")
                .param("site", site)
                .param("on", on)
                .param("specialUntil", specialUntil)
                .param("depthMax", SitePolicy.DEPTH_MAX)
                .query(this::portrait)
                .optional();
    }

    private Portrait portrait(ResultSet row, int n) throws SQLException {
        return new Portrait(
                SiteStore.site(row, n),
                row.getObject("as_of", LocalDate.class),
                briefs(row.getString("above")),
                briefs(row.getString("below")),
                row.getString("next") == null ? null : brief(json.readTree(row.getString("next"))),
                row.getString("place") == null ? null : place(json.readTree(row.getString("place"))),
                row.getString("opening") == null ? null : opening(json.readTree(row.getString("opening"))),
                specials(row.getString("specials")),
                contacts(row.getString("contacts")));
    }

    private List<Brief> briefs(String array) {
        List<Brief> briefs = new ArrayList<>();
        json.readTree(array).forEach(node -> briefs.add(brief(node)));
        return briefs;
    }

    private static Brief brief(JsonNode node) {
        return new Brief(
                node.path("slug").asString(),
                node.path("name").asString(),
                node.path("english").asString(),
                Tier.valueOf(node.path("tier").asString()),
                node.path("field").isNull() ? null : node.path("field").asString());
    }

    private static Place place(JsonNode node) {
        return new Place(
                LocalDate.parse(node.path("from_day").asString()),
                node.path("address").asString(),
                node.path("address_en").asString(),
                node.path("lon").isNull()
                        ? null
                        : new Position(
                                node.path("lon").decimalValue(),
                                node.path("lat").decimalValue(),
                                Position.Crs.of(node.path("crs").asString())),
                node.path("area_m2").isNull() ? null : node.path("area_m2").intValue(),
                node.path("seats").isNull() ? null : node.path("seats").intValue(),
                node.path("sign").asString());
    }

    private static OpeningHours opening(JsonNode node) {
        List<List<OpeningHours.Span>> week = new ArrayList<>();
        node.path("week").forEach(day -> week.add(OpeningHours.spans(day.asString())));
        return new OpeningHours(
                LocalDate.parse(node.path("from_day").asString()),
                week,
                node.path("note").asString(),
                node.path("note_en").asString());
    }

    private List<OpeningHours.SpecialDay> specials(String array) {
        List<OpeningHours.SpecialDay> specials = new ArrayList<>();
        json.readTree(array)
                .forEach(node -> specials.add(new OpeningHours.SpecialDay(
                        LocalDate.parse(node.path("day").asString()),
                        OpeningHours.spans(node.path("spans").asString()),
                        node.path("note").asString(),
                        node.path("note_en").asString())));
        return specials;
    }

    private List<Contact> contacts(String array) {
        List<Contact> contacts = new ArrayList<>();
        json.readTree(array)
                .forEach(node -> contacts.add(new Contact(
                        node.path("label").asString(),
                        node.path("phone").asString(),
                        node.path("service").asBoolean())));
        return contacts;
    }

    /**
     * Those in a box of some kilometres first, then by distance: on these few kilometres a degree is as long as it is at
     * the place itself.
     */
    List<Near> nearby(UUID site, Position position, LocalDate on, int rowsMax) {
        return jdbc.sql("""
                        select coalesce(v.code, s.number) as slug, v.short_name, v.name_en, v.tier, s.field, near.metres
                        from (
                            select p.site, p.from_day,
                                   (111320 * sqrt(power((p.lon - :lon) * cos(radians(:lat)), 2) + power(p.lat - :lat, 2)))::int as metres
                            from network.place p
                            where p.lon between :lon - 0.08 and :lon + 0.08 and p.lat between :lat - 0.07 and :lat + 0.07
                              and p.crs = :crs and p.site <> :site and p.from_day <= :on) near
                        join network.site s on s.id = near.site
                        join network.site_version v on v.site = s.id and v.days @> :on::date and v.tier <> 'BRANCH'
                        where not exists (select from network.place later
                                          where later.site = near.site and later.from_day <= :on and later.from_day > near.from_day)
                        order by near.metres limit :rowsMax""")
                .param("site", site)
                .param("lon", position.longitude())
                .param("lat", position.latitude())
                .param("crs", position.crs().word())
                .param("on", on)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Near(
                        new Brief(
                                row.getString("slug"),
                                row.getString("short_name"),
                                row.getString("name_en"),
                                Tier.valueOf(row.getString("tier")),
                                row.getString("field")),
                        row.getInt("metres")))
                .list();
    }

    record HistoryRow(
            UUID act,
            LocalDate day,
            String actKind,
            String kind,
            @Nullable String name,
            @Nullable String code,
            @Nullable Brief parent,
            @Nullable Brief other,
            String document,
            String told,
            String toldEn) {}

    /** What documents ordered of a site, oldest first. */
    List<HistoryRow> history(UUID site) {
        return jdbc.sql("""
                        select a.id, a.day, a.kind as act_kind, e.kind, e.name, e.code, a.document, a.told, a.told_en,
                               coalesce(pv.code, p.number) as parent_slug, pv.short_name as parent_name, pv.name_en as parent_en,
                               coalesce(ov.code, o.number) as other_slug, ov.short_name as other_name, ov.name_en as other_en
                        from network.effect e
                        join network.act a on a.id = e.act
                        left join network.site p on p.id = e.parent
                        left join lateral (select code, short_name, name_en from network.site_version where site = e.parent
                                           order by (days @> a.day) desc, abs(lower(days) - a.day) limit 1) pv on true
                        left join network.site o on o.id = e.other
                        left join lateral (select code, short_name, name_en from network.site_version where site = e.other
                                           order by (days @> a.day) desc, abs(lower(days) - a.day) limit 1) ov on true
                        where e.site = :site and a.withdrawn_at is null
                        order by a.day, a.id""")
                .param("site", site)
                .query((row, n) -> new HistoryRow(
                        row.getObject("id", UUID.class),
                        row.getObject("day", LocalDate.class),
                        row.getString("act_kind"),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("code"),
                        brief(row, "parent"),
                        brief(row, "other"),
                        row.getString("document"),
                        row.getString("told"),
                        row.getString("told_en")))
                .list();
    }

    private static @Nullable Brief brief(ResultSet row, String column) throws SQLException {
        String slug = row.getString(column + "_slug");
        return slug == null
                ? null
                : new Brief(slug, text(row, column + "_name"), text(row, column + "_en"), null, null);
    }
}
