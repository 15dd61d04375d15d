package org.zhiyuan.access;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AttemptStore {
    private final JdbcClient jdbc;

    AttemptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One at a time for each subject, so that tries at the same moment do not count past each other. */
    void lock(byte[] subject) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(encode(:subject, 'hex'), 7))")
                .param("subject", subject)
                .query((row, n) -> 0)
                .single();
    }

    /** The tries of a subject since a moment, the oldest first. */
    List<Instant> since(byte[] subject, Instant since) {
        return jdbc.sql("select at from access.attempt where subject = :subject and at > :since order by at")
                .param("subject", subject)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getTimestamp("at").toInstant())
                .list();
    }

    void add(UUID id, byte[] subject, Instant at) {
        jdbc.sql("insert into access.attempt (id, subject, at) values (:id, :subject, :at)")
                .param("id", id)
                .param("subject", subject)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(UUID id) {
        jdbc.sql("delete from access.attempt where id = :id").param("id", id).update();
    }

    void forget(byte[] subject) {
        jdbc.sql("delete from access.attempt where subject = :subject")
                .param("subject", subject)
                .update();
    }

    void forgetBefore(Instant limit) {
        jdbc.sql("delete from access.attempt where at < :limit")
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .update();
    }
}
