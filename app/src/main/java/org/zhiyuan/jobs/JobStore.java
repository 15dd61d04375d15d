package org.zhiyuan.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.TextJson;

@Repository
class JobStore {
    private static final String COLUMNS = """
            id, kind, subject, asker_kind, account, person, asked_by, role, origin, request_id, english, state, message,
            rows_done, rows_total, rows_wrong, attempts, cancel_asked, asked_at, started_at, ended_at, href
            """;

    private final JdbcClient jdbc;

    JobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Job job, int attemptsMax) {
        jdbc.sql("""
                        insert into jobs.job (id, kind, subject, asker_kind, account, person, asked_by, role, origin,
                            request_id, english, state, message, attempts_max, asked_at, href)
                        values (:id, :kind, :subject, :askerKind, :account, :person, :askedBy, :role, :origin,
                            :requestId, :english, 'WAITING', :message, :attemptsMax, :askedAt, :href)
                        """)
                .param("id", job.id())
                .param("kind", job.kind())
                .param("subject", job.subject())
                .param("askerKind", job.asker().kind().name())
                .param("account", job.asker().account())
                .param("person", job.asker().person())
                .param("askedBy", job.asker().name())
                .param("role", job.asker().role())
                .param("origin", job.asker().origin())
                .param("requestId", job.asker().requestId())
                .param("english", job.english())
                .param("message", TextJson.sentence(job.message()))
                .param("attemptsMax", attemptsMax)
                .param("askedAt", at(job.askedAt()))
                .param("href", job.href())
                .update();
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from jobs.job where id = :id")
                .param("id", id)
                .query(JobStore::job)
                .optional();
    }

    /** The task of this kind on this subject that has not ended. */
    Optional<Job> open(String kind, UUID subject) {
        return jdbc.sql("select " + COLUMNS + """
                         from jobs.job
                        where kind = :kind and subject = :subject and state in ('WAITING', 'RUNNING')
                        """)
                .param("kind", kind)
                .param("subject", subject)
                .query(JobStore::job)
                .optional();
    }

    /** Takes the task that has waited longest; a task whose node has died waits again. */
    Optional<Job> claim(Collection<String> kinds, UUID holder, Instant now, Instant leaseUntil) {
        return jdbc.sql("""
                        update jobs.job
                        set state = 'RUNNING', holder = :holder, lease_until = :leaseUntil, attempts = attempts + 1,
                            started_at = coalesce(started_at, :now)
                        where id = (
                            select id from jobs.job
                            where kind = any (:kinds) and attempts < attempts_max and not cancel_asked
                              and (state = 'WAITING' and (not_before is null or not_before <= :now)
                                   or state = 'RUNNING' and lease_until < :now)
                            order by asked_at
                            for update skip locked
                            limit 1)
                        returning
                        """ + COLUMNS)
                .param("kinds", kinds.toArray(String[]::new))
                .param("holder", holder)
                .param("leaseUntil", at(leaseUntil))
                .param("now", at(now))
                .query(JobStore::job)
                .optional();
    }

    /** Tasks whose node has died and which may not be begun again. */
    /** @param keeping kinds of which what was done stays; they are told {@code midway} */
    int interrupt(Instant now, Text message, Text cancelled, Set<String> keeping, Text midway) {
        return jdbc.sql("""
                        update jobs.job
                        set state = case when cancel_asked then 'CANCELLED' else 'INTERRUPTED' end,
                            message = case when kind = any (:keeping) then :midway
                                           when cancel_asked then :cancelled else :message end,
                            ended_at = :now, holder = null, lease_until = null
                        where id in (
                            select id from jobs.job
                            where state = 'RUNNING' and lease_until < :now and (attempts >= attempts_max or cancel_asked)
                            for update skip locked)
                        """)
                .param("message", TextJson.sentence(message))
                .param("cancelled", TextJson.sentence(cancelled))
                .param("keeping", keeping.toArray(String[]::new))
                .param("midway", TextJson.sentence(midway))
                .param("now", at(now))
                .update();
    }

    void renew(Collection<UUID> holders, Instant leaseUntil) {
        jdbc.sql("update jobs.job set lease_until = :leaseUntil where holder = any (:holders) and state = 'RUNNING'")
                .param("leaseUntil", at(leaseUntil))
                .param("holders", holders.toArray(UUID[]::new))
                .update();
    }

    /** Whether somebody wants it cancelled; empty where this holder no longer has it. */
    Optional<Boolean> progress(UUID id, UUID holder, int done, int total, int wrong, Text message) {
        return jdbc.sql("""
                        update jobs.job
                        set rows_done = :done, rows_total = :total, rows_wrong = :wrong, message = :message
                        where id = :id and holder = :holder and state = 'RUNNING'
                        returning cancel_asked
                        """)
                .param("done", done)
                .param("total", total)
                .param("wrong", wrong)
                .param("message", TextJson.sentence(message))
                .param("id", id)
                .param("holder", holder)
                .query(Boolean.class)
                .optional();
    }

    boolean finish(UUID id, UUID holder, int done, int total, int wrong, Text message, Instant now) {
        return jdbc.sql("""
                        update jobs.job
                        set state = 'DONE', rows_done = :done, rows_total = :total, rows_wrong = :wrong,
                            message = :message, ended_at = :now, holder = null, lease_until = null
                        where id = :id and holder = :holder and state = 'RUNNING' and not cancel_asked
                        """)
                        .param("done", done)
                        .param("total", total)
                        .param("wrong", wrong)
                        .param("message", TextJson.sentence(message))
                        .param("now", at(now))
                        .param("id", id)
                        .param("holder", holder)
                        .update()
                == 1;
    }

    /** Ends it without changing its numbers; a null message leaves the last one. */
    boolean end(UUID id, UUID holder, Job.State state, @Nullable Text message, Instant now) {
        return jdbc.sql("""
                        update jobs.job
                        set state = :state, message = coalesce(:message, message), ended_at = :now, holder = null,
                            lease_until = null
                        where id = :id and holder = :holder and state = 'RUNNING'
                        """)
                        .param("state", state.name())
                        .param("message", message == null ? null : TextJson.sentence(message))
                        .param("now", at(now))
                        .param("id", id)
                        .param("holder", holder)
                        .update()
                == 1;
    }

    /** Puts it back, to be begun again; the attempt counts only where it failed by itself. */
    void putBack(UUID id, UUID holder, Instant notBefore, boolean attemptCounts) {
        jdbc.sql("""
                        update jobs.job
                        set state = 'WAITING', holder = null, lease_until = null, not_before = :notBefore,
                            attempts = attempts - :uncounted
                        where id = :id and holder = :holder and state = 'RUNNING'
                        """)
                .param("notBefore", at(notBefore))
                .param("uncounted", attemptCounts ? 0 : 1)
                .param("id", id)
                .param("holder", holder)
                .update();
    }

    boolean cancel(UUID id, Text message, Instant now) {
        return jdbc.sql("""
                        update jobs.job
                        set cancel_asked = true,
                            state = case when state = 'WAITING' then 'CANCELLED' else state end,
                            message = case when state = 'WAITING' then :message else message end,
                            ended_at = case when state = 'WAITING' then cast(:now as timestamptz) end
                        where id = :id and state in ('WAITING', 'RUNNING')
                        """)
                        .param("message", TextJson.sentence(message))
                        .param("now", at(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    int forgetBefore(Instant limit) {
        return jdbc.sql("delete from jobs.job where ended_at < :limit")
                .param("limit", at(limit))
                .update();
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("subject", UUID.class),
                new Actor(
                        Actor.Kind.valueOf(row.getString("asker_kind")),
                        row.getObject("account", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("asked_by"),
                        row.getString("role"),
                        row.getString("origin"),
                        row.getString("request_id")),
                row.getBoolean("english"),
                Job.State.valueOf(row.getString("state")),
                TextJson.sentence(row.getString("message")),
                row.getInt("rows_done"),
                row.getInt("rows_total"),
                row.getInt("rows_wrong"),
                row.getInt("attempts"),
                row.getBoolean("cancel_asked"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("href"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
