package org.zhiyuan.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

@Repository
class HoldingStore {
    private static final String COLUMNS = """
            h.id, h.site, h.field, h.post, h.single, lower(h.days) as since, upper(h.days) as until, h.office,
            h.document, h.end_document, p.person, coalesce(p.public_name, '') as public_name
            """;

    private final JdbcClient jdbc;

    HoldingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> publicPosts() {
        return new HashSet<>(jdbc.sql("select p.post from staff.public_post p")
                .query(String.class)
                .list());
    }

    void markPublic(String post) {
        jdbc.sql("insert into staff.public_post (post) values (:post) on conflict do nothing")
                .param("post", post)
                .update();
    }

    /** All that ever counted at a place, the latest first. */
    List<Holding> at(UUID site) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holding h
                        left join staff.holder p on p.holding = h.id
                        where h.site = :site and h.withdrawn_at is null
                        order by lower(h.days) desc, h.id
                        """)
                .param("site", site)
                .query(HoldingStore::holding)
                .list();
    }

    /** What counts on a day, of many places. */
    List<Holding> on(Collection<UUID> sites, LocalDate day) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holding h
                        left join staff.holder p on p.holding = h.id
                        where h.site = any (:sites) and h.days @> :day and h.withdrawn_at is null
                        order by h.site, h.post, lower(h.days)
                        """)
                .param("sites", sites.toArray(UUID[]::new))
                .param("day", day)
                .query(HoldingStore::holding)
                .list();
    }

    /** The same post at the same place, locked: whoever changes it next waits. */
    List<Holding> lock(UUID site, String post) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holding h
                        left join staff.holder p on p.holding = h.id
                        where h.site = :site and h.post = :post and h.withdrawn_at is null
                        order by lower(h.days)
                        for update of h
                        """)
                .param("site", site)
                .param("post", post)
                .query(HoldingStore::holding)
                .list();
    }

    /** Those in the reader's sight, in the order of their begin, the latest first. */
    List<Holding> within(LocalDate day, int limit, long offset) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holder p
                        join staff.holding h on h.id = p.holding
                        where h.days @> :day and h.withdrawn_at is null
                          and (scope.everything() or p.site in (select scope.sites())
                               or (p.field, p.site) in (select f.field, f.site from scope.field_sites() f))
                        order by lower(h.days) desc, h.id
                        limit :limit offset :offset
                        """)
                .param("day", day)
                .param("limit", limit)
                .param("offset", offset)
                .query(HoldingStore::holding)
                .list();
    }

    long countWithin(LocalDate day) {
        return jdbc.sql("""
                        select count(*)
                        from staff.holder p
                        join staff.holding h on h.id = p.holding
                        where h.days @> :day and h.withdrawn_at is null
                          and (scope.everything() or p.site in (select scope.sites())
                               or (p.field, p.site) in (select f.field, f.site from scope.field_sites() f))
                        """).param("day", day).query(Long.class).single();
    }

    Optional<Holding> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holding h
                        left join staff.holder p on p.holding = h.id
                        where h.id = :id and h.withdrawn_at is null
                        """)
                .param("id", id)
                .query(HoldingStore::holding)
                .optional();
    }

    List<Holding> of(UUID person) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holder p
                        join staff.holding h on h.id = p.holding
                        where p.person = :person and h.withdrawn_at is null
                        order by lower(h.days)
                        """)
                .param("person", person)
                .query(HoldingStore::holding)
                .list();
    }

    void add(Holding holding, PersonId person, @Nullable String publicName) {
        jdbc.sql("""
                        insert into staff.holding (id, site, field, post, single, days, office, document, end_document,
                            ended_by)
                        values (:id, :site, :field, :post, :single, daterange(:since, cast(:until as date)), :office,
                            :document, :endDocument, '')
                        """)
                .param("id", holding.id().value())
                .param("site", holding.site().value())
                .param("field", holding.field())
                .param("post", holding.post())
                .param("single", holding.single())
                .param("since", holding.days().from())
                .param("until", holding.days().until())
                .param("office", holding.office())
                .param("document", holding.document())
                .param("endDocument", holding.endDocument())
                .update();
        jdbc.sql("""
                        insert into staff.holder (holding, site, field, person, public_name)
                        values (:holding, :site, :field, :person, :publicName)
                        """)
                .param("holding", holding.id().value())
                .param("site", holding.site().value())
                .param("field", holding.field())
                .param("person", person.value())
                .param("publicName", publicName)
                .update();
    }

    /** @param by what ended it, for taking that back; "" for an end of its own */
    void end(UUID id, LocalDate until, String document, String by) {
        jdbc.sql("""
                        update staff.holding
                        set days = daterange(lower(days), :until), end_document = :document, ended_by = :by,
                            until_before = upper(days), end_document_before = end_document
                        where id = :id
                        """)
                .param("id", id)
                .param("until", until)
                .param("document", document)
                .param("by", by)
                .update();
    }

    List<Holding> endedBy(String by) {
        return jdbc.sql("select " + COLUMNS + """
                        from staff.holding h
                        left join staff.holder p on p.holding = h.id
                        where h.ended_by = :by and h.withdrawn_at is null
                        """)
                .param("by", by)
                .query(HoldingStore::holding)
                .list();
    }

    /** As it was before it was ended last. */
    void reopen(UUID id) {
        jdbc.sql("""
                        update staff.holding
                        set days = daterange(lower(days), until_before), end_document = end_document_before, ended_by = ''
                        where id = :id
                        """).param("id", id).update();
    }

    void withdraw(UUID id, Instant now) {
        jdbc.sql("update staff.holding set withdrawn_at = :now where id = :id")
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Nobody is named in public who asked to be forgotten. */
    void forgetName(UUID person) {
        jdbc.sql("update staff.holder set public_name = null where person = :person")
                .param("person", person)
                .update();
    }

    record Filled(UUID site, String post) {}

    /** How many hold each post of these places on a day; posts that nobody holds are not in it. */
    Map<Filled, Integer> counts(Collection<UUID> sites, LocalDate day) {
        Map<Filled, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select h.site, h.post, count(*) as holders
                        from staff.holding h
                        where h.site = any (:sites) and h.days @> :day and h.withdrawn_at is null
                        group by h.site, h.post
                        """)
                .param("sites", sites.toArray(UUID[]::new))
                .param("day", day)
                .query(row -> {
                    counts.put(
                            new Filled(row.getObject("site", UUID.class), row.getString("post")),
                            row.getInt("holders"));
                });
        return counts;
    }

    /** When the last of a post's former holders left, up to a day. */
    Map<Filled, LocalDate> lastEnds(Collection<UUID> sites, LocalDate day) {
        Map<Filled, LocalDate> ends = new HashMap<>();
        jdbc.sql("""
                        select h.site, h.post, max(upper(h.days)) as last
                        from staff.holding h
                        where h.site = any (:sites) and upper(h.days) <= :day and h.withdrawn_at is null
                        group by h.site, h.post
                        """)
                .param("sites", sites.toArray(UUID[]::new))
                .param("day", day)
                .query(row -> {
                    ends.put(
                            new Filled(row.getObject("site", UUID.class), row.getString("post")),
                            row.getObject("last", LocalDate.class));
                });
        return ends;
    }

    private static Holding holding(ResultSet row, int number) throws SQLException {
        UUID person = row.getObject("person", UUID.class);
        return new Holding(
                new HoldingId(row.getObject("id", UUID.class)),
                new SiteId(row.getObject("site", UUID.class)),
                row.getString("field"),
                row.getString("post"),
                row.getBoolean("single"),
                new Period(row.getObject("since", LocalDate.class), row.getObject("until", LocalDate.class)),
                person == null ? null : new PersonId(person),
                row.getString("public_name"),
                row.getString("office"),
                row.getString("document"),
                row.getString("end_document"));
    }
}
