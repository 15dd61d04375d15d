package org.zhiyuan.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of looks, of their daily budget, and of document checks. */
@Repository
class LookStore {
    /** A reveal, as its page needs it. */
    record Reveal(PersonId person, Column column, String reason, Instant at) {}

    private final JdbcClient jdbc;

    LookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, PersonId person, Look look, @Nullable UUID account) {
        Column column = look.column();
        jdbc.sql("""
                        insert into person.look (id, person, at, kind, col, reason, account, looker, role)
                        values (:id, :person, :at, :kind, :col, :reason, :account, :looker, :role)""")
                .param("id", id)
                .param("person", person.value())
                .param("at", Timestamp.from(look.at()))
                .param("kind", look.kind().name())
                .param("col", column == null ? null : column.name())
                .param("reason", look.reason())
                .param("account", account)
                .param("looker", look.looker())
                .param("role", look.role())
                .update();
    }

    List<Look> at(PersonId person, int limit, long offset) {
        return jdbc.sql("""
                        select at, kind, col, reason, looker, role from person.look
                        where person = :person
                        order by at desc, id desc
                        limit :limit offset :offset""")
                .param("person", person.value())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> look(row))
                .list();
    }

    long countAt(PersonId person) {
        return jdbc.sql("select count(*) from person.look where person = :person")
                .param("person", person.value())
                .query(Long.class)
                .single();
    }

    Optional<Reveal> reveal(RevealId id, UUID account) {
        return jdbc.sql("""
                        select person, col, reason, at from person.look
                        where id = :id and account = :account and kind = 'REVEALED'""")
                .param("id", id.value())
                .param("account", account)
                .query((row, number) -> new Reveal(
                        new PersonId(row.getObject("person", UUID.class)),
                        Column.valueOf(row.getString("col")),
                        row.getString("reason"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Takes one of the day's budget; false where it is used up. Two at once cannot both take the last. */
    boolean spend(UUID account, LocalDate day, int max) {
        return max > 0
                && jdbc.sql("""
                                insert into person.reveal_budget (account, day, spent) values (:account, :day, 1)
                                on conflict (account, day) do update set spent = reveal_budget.spent + 1
                                where reveal_budget.spent < :max""")
                                .param("account", account)
                                .param("day", day)
                                .param("max", max)
                                .update()
                        == 1;
    }

    int spent(UUID account, LocalDate day) {
        return jdbc.sql("select spent from person.reveal_budget where account = :account and day = :day")
                .param("account", account)
                .param("day", day)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void addVerification(
            UUID id, PersonId person, int identityVersion, Verification verification, Instant now, UUID account) {
        jdbc.sql("""
                        insert into person.verification
                            (id, person, identity_version, document, day, at, account, verifier)
                        values (:id, :person, :identityVersion, :document, :day, :at, :account, :verifier)""")
                .param("id", id)
                .param("person", person.value())
                .param("identityVersion", identityVersion)
                .param("document", verification.document().name())
                .param("day", verification.day())
                .param("at", Timestamp.from(now))
                .param("account", account)
                .param("verifier", verification.verifier())
                .update();
    }

    /** The latest check of name and number as they stand now. */
    Optional<Verification> verification(PersonId person, int identityVersion) {
        return jdbc.sql("""
                        select document, day, verifier from person.verification
                        where person = :person and identity_version = :identityVersion
                        order by at desc, id desc
                        limit 1""")
                .param("person", person.value())
                .param("identityVersion", identityVersion)
                .query((row, number) -> new Verification(
                        Verification.Document.valueOf(row.getString("document")),
                        row.getObject("day", LocalDate.class),
                        row.getString("verifier")))
                .optional();
    }

    private static Look look(ResultSet row) throws SQLException {
        String column = row.getString("col");
        return new Look(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Look.Kind.valueOf(row.getString("kind")),
                column == null ? null : Column.valueOf(column),
                row.getString("reason"),
                row.getString("looker"),
                row.getString("role"));
    }
}
