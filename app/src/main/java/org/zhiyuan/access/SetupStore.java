package org.zhiyuan.access;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SetupStore {
    private final JdbcClient jdbc;

    SetupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new code in the place of the old; nothing happens once setup is done. */
    void put(byte[] code, Instant now) {
        jdbc.sql("""
                        insert into access.setup (code, made_at) values (:code, :now)
                        on conflict (single) do update set code = excluded.code, made_at = excluded.made_at
                        where access.setup.done_at is null
                        """)
                .param("code", code)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether a code opens the setup; the row stays locked, so that no seat is taken twice. */
    boolean holds(byte[] code) {
        return jdbc.sql("select code = :code from access.setup where done_at is null for update")
                .param("code", code)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    boolean open() {
        return jdbc.sql("select exists (select 1 from access.setup where done_at is null)")
                .query(Boolean.class)
                .single();
    }

    void done(Instant now) {
        jdbc.sql("update access.setup set done_at = :now where done_at is null")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Roles of administrators that somebody holds by now. */
    List<String> taken() {
        return jdbc.sql("""
                        select distinct role from access.role_grant
                        where role in ('system_admin', 'security_admin', 'audit_admin') and ended_at is null
                        """).query((row, n) -> row.getString("role")).list();
    }
}
