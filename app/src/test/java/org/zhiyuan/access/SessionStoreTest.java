package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;

/** The rows of one session stay together, however the database chooses to join them. */
@HouseTest
class SessionStoreTest {
    private static final int SESSIONS = 40;

    @Autowired
    private SampleCity sample;

    @Autowired
    private Sessions sessions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private final UUID nobody = UUID.randomUUID();

    @AfterEach
    void leaveNoneOpen() {
        sessions.endOthers(nobody, null);
    }

    @Test
    void theRowsOfASessionComeOneAfterTheOtherAlsoOutOfAHashJoin() {
        for (int i = 0; i < SESSIONS; i++) {
            sample.session(nobody);
        }
        List<String> ids = transactions.execute(status -> {
            // attributes that were written again lie elsewhere in the table
            jdbc.sql("""
                            update cell.spring_session_attributes a set attribute_bytes = attribute_bytes
                            from cell.spring_session s
                            where s.primary_id = a.session_primary_id and s.principal_name = :who
                              and a.attribute_name = 'browser'
                            """).param("who", nobody.toString()).update();
            jdbc.sql("set local enable_nestloop = off").update();
            jdbc.sql("set local enable_mergejoin = off").update();
            return jdbc.sql(SessionStore.SESSIONS_OF_AN_ACCOUNT)
                    .param(nobody.toString())
                    .query((row, n) -> row.getString("primary_id"))
                    .list();
        });
        assertThat(ids).hasSize(SESSIONS * 3);
        int runs = 1;
        for (int i = 1; i < ids.size(); i++) {
            runs += ids.get(i).equals(ids.get(i - 1)) ? 0 : 1;
        }
        assertThat(runs).isEqualTo(new LinkedHashSet<>(ids).size()).isEqualTo(SESSIONS);
        assertThat(sessions.of(nobody, null)).hasSize(SESSIONS);
    }

    @Test
    void aVisitIsWrittenOnceAMinuteAndAnythingElseAtOnce() {
        sample.session(nobody);
        Row row = transactions.execute(status ->
                jdbc.sql("""
                                select primary_id, session_id, last_access_time, max_inactive_interval
                                from cell.spring_session where principal_name = :who""").param("who", nobody.toString()).query(Row.class).single());
        assertThat(visited(row, 0, nobody.toString())).isZero();
        assertThat(visited(row, 59_000, nobody.toString())).isZero();
        assertThat(visited(row, 59_000, nobody + "x")).isOne();
        assertThat(visited(row, 59_000, null)).isOne();
        assertThat(visited(row, 59_000, nobody.toString())).isOne();
        assertThat(visited(row, 60_000 + 59_000, nobody.toString())).isOne();
        assertThat(visited(row, 0, nobody.toString())).as("a clock set back").isOne();
    }

    record Row(String primaryId, String sessionId, long lastAccessTime, int maxInactiveInterval) {}

    private int visited(Row row, long later, @Nullable String who) {
        return transactions.execute(status -> jdbc.sql(SessionStore.VISITED)
                .params(Arrays.asList(
                        row.sessionId(),
                        row.lastAccessTime() + later,
                        row.maxInactiveInterval(),
                        row.lastAccessTime() + later + row.maxInactiveInterval() * 1000L,
                        who,
                        row.primaryId()))
                .update());
    }
}
