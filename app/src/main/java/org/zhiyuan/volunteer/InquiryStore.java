package org.zhiyuan.volunteer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what was asked and is not answered yet. */
@Repository
class InquiryStore {
    private final JdbcClient jdbc;

    InquiryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param words sealed: the identity number and the telephone that were given */
    record Asked(UUID id, byte[] words) {}

    void add(UUID id, byte[] words, Instant now) {
        jdbc.sql("insert into volunteer.inquiry (id, words, at) values (:id, :words, :now)")
                .param("id", id)
                .param("words", words)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The first asked first. */
    List<Asked> next(int limit) {
        return jdbc.sql("select id, words from volunteer.inquiry order by at limit :limit")
                .param("limit", limit)
                .query((row, n) -> new Asked(row.getObject("id", UUID.class), row.getBytes("words")))
                .list();
    }

    /** False where it is answered already. */
    boolean forget(UUID id) {
        return jdbc.sql("delete from volunteer.inquiry where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    int forgetBefore(Instant limit) {
        return jdbc.sql("delete from volunteer.inquiry where at < :limit")
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .update();
    }
}
