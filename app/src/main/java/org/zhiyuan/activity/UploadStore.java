package org.zhiyuan.activity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what came of an activity, what happened at it, and calendars of one's own. */
@Repository
class UploadStore {
    private final JdbcClient jdbc;

    UploadStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Result> result(UUID activity) {
        return jdbc.sql(
                        "select r.reached, r.words, r.at, r.version from activity.result r where r.activity = :activity")
                .param("activity", activity)
                .query((row, n) -> new Result(
                        row.getInt("reached"),
                        row.getString("words"),
                        ActivityStore.instant(row, "at"),
                        row.getInt("version")))
                .optional();
    }

    void result(UUID activity, int reached, String words, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.result (activity, reached, words, at, account)
                        values (:activity, :reached, :words, :now, :account)
                        on conflict (activity) do update
                        set reached = excluded.reached, words = excluded.words, at = excluded.at,
                            account = excluded.account, version = activity.result.version + 1""")
                .param("activity", activity)
                .param("reached", reached)
                .param("words", words)
                .param("now", ActivityStore.at(now))
                .param("account", account)
                .update();
    }

    List<Integer> photos(UUID activity) {
        return jdbc.sql("select p.position from activity.photo p where p.activity = :activity order by p.position")
                .param("activity", activity)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    Optional<UUID> photo(UUID activity, int position) {
        return jdbc.sql("select p.file from activity.photo p where p.activity = :activity and p.position = :position")
                .param("activity", activity)
                .param("position", position)
                .query(UUID.class)
                .optional();
    }

    void addPhoto(UUID activity, int position, UUID file, Instant now, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.photo (activity, position, file, at, account)
                        values (:activity, :position, :file, :now, :account)""")
                .param("activity", activity)
                .param("position", position)
                .param("file", file)
                .param("now", ActivityStore.at(now))
                .param("account", account)
                .update();
    }

    boolean removePhoto(UUID activity, int position) {
        return jdbc.sql("delete from activity.photo where activity = :activity and position = :position")
                        .param("activity", activity)
                        .param("position", position)
                        .update()
                == 1;
    }

    // --- what happened ---

    private static final String INCIDENT = """
            select i.id, i.activity, i.near_miss, i.words, i.at, i.settled_at is not null as settled, i.answer
            from activity.incident i
            """;

    private static Incident incident(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Incident(
                row.getObject("id", UUID.class),
                new ActivityId(row.getObject("activity", UUID.class)),
                row.getBoolean("near_miss"),
                row.getString("words"),
                ActivityStore.instant(row, "at"),
                row.getBoolean("settled"),
                row.getString("answer"));
    }

    void addIncident(Incident incident, @Nullable UUID person, @Nullable UUID account) {
        jdbc.sql("""
                        insert into activity.incident (id, activity, near_miss, words, at, person, account)
                        values (:id, :activity, :nearMiss, :words, :at, :person, :account)""")
                .param("id", incident.id())
                .param("activity", incident.activity().value())
                .param("nearMiss", incident.nearMiss())
                .param("words", incident.words())
                .param("at", ActivityStore.at(incident.at()))
                .param("person", person)
                .param("account", account)
                .update();
    }

    List<Incident> incidents(UUID activity, int limit) {
        return jdbc.sql(INCIDENT + " where i.activity = :activity order by i.at, i.id limit :limit")
                .param("activity", activity)
                .param("limit", limit)
                .query(UploadStore::incident)
                .list();
    }

    /** Those that wait for the office's own places, the longest waiting first. */
    List<Incident> open(int limit) {
        return jdbc.sql(INCIDENT + """
                         join activity.activity a on a.id = i.activity
                        where i.settled_at is null
                          and (scope.everything() or a.site in (select scope.sites())
                               or (a.field, a.site) in (select field, site from scope.field_sites()))
                        order by i.at, i.id limit :limit""")
                .param("limit", limit)
                .query(UploadStore::incident)
                .list();
    }

    boolean settle(UUID activity, UUID incident, String answer, Instant now, UUID account) {
        return jdbc.sql("""
                        update activity.incident set settled_at = :now, settled_by = :account, answer = :answer
                        where id = :id and activity = :activity and settled_at is null""")
                        .param("now", ActivityStore.at(now))
                        .param("account", account)
                        .param("answer", answer)
                        .param("id", incident)
                        .param("activity", activity)
                        .update()
                == 1;
    }

    // --- calendars of one's own ---

    void feed(UUID person, byte[] digest, Instant now) {
        jdbc.sql("""
                        insert into activity.feed (person, digest, at) values (:person, :digest, :now)
                        on conflict (person) do update set digest = excluded.digest, at = excluded.at""")
                .param("person", person)
                .param("digest", digest)
                .param("now", ActivityStore.at(now))
                .update();
    }

    boolean hasFeed(UUID person) {
        return jdbc.sql("select count(*) from activity.feed f where f.person = :person")
                        .param("person", person)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void endFeed(UUID person) {
        jdbc.sql("delete from activity.feed where person = :person")
                .param("person", person)
                .update();
    }

    Optional<UUID> feedOf(byte[] digest) {
        return jdbc.sql("select f.person from activity.feed f where f.digest = :digest")
                .param("digest", digest)
                .query(UUID.class)
                .optional();
    }

    /** What somebody is to come to from a moment on. */
    List<UUID> comingTo(UUID person, Instant from, int limit) {
        return jdbc.sql("""
                        select s.activity from activity.sign_up s
                        where s.person = :person and s.state = 'SEATED' and upper(s.slot) > :from
                        order by lower(s.slot), s.id limit :limit""")
                .param("person", person)
                .param("from", ActivityStore.at(from))
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }
}
