package org.zhiyuan.staff;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.network.SiteId;

@Repository
class VacancyStore {
    private final JdbcClient jdbc;

    VacancyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every place of the transaction's scope. */
    List<UUID> sites() {
        return jdbc.sql("""
                        select distinct c.site from scope.closure c where scope.everything()
                        union
                        select s.site from scope.sites() as s (site)
                        union
                        select f.site from scope.field_sites() f
                        """)
                .query((row, n) -> row.getObject("site", UUID.class))
                .list();
    }

    /** Says of these places what is missing; what was said of them before is forgotten. Unchanged rows stay untouched. */
    void replace(Collection<UUID> sites, List<Vacancy> found) {
        UUID[] foundSites = found.stream().map(v -> v.site().value()).toArray(UUID[]::new);
        String[] foundPosts = found.stream().map(Vacancy::post).toArray(String[]::new);
        jdbc.sql("""
                        delete from staff.vacancy v
                        where v.site = any (:sites)
                          and not exists (select 1 from unnest(:foundSites, :foundPosts) as f (site, post)
                                          where f.site = v.site and f.post = v.post)
                        """)
                .param("sites", sites.toArray(UUID[]::new))
                .param("foundSites", foundSites)
                .param("foundPosts", foundPosts)
                .update();
        jdbc.sql("""
                        insert into staff.vacancy (site, field, post, missing, since)
                        select f.site, f.field, f.post, f.missing, f.since
                        from unnest(:sites, :fields, :posts, :missing, cast(:since as date[]))
                            as f (site, field, post, missing, since)
                        on conflict (site, post) do update set missing = excluded.missing, since = excluded.since
                        where (vacancy.missing, vacancy.since) is distinct from (excluded.missing, excluded.since)
                        """)
                .param("sites", foundSites)
                .param("fields", found.stream().map(Vacancy::field).toArray(String[]::new))
                .param("posts", foundPosts)
                .param("missing", found.stream().map(Vacancy::missing).toArray(Integer[]::new))
                .param("since", found.stream().map(v -> v.since().toString()).toArray(String[]::new))
                .update();
    }

    /** Places that are in nobody's tree any more lack nothing. */
    void forgetAllBut(Collection<UUID> sites) {
        jdbc.sql("delete from staff.vacancy v where not (v.site = any (:sites))")
                .param("sites", sites.toArray(UUID[]::new))
                .update();
    }

    /** The longest first. */
    List<Vacancy> within(int limit, long offset) {
        return jdbc.sql("""
                        select v.site, v.field, v.post, v.missing, v.since
                        from staff.vacancy v
                        order by v.since, v.site, v.post
                        limit :limit offset :offset
                        """)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> new Vacancy(
                        new SiteId(row.getObject("site", UUID.class)),
                        row.getString("field"),
                        row.getString("post"),
                        row.getInt("missing"),
                        row.getObject("since", LocalDate.class)))
                .list();
    }

    int count() {
        return jdbc.sql("select count(*) from staff.vacancy")
                .query(Integer.class)
                .single();
    }

    int countUpTo(int most) {
        return jdbc.sql("select count(*) from (select from staff.vacancy limit :most) counted")
                .param("most", most)
                .query(Integer.class)
                .single();
    }
}
