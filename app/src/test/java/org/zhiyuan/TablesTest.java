package org.zhiyuan;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhiyuan.cell.TestCell;

/** The second wall stands around every table that needs it, and the application cannot take it down. */
@HouseTest
class TablesTest {
    private static final String APPLICATION = "zhiyuan_app";
    private static final String ROOMS =
            "n.nspname not in ('pg_catalog', 'information_schema', 'public', 'pg_toast') and n.nspname not like 'pg_temp%'";

    /** Tables that name a site or somebody and yet have no row policy, and why. */
    private static final Map<String, String> OPEN = Map.of(
            "scope.closure", "read by every row policy; says only which site lies under which",
            "shell.form_token", "a token is known to the one browser that it was made for");

    @Test
    void tablesWithASiteOrAPersonHaveRowPoliciesThatBindTheirOwnerToo() throws SQLException {
        Set<String> bare = names("""
                select n.nspname || '.' || c.relname
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and %s
                  and has_table_privilege('%s', c.oid, 'select, insert, update, delete')
                  and exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                              and a.attname in ('site', 'person', 'account', 'owner'))
                  and not (c.relrowsecurity and c.relforcerowsecurity
                           and exists (select from pg_policy p where p.polrelid = c.oid))
                """.formatted(ROOMS, APPLICATION));
        bare.removeAll(OPEN.keySet());
        assertThat(bare).as("without an enforced row policy").isEmpty();
    }

    @Test
    void everyRowPolicyIsForced() throws SQLException {
        assertThat(names("""
                        select c.oid::regclass::text from pg_class c
                        where c.relkind in ('r', 'p') and c.relrowsecurity and not c.relforcerowsecurity
                        """)).as("their owner walks past their policies").isEmpty();
    }

    @Test
    void theApplicationOwnsNothingAndPassesNoPolicyBy() throws SQLException {
        assertThat(names("""
                        select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner
                        where r.rolname = '%s'
                        """.formatted(APPLICATION))).isEmpty();
        assertThat(names("""
                        select rolname from pg_roles
                        where rolname = '%s' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
                        """.formatted(APPLICATION))).isEmpty();
        assertThat(names("""
                        select n.nspname from pg_namespace n
                        where has_schema_privilege('%s', n.oid, 'create') and %s
                        """.formatted(APPLICATION, ROOMS)))
                .as("schemas in which it may create")
                .isEmpty();
    }

    @Test
    void viewsAskWithTheRightsOfWhoeverReadsThem() throws SQLException {
        assertThat(names("""
                        select n.nspname || '.' || c.relname
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind = 'v' and %s
                          and not coalesce(c.reloptions::text[] && array['security_invoker=true', 'security_invoker=on'], false)
                        """.formatted(ROOMS)))
                .as("a view with its owner's rights is a hole in the wall")
                .isEmpty();
    }

    private static Set<String> names(String sql) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
