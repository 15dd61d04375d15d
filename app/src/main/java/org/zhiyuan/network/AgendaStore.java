package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the network asks of those who keep it, within the scope of the transaction. */
@Repository
class AgendaStore {
    private final JdbcClient jdbc;

    AgendaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Branch centers and all other places are kept by different hands. Each kind is named as it is, so that the few branch
     * centers are found by an index of their own among thousands of places.
     */
    private static final String PLACES = """
            (select site, days, tier, parent, code, name, short_name, name_en, pinyin
             from network.site_version where :branches and tier = 'BRANCH'
             union all
             select site, days, tier, parent, code, name, short_name, name_en, pinyin
             from network.site_version where not :branches and tier <> 'BRANCH') v
            """;

    /** The places of the scope. */
    private static final String KEPT = """
            v.days @> :on::date
            and (v.site in (select scope.sites()) or v.site in (select network.branches()))
            """;

    /**
     * Of those the ones whose file is kept by whoever asks: the very place that a right was given for, with its points,
     * which have nobody of their own. All others below have somebody who keeps them.
     */
    private static final String OWN = """
            (v.site = any (:roots::uuid[]) or v.tier = 'POINT' and v.parent = any (:roots::uuid[])
             or v.site in (select network.branches()))
            """;

    /** As the list of the office shows it that is narrowed to files with something expired. */
    private static final String EXPIRED = """
            exists (select from network.place_check c
                    where c.tier = v.tier and c.proved_by = 'EVIDENCE' and c.from_day <= :on
                      and (c.until_day is null or c.until_day > :on)
                      and (select max(e.day) from network.evidence e
                           where e.site = v.site and e.key = c.key and e.day <= :on)
                          <= :on::date - make_interval(months => c.age_months))
            """;

    /**
     * The checks of a place that are not met, or whose evidence runs out before a day. Checks that another room proves
     * wait there.
     */
    private static final String UNMET = """
            from network.place_check c
            left join lateral (select max(e.day) as day from network.evidence e
                               where e.site = v.site and e.key = c.key and e.day <= :on) shown on c.proved_by = 'EVIDENCE'
            where c.tier = v.tier and c.from_day <= :on and (c.until_day is null or c.until_day > :on)
              and case c.proved_by
                  when 'EVIDENCE' then shown.day is null or shown.day <= :until::date - make_interval(months => c.age_months)
                  when 'POSITION' then not coalesce((
                      select p.address <> '' and p.lon is not null from network.place p
                      where p.site = v.site and p.from_day <= :on order by p.from_day desc limit 1), false)
                  when 'OPENING_HOURS' then not coalesce((
                      select '{}'::int4multirange <> any (o.week) or o.note <> '' from network.opening o
                      where o.site = v.site and o.from_day <= :on order by o.from_day desc limit 1), false)
                  when 'PHONE' then not exists (select from network.contact k where k.site = v.site and k.service)
                  else false end
            """;

    /** What has no effect on a site waits in the room above that recorded it. */
    private static final String PLANNED = """
            from network.act a
            join network.site s on s.id = a.site
            cross join lateral (
                select code, name, short_name, name_en, pinyin, tier, parent from network.site_version
                where site = s.id order by (days @> :on::date) desc, abs(lower(days) - :on::date) limit 1) v
            where a.day > :on and a.day <= :until and a.withdrawn_at is null and (v.tier = 'BRANCH') = :branches
              and exists (select from network.effect e where e.act = a.id)
              and (a.site in (select scope.sites()) or a.site in (select network.branches()))
            """;

    private static final String BELOW_ROOT =
            """
            from
            """ + PLACES + "join scope.closure up on up.site = v.site and up.ancestor = root.id where " + KEPT;

    private static final String BEHIND = """
            from network.site root where root.id = any (:roots::uuid[]) and exists (select
            """ + BELOW_ROOT + " and not " + OWN + " and " + EXPIRED + ")";

    private static final String COUNT = "select (select count(*) from (select from " + PLACES + " where " + KEPT
            + " and " + OWN + " and exists (select " + UNMET + ") limit :rowsMax) files)"
            + " + (select count(*) from (select " + BEHIND + " limit :rowsMax) behind)"
            + " + (select count(*) from (select " + PLANNED + " limit :rowsMax) acts)";

    private static final String GAPS = """
            select s.id, s.number, s.field, s.opened, s.closed, s.successor, v.code, v.name, v.short_name, v.name_en,
                   v.pinyin, v.tier, v.parent, gap.aged, gap.missing, gap.due
            from
            """ + PLACES + """
            join network.site s on s.id = v.site
            cross join lateral (
                select count(shown.day)::int as aged, (count(*) - count(shown.day))::int as missing,
                       min((shown.day + make_interval(months => c.age_months))::date) as due
            """ + UNMET + ") gap where " + KEPT + " and " + OWN + """
             and gap.aged + gap.missing > 0
            order by gap.due nulls last, coalesce(v.code, s.number) limit :rowsMax""";

    private static final String LAGGING = "select root.id, (select count(*) " + BELOW_ROOT + " and " + EXPIRED
            + ") as places " + BEHIND + " order by root.id limit :rowsMax";

    private static final String ACTS = """
            select a.day, a.kind, s.id, s.number, s.field, s.opened, s.closed, s.successor,
                   v.code, v.name, v.short_name, v.name_en, v.pinyin, v.tier, v.parent
            """ + PLANNED + "order by a.day, a.id limit :rowsMax";

    /**
     * Own files with gaps, areas that lag behind and planned acts together; of each kind at most so many are counted.
     *
     * @param roots the places that the asker's right was given for
     */
    int count(boolean branches, Set<UUID> roots, LocalDate on, LocalDate until, int rowsMax) {
        return jdbc.sql(COUNT)
                .param("roots", roots.toArray(UUID[]::new))
                .param("branches", branches)
                .param("on", on)
                .param("until", until)
                .param("rowsMax", rowsMax)
                .query(Integer.class)
                .single();
    }

    /**
     * What the file of a place lacks.
     *
     * @param aged checks whose evidence has run out or soon will
     * @param missing checks that were never met
     * @param due first day on which some evidence no longer counts; null where there was none
     */
    record Gap(Site site, int aged, int missing, @Nullable LocalDate due) {}

    /** Of the asker's own places, the longest overdue first. */
    List<Gap> gaps(boolean branches, Set<UUID> roots, LocalDate on, LocalDate until, int rowsMax) {
        return jdbc.sql(GAPS)
                .param("roots", roots.toArray(UUID[]::new))
                .param("branches", branches)
                .param("on", on)
                .param("until", until)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Gap(
                        SiteStore.site(row, n),
                        row.getInt("aged"),
                        row.getInt("missing"),
                        row.getObject("due", LocalDate.class)))
                .list();
    }

    /**
     * An area in which files that others keep have something expired.
     *
     * @param root the place that the asker's right was given for
     * @param places all files of the area with something expired, as the list behind shows them
     */
    record Lagging(SiteId root, int places) {}

    List<Lagging> lagging(boolean branches, Set<UUID> roots, LocalDate on, int rowsMax) {
        return jdbc.sql(LAGGING)
                .param("branches", branches)
                .param("roots", roots.toArray(UUID[]::new))
                .param("on", on)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Lagging(new SiteId(row.getObject("id", UUID.class)), row.getInt("places")))
                .list();
    }

    record Planned(Site site, LocalDate day, String kind) {}

    /** Acts that take effect after a day and until another, soonest first. */
    List<Planned> planned(boolean branches, LocalDate on, LocalDate until, int rowsMax) {
        return jdbc.sql(ACTS)
                .param("branches", branches)
                .param("on", on)
                .param("until", until)
                .param("rowsMax", rowsMax)
                .query((row, n) -> new Planned(
                        SiteStore.site(row, n), row.getObject("day", LocalDate.class), row.getString("kind")))
                .list();
    }

    Set<SiteId> within(Collection<SiteId> sites) {
        return new HashSet<>(jdbc.sql("""
                        select s from scope.sites() s where s = any (:sites)
                        union select s from network.branches() s where s = any (:sites)""")
                .param("sites", sites.stream().map(SiteId::value).toArray(UUID[]::new))
                .query((row, n) -> new SiteId(row.getObject("s", UUID.class)))
                .list());
    }
}
