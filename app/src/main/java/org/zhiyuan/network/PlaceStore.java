package org.zhiyuan.network;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** Place files: where a place is, when it is open, how it is reached, what it has shown. */
@Repository
class PlaceStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    PlaceStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    // --- where, and when open ---

    record PlaceRow(SiteId site, Place place, @Nullable ActId act) {}

    void putPlaces(Collection<PlaceRow> rows) {
        jdbc.sql("""
                        insert into network.place (site, from_day, act, address, address_en, lon, lat, crs, area_m2, seats, sign)
                        select site, from_day, act, address, address_en, lon, lat, crs, area_m2, seats, sign
                        from jsonb_to_recordset(:rows::jsonb) as r (site uuid, from_day date, act uuid, address text,
                             address_en text, lon numeric, lat numeric, crs text, area_m2 int, seats int, sign text)
                        on conflict (site, from_day) do update set
                            act = coalesce(excluded.act, place.act), address = excluded.address,
                            address_en = excluded.address_en, lon = excluded.lon, lat = excluded.lat, crs = excluded.crs,
                            area_m2 = excluded.area_m2, seats = excluded.seats, sign = excluded.sign""")
                .param(
                        "rows",
                        json.writeValueAsString(
                                rows.stream().map(PlaceStore::row).toList()))
                .update();
    }

    private static Map<String, @Nullable Object> row(PlaceRow placed) {
        Place place = placed.place();
        Position position = place.position();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("site", placed.site().value());
        row.put("from_day", place.from());
        row.put("act", placed.act() == null ? null : placed.act().value());
        row.put("address", place.address());
        row.put("address_en", place.addressEn());
        row.put("lon", position == null ? null : position.longitude());
        row.put("lat", position == null ? null : position.latitude());
        row.put("crs", position == null ? null : position.crs().word());
        row.put("area_m2", place.areaM2());
        row.put("seats", place.seats());
        row.put("sign", place.sign());
        return row;
    }

    Optional<Place> place(SiteId site, LocalDate on) {
        return jdbc.sql("""
                        select from_day, address, address_en, lon, lat, crs, area_m2, seats, sign
                        from network.place where site = :site and from_day <= :on
                        order by from_day desc limit 1""")
                .param("site", site.value())
                .param("on", on)
                .query(PlaceStore::place)
                .optional();
    }

    static Place place(ResultSet row, int n) throws SQLException {
        BigDecimal longitude = row.getBigDecimal("lon");
        return new Place(
                row.getObject("from_day", LocalDate.class),
                row.getString("address"),
                row.getString("address_en"),
                longitude == null
                        ? null
                        : new Position(longitude, row.getBigDecimal("lat"), Position.Crs.of(row.getString("crs"))),
                row.getObject("area_m2", Integer.class),
                row.getObject("seats", Integer.class),
                row.getString("sign"));
    }

    record HoursRow(
            SiteId site, OpeningHours hours, @Nullable ActId act) {}

    void putHours(Collection<HoursRow> rows) {
        jdbc.sql("""
                        insert into network.opening (site, from_day, act, week, note, note_en)
                        select site, from_day, act, week::int4multirange[], note, note_en
                        from jsonb_to_recordset(:rows::jsonb) as r (site uuid, from_day date, act uuid, week text[],
                             note text, note_en text)
                        on conflict (site, from_day) do update set
                            act = coalesce(excluded.act, opening.act), week = excluded.week, note = excluded.note,
                            note_en = excluded.note_en""")
                .param(
                        "rows",
                        json.writeValueAsString(
                                rows.stream().map(PlaceStore::row).toList()))
                .update();
    }

    private static Map<String, @Nullable Object> row(HoursRow opening) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("site", opening.site().value());
        row.put("from_day", opening.hours().from());
        row.put("act", opening.act() == null ? null : opening.act().value());
        row.put(
                "week",
                opening.hours().week().stream().map(OpeningHours::literal).toList());
        row.put("note", opening.hours().note());
        row.put("note_en", opening.hours().noteEn());
        return row;
    }

    /** The hours that hold on a day, and those planned after it. */
    List<OpeningHours> hours(SiteId site, LocalDate on) {
        return jdbc.sql("""
                        select from_day, week::text[] as week, note, note_en from network.opening
                        where site = :site
                          and from_day >= coalesce((select max(from_day) from network.opening
                                                    where site = :site and from_day <= :on), :on::date)
                        order by from_day""")
                .param("site", site.value())
                .param("on", on)
                .query(PlaceStore::hours)
                .list();
    }

    private static OpeningHours hours(ResultSet row, int n) throws SQLException {
        return new OpeningHours(
                row.getObject("from_day", LocalDate.class),
                week(row.getArray("week")),
                row.getString("note"),
                row.getString("note_en"));
    }

    static List<List<OpeningHours.Span>> week(Array literals) throws SQLException {
        List<List<OpeningHours.Span>> week = new ArrayList<>();
        for (String literal : (String[]) literals.getArray()) {
            week.add(OpeningHours.spans(literal));
        }
        return week;
    }

    /** Latest entry at all: a change dated before it would be hidden behind it. */
    Optional<Place> latestPlace(SiteId site) {
        return jdbc.sql("""
                        select from_day, address, address_en, lon, lat, crs, area_m2, seats, sign
                        from network.place where site = :site order by from_day desc limit 1""")
                .param("site", site.value())
                .query(PlaceStore::place)
                .optional();
    }

    Optional<OpeningHours> latestHours(SiteId site) {
        return jdbc.sql("""
                        select from_day, week::text[] as week, note, note_en
                        from network.opening where site = :site order by from_day desc limit 1""")
                .param("site", site.value())
                .query(PlaceStore::hours)
                .optional();
    }

    /** Whoever changes one place file by what he saw of it waits for the other who does; ends with the transaction. */
    void lockFile(SiteId site) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:lock, 0))")
                .param("lock", "network.place_file|" + site.value())
                .query((row, number) -> true)
                .single();
    }

    void putSpecialDay(SiteId site, OpeningHours.SpecialDay special) {
        jdbc.sql("""
                        insert into network.special_day (site, day, spans, note, note_en)
                        values (:site, :day, :spans::int4multirange, :note, :noteEn)
                        on conflict (site, day) do update set spans = excluded.spans, note = excluded.note,
                            note_en = excluded.note_en""")
                .param("site", site.value())
                .param("day", special.day())
                .param("spans", OpeningHours.literal(special.spans()))
                .param("note", special.note())
                .param("noteEn", special.noteEn())
                .update();
    }

    int removeSpecialDay(SiteId site, LocalDate day) {
        return jdbc.sql("delete from network.special_day where site = :site and day = :day")
                .param("site", site.value())
                .param("day", day)
                .update();
    }

    List<OpeningHours.SpecialDay> specialDays(SiteId site, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        select day, spans::text as spans, note, note_en from network.special_day
                        where site = :site and day >= :from and day < :until order by day""")
                .param("site", site.value())
                .param("from", from)
                .param("until", until)
                .query((row, n) -> new OpeningHours.SpecialDay(
                        row.getObject("day", LocalDate.class),
                        OpeningHours.spans(row.getString("spans")),
                        row.getString("note"),
                        row.getString("note_en")))
                .list();
    }

    // --- how it is reached ---

    record ContactRow(UUID id, SiteId site, Contact contact, int position) {}

    void insertContacts(Collection<ContactRow> rows) {
        jdbc.sql("""
                        insert into network.contact (id, site, label, phone, service, position)
                        select id, site, label, phone, service, position
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, site uuid, label text, phone text,
                             service boolean, position int)""")
                .param(
                        "rows",
                        json.writeValueAsString(rows.stream()
                                .map(row -> Map.of(
                                        "id", row.id(),
                                        "site", row.site().value(),
                                        "label", row.contact().label(),
                                        "phone", row.contact().phone(),
                                        "service", row.contact().service(),
                                        "position", row.position()))
                                .toList()))
                .update();
    }

    void removeContacts(SiteId site) {
        jdbc.sql("delete from network.contact where site = :site")
                .param("site", site.value())
                .update();
    }

    /** Those that the transaction's scope shows: a stranger sees service numbers only. */
    List<Contact> contacts(SiteId site) {
        return jdbc.sql("select label, phone, service from network.contact where site = :site order by position")
                .param("site", site.value())
                .query((row, n) ->
                        new Contact(row.getString("label"), row.getString("phone"), row.getBoolean("service")))
                .list();
    }

    // --- what it must have, and has shown ---

    void insertChecks(Collection<Check> checks) {
        jdbc.sql("""
                        insert into network.place_check (key, tier, from_day, position, part, part_en, label, label_en,
                                                         proved_by, age_months)
                        select key, tier, from_day, position, part, part_en, label, label_en, proved_by, age_months
                        from jsonb_to_recordset(:rows::jsonb) as r (key text, tier text, from_day date, position int,
                             part text, part_en text, label text, label_en text, proved_by text, age_months int)""")
                .param(
                        "rows",
                        json.writeValueAsString(checks.stream()
                                .map(check -> {
                                    Map<String, @Nullable Object> row = new HashMap<>();
                                    row.put("key", check.key());
                                    row.put("tier", check.tier().name());
                                    row.put("from_day", check.from());
                                    row.put("position", check.position());
                                    row.put("part", check.part());
                                    row.put("part_en", check.partEn());
                                    row.put("label", check.label());
                                    row.put("label_en", check.labelEn());
                                    row.put("proved_by", check.provedBy());
                                    row.put("age_months", check.ageMonths());
                                    return row;
                                })
                                .toList()))
                .update();
    }

    record EvidenceRow(UUID id, SiteId site, String key, LocalDate day, String shown) {}

    void insertEvidence(Collection<EvidenceRow> rows, String recorder, @Nullable UUID account, Instant now) {
        String written = json.writeValueAsString(rows.stream()
                .map(row -> Map.of(
                        "id", row.id(),
                        "site", row.site().value(),
                        "key", row.key(),
                        "day", row.day(),
                        "shown", row.shown()))
                .toList());
        jdbc.sql("""
                        insert into network.evidence (id, site, key, day)
                        select id, site, key, day
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, site uuid, key text, day date)""").param("rows", written).update();
        jdbc.sql("""
                        insert into network.evidence_detail (evidence, site, shown, recorder, account, recorded_at)
                        select id, site, shown, :recorder, :account::uuid, :now
                        from jsonb_to_recordset(:rows::jsonb) as r (id uuid, site uuid, shown text)""")
                .param("rows", written)
                .param("recorder", recorder)
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * The checks of a site's tier on a day, each with the latest evidence up to it and whether the entry meets it. What
     * proves a check is said within each part, so that a part is looked up for its own checks only.
     */
    private static final String CHECKED = """
            select v.site, c.key, c.tier, c.position, c.part, c.part_en, c.label, c.label_en, c.proved_by, c.age_months,
                   c.from_day, e.day as shown,
                   case c.proved_by
                        when 'EVIDENCE' then coalesce(e.day > (:on::date - make_interval(months => c.age_months)), false)
                        when 'POSITION' then coalesce(p.address <> '' and p.lon is not null, false)
                        when 'OPENING_HOURS' then coalesce(o.given, false)
                        when 'PHONE' then exists (select from network.contact k where k.site = v.site and k.service)
                   end as met
            from network.site_version v
            join network.place_check c on c.tier = v.tier and c.from_day <= :on
                                      and (c.until_day is null or c.until_day > :on)
            left join lateral (select day from network.evidence
                               where c.proved_by = 'EVIDENCE' and site = v.site and key = c.key and day <= :on
                               order by day desc limit 1) e on true
            left join lateral (select address, lon from network.place
                               where c.proved_by = 'POSITION' and site = v.site and from_day <= :on
                               order by from_day desc limit 1) p on true
            left join lateral (select '{}'::int4multirange <> any (week) or note <> '' as given from network.opening
                               where c.proved_by = 'OPENING_HOURS' and site = v.site and from_day <= :on
                               order by from_day desc limit 1) o on true
            """;

    record Checked(
            SiteId site,
            Check check,
            @Nullable LocalDate shown,
            @Nullable Boolean met) {}

    /** {@code met} is null where another room proves the check. */
    List<Checked> checked(Collection<SiteId> sites, LocalDate on) {
        return jdbc.sql(CHECKED + """
                        where v.site = any (:sites) and v.days @> :on::date
                        order by v.site, c.position""")
                .param("sites", ids(sites))
                .param("on", on)
                .query((row, n) -> new Checked(
                        new SiteId(row.getObject("site", UUID.class)),
                        new Check(
                                row.getString("key"),
                                Tier.valueOf(row.getString("tier")),
                                row.getInt("position"),
                                row.getString("part"),
                                row.getString("part_en"),
                                row.getString("label"),
                                row.getString("label_en"),
                                row.getString("proved_by"),
                                row.getObject("age_months", Integer.class),
                                row.getObject("from_day", LocalDate.class)),
                        row.getObject("shown", LocalDate.class),
                        row.getObject("met", Boolean.class)))
                .list();
    }

    record Shown(String key, LocalDate day, String shown, String recorder, Instant recordedAt) {}

    /** Evidence with its detail, newest first: only within the scope of the place. */
    List<Shown> evidence(SiteId site, int rowsMax) {
        return jdbc.sql("""
                        select e.key, e.day, d.shown, d.recorder, d.recorded_at
                        from network.evidence e join network.evidence_detail d on d.evidence = e.id
                        where e.site = :site
                        order by e.day desc, d.recorded_at desc limit :rowsMax""")
                .param("site", site.value())
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Shown(
                        row.getString("key"),
                        row.getObject("day", LocalDate.class),
                        row.getString("shown"),
                        row.getString("recorder"),
                        row.getTimestamp("recorded_at").toInstant()))
                .list();
    }

    // --- required posts ---

    void insertPosts(Collection<RequiredPost> posts, LocalDate from) {
        jdbc.sql("""
                        insert into network.required_post (key, tier, from_day, position, name, name_en, holders, head, by_office)
                        select key, tier, :from, position, name, "nameEn", holders, head, "byOffice"
                        from jsonb_to_recordset(:rows::jsonb) as r (key text, tier text, position int, name text,
                             "nameEn" text, holders int, head boolean, "byOffice" text)""")
                .param("from", from)
                .param("rows", json.writeValueAsString(posts))
                .update();
    }

    List<RequiredPost> posts(LocalDate on) {
        return jdbc.sql("""
                        select key, tier, position, name, name_en, holders, head, by_office from network.required_post
                        where from_day <= :on and (until_day is null or until_day > :on)
                        order by tier, position""")
                .param("on", on)
                .query((row, n) -> new RequiredPost(
                        row.getString("key"),
                        Tier.valueOf(row.getString("tier")),
                        row.getInt("position"),
                        row.getString("name"),
                        row.getString("name_en"),
                        row.getInt("holders"),
                        row.getBoolean("head"),
                        row.getString("by_office")))
                .list();
    }

    private static UUID[] ids(Collection<SiteId> sites) {
        return sites.stream().map(SiteId::value).toArray(UUID[]::new);
    }
}
