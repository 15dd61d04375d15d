package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
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
    private FindByIndexNameSessionRepository<? extends Session> repository;

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
        Row row = row();
        Instant seen = Instant.ofEpochMilli(row.lastAccessTime());
        visit(row, seen.plusSeconds(59), session -> {});
        assertThat(row()).isEqualTo(row);
        visit(row, seen.plusSeconds(59), session -> session.setAttribute("browser", "another"));
        assertThat(row()).isEqualTo(row);
        assertThat(sessions.of(nobody, null))
                .singleElement()
                .extracting(Sessions.Open::browser)
                .isEqualTo("another");
        visit(row, seen.plusSeconds(60), session -> {});
        assertThat(row().lastAccessTime()).isEqualTo(row.lastAccessTime() + 60_000);
        visit(row, seen, session -> {});
        assertThat(row()).as("after a clock was set back").isEqualTo(row);
        visit(row, seen.plusSeconds(1), Session::changeSessionId);
        assertThat(row().sessionId()).isNotEqualTo(row.sessionId());
    }

    @Test
    void aRequestReadsItsSessionOnceAndNoLongerThanItIsThere() {
        sample.session(nobody);
        String id = row().sessionId().strip();
        Session before = repository.findById(id);
        VisitedSessions.remembering(() -> {
            Session first = repository.findById(id);
            assertThat(first).isNotNull().isNotSameAs(before);
            assertThat(repository.findById(id)).isSameAs(first);
            repository.deleteById(id);
            assertThat(repository.findById(id)).isNull();
            return null;
        });
    }

    record Row(String sessionId, long lastAccessTime) {}

    private Row row() {
        return transactions.execute(status ->
                jdbc.sql("""
                                select session_id, last_access_time from cell.spring_session where principal_name = :who""").param("who", nobody.toString()).query(Row.class).single());
    }

    private void visit(Row row, Instant at, Consumer<Session> change) {
        visit(repository, row, at, change);
    }

    private static <S extends Session> void visit(
            FindByIndexNameSessionRepository<S> repository, Row row, Instant at, Consumer<Session> change) {
        S session = Objects.requireNonNull(repository.findById(row.sessionId().strip()));
        session.setLastAccessedTime(at);
        change.accept(session);
        repository.save(session);
    }
}
