package org.zhiyuan.jobs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ScheduleStore {
    private final JdbcClient jdbc;

    ScheduleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void know(String name, Instant firstDue) {
        jdbc.sql("insert into jobs.schedule (name, due_at) values (:name, :due) on conflict (name) do nothing")
                .param("name", name)
                .param("due", firstDue.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether it is this holder's turn: due, and on no other node that is alive. */
    boolean claim(String name, UUID holder, Instant now, Instant leaseUntil) {
        return jdbc.sql("""
                        update jobs.schedule
                        set holder = :holder, lease_until = :leaseUntil, started_at = :now
                        where name = :name and due_at <= :now and (lease_until is null or lease_until < :now)
                        """)
                        .param("holder", holder)
                        .param("leaseUntil", leaseUntil.atOffset(ZoneOffset.UTC))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("name", name)
                        .update()
                == 1;
    }

    void renew(UUID holder, Instant leaseUntil) {
        jdbc.sql("update jobs.schedule set lease_until = :leaseUntil where holder = :holder")
                .param("leaseUntil", leaseUntil.atOffset(ZoneOffset.UTC))
                .param("holder", holder)
                .update();
    }

    void release(String name, UUID holder, boolean succeeded, Instant now, Instant due) {
        jdbc.sql("""
                        update jobs.schedule
                        set holder = null, lease_until = null, ended_at = :now, due_at = :due, succeeded = :succeeded
                        where name = :name and holder = :holder
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("due", due.atOffset(ZoneOffset.UTC))
                .param("succeeded", succeeded)
                .param("name", name)
                .param("holder", holder)
                .update();
    }
}
