package org.zhiyuan.reward;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.person.PersonId;

/** The SQL of objections to a star. */
@Repository
class ObjectionStore {
    private static final String COLUMNS = "id, star, words, at, due, answer, upheld, who ";

    private final JdbcClient jdbc;

    ObjectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param receipt digest of what opens the answer */
    void add(Objection objection, byte[] receipt, @Nullable UUID person) {
        jdbc.sql("""
                        insert into reward.objection (id, star, words, at, due, receipt, person)
                        values (:id, :star, :words, :at, :due, :receipt, :person)""")
                .param("id", objection.id())
                .param("star", objection.star().value())
                .param("words", objection.words())
                .param("at", StarStore.utc(objection.at()))
                .param("due", StarStore.utc(objection.due()))
                .param("receipt", receipt)
                .param("person", person)
                .update();
    }

    Optional<Objection> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + "from reward.objection where id = :id for no key update")
                .param("id", id)
                .query(ObjectionStore::objection)
                .optional();
    }

    List<Objection> of(StarId star, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.objection where star = :star order by at, id limit :limit""")
                .param("star", star.value())
                .param("limit", limit)
                .query(ObjectionStore::objection)
                .list();
    }

    List<Objection> by(PersonId person, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.objection where person = :person order by at desc, id desc limit :limit""")
                .param("person", person.value())
                .param("limit", limit)
                .query(ObjectionStore::objection)
                .list();
    }

    /** In the actor's sight, what is to be answered first comes first. */
    List<Objection> open(Instant now, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                        from reward.objection where answered_at is null and at <= :now order by due, id limit :limit""")
                .param("now", StarStore.utc(now))
                .param("limit", limit)
                .query(ObjectionStore::objection)
                .list();
    }

    void answer(UUID id, boolean upheld, String answer, Actor actor, Instant at) {
        jdbc.sql("""
                        update reward.objection set answer = :answer, upheld = :upheld, answered_at = :at,
                            answered_by = :account, answered_person = :person, who = :who
                        where id = :id and answered_at is null""")
                .param("answer", answer)
                .param("upheld", upheld)
                .param("at", StarStore.utc(at))
                .param("account", actor.account())
                .param("person", actor.person())
                .param("who", actor.name())
                .param("id", id)
                .update();
    }

    Optional<Objection.Told> told(byte[] receipt) {
        return jdbc.sql(
                        "select number, at, due, answer, coalesce(upheld, false) as upheld from reward.answered(:receipt)")
                .param("receipt", receipt)
                .query((row, n) -> new Objection.Told(
                        row.getString("number"),
                        StarStore.instant(row, "at"),
                        StarStore.instant(row, "due"),
                        row.getString("answer"),
                        row.getBoolean("upheld")))
                .optional();
    }

    private static Objection objection(ResultSet row, int n) throws SQLException {
        return new Objection(
                row.getObject("id", UUID.class),
                new StarId(row.getObject("star", UUID.class)),
                row.getString("words"),
                StarStore.instant(row, "at"),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                row.getString("answer"),
                row.getBoolean("upheld"),
                row.getString("who"));
    }
}
