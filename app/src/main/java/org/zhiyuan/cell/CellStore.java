package org.zhiyuan.cell;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database as a whole: whose it is, and whether it is fit to be used. */
final class CellStore {
    record Founded(String city, boolean sample) {}

    private final JdbcClient jdbc;

    CellStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Founded> founded() {
        return jdbc.sql("select city, sample from cell.cell")
                .query((row, n) -> new Founded(row.getString("city"), row.getBoolean("sample")))
                .optional();
    }

    void found(String city, boolean sample, Instant at) {
        jdbc.sql("insert into cell.cell (city, sample, founded_at) values (:city, :sample, :at)")
                .param("city", city)
                .param("sample", sample)
                .param("at", Timestamp.from(at))
                .update();
    }

    int serverVersion() {
        return jdbc.sql("select current_setting('server_version_num')::int")
                .query(Integer.class)
                .single();
    }

    /** Whether trigrams of a Chinese word are found: with a locale that knows no letters but ASCII there are none. */
    boolean searchesChinese() {
        return jdbc.sql("select cardinality(public.show_trgm('文明实践站')) > 0")
                .query(Boolean.class)
                .single();
    }

    /** What the application's role could do that it must not: each would be a hole in the second wall. */
    List<String> excessiveRights() {
        return jdbc.sql("""
                        select 'superuser' from pg_roles where rolname = current_user and rolsuper
                        union all
                        select 'bypassrls' from pg_roles where rolname = current_user and rolbypassrls
                        union all
                        select 'createrole' from pg_roles where rolname = current_user and rolcreaterole
                        union all
                        select 'owns database ' || datname from pg_database
                        where pg_has_role(current_user, datdba, 'usage') and datname = current_database()
                        union all
                        select 'owns schema ' || nspname from pg_namespace where pg_has_role(current_user, nspowner, 'usage')
                        union all
                        (select 'owns ' || c.oid::regclass from pg_class c
                         where pg_has_role(current_user, c.relowner, 'usage') and c.relpersistence <> 't' limit 3)""").query((row, n) -> row.getString(1)).list();
    }
}
