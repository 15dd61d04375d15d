package org.zhiyuan.hours;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what volunteers ask about their entries. */
@Repository
class PetitionStore {
    private static final String COLUMNS =
            "id, entry, kind, words, at, due, against, answer, coalesce(granted, false) as granted, coalesce(who, '') as who";

    private final JdbcClient jdbc;

    PetitionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Petition petition) {
        jdbc.sql("""
                        insert into hours.petition (id, entry, kind, words, at, due, against)
                        values (:id, :entry, :kind, :words, :at, :due, :against)""")
                .param("id", petition.id())
                .param("entry", petition.entry().value())
                .param("kind", petition.kind().name())
                .param("words", petition.words())
                .param("at", utc(petition.at()))
                .param("due", utc(petition.due()))
                .param("against", petition.against())
                .update();
    }

    void answer(UUID id, String answer, boolean granted, Instant at, UUID account, String who) {
        jdbc.sql("""
                        update hours.petition
                        set answer = :answer, granted = :granted, answered_at = :at, answered_by = :account, who = :who
                        where id = :id and answered_at is null""")
                .param("answer", answer)
                .param("granted", granted)
                .param("at", utc(at))
                .param("account", account)
                .param("who", who)
                .param("id", id)
                .update();
    }

    List<Petition> of(EntryId entry) {
        return jdbc.sql("select " + COLUMNS + " from hours.petition where entry = :entry order by at limit 50")
                .param("entry", entry.value())
                .query(PetitionStore::petition)
                .list();
    }

    Optional<Petition> open(EntryId entry) {
        return jdbc.sql("select " + COLUMNS + " from hours.petition where entry = :entry and answered_at is null")
                .param("entry", entry.value())
                .query(PetitionStore::petition)
                .optional();
    }

    /** In the actor's sight, but not against what this account decided: the soonest due first. */
    List<Petition> open(UUID account, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from hours.petition where answered_at is null and against is distinct from :account
                        order by due limit :limit""")
                .param("account", account)
                .param("limit", limit)
                .query(PetitionStore::petition)
                .list();
    }

    private static Petition petition(ResultSet row, int n) throws SQLException {
        return new Petition(
                row.getObject("id", UUID.class),
                new EntryId(row.getObject("entry", UUID.class)),
                Petition.Kind.valueOf(row.getString("kind")),
                row.getString("words"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                row.getObject("against", UUID.class),
                row.getString("answer"),
                row.getBoolean("granted"),
                row.getString("who"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
