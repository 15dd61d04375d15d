package org.zhiyuan.bench.city;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What guards the mass tables, read from the catalogue of the database itself: taken down for the load, put back word for
 * word. Checks of a row stay where they are: the load goes through them.
 */
final class Guards {
    /** An exclusion over millions of rows is asked of each of them. */
    private static final String LONGEST = "hours.entry";

    private static final String TABLES = """
            'activity.activity', 'activity.step', 'activity.post', 'activity.sign_up', 'activity.sign_up_step',
            'activity.result', 'presence.event', 'presence.presence', 'hours.occasion', 'hours.entry', 'hours.step',
            'hours.approval', 'hours.day', 'ledger.account', 'ledger.balance', 'ledger.request', 'ledger.transfer',
            'ledger.posting', 'ledger.leaf', 'ledger.node', 'volunteer.volunteer', 'volunteer.step', 'person.consent',
            'team.team', 'team.lead', 'team.membership', 'team.step'
            """;
    private static final String MASS = "array[" + TABLES + "]::regclass[]";

    /** The whole catalogue as lines: what is not the same afterwards is seen here. */
    private static final String EVERYTHING = """
            select line from (
                select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                    || ' validated ' || convalidated || ' ' || condeferrable || condeferred as line
                from pg_constraint where conrelid <> 0 and connamespace::regnamespace::text !~ '^(pg_|information)'
                union all
                select 'index ' || pg_get_indexdef(indexrelid) || ' valid ' || (indisvalid and indisready and indislive)
                from pg_index join pg_class c on c.oid = indexrelid
                where c.relnamespace::regnamespace::text !~ '^(pg_|information)'
                union all
                select 'trigger ' || pg_get_triggerdef(oid) || ' ' || tgenabled::text from pg_trigger where not tgisinternal
                union all
                select 'rules of foreign keys ' || tgrelid::regclass || ' ' || c.conname || ' ' || tgfoid::regproc || ' '
                    || tgenabled::text || ' ' || tgtype
                from pg_trigger t join pg_constraint c on c.oid = t.tgconstraint where tgisinternal
                union all
                select 'rows ' || oid::regclass || ' ' || relrowsecurity || ' ' || relforcerowsecurity || ' '
                    || coalesce(relacl::text, '')
                from pg_class where relkind in ('r', 'p') and relnamespace::regnamespace::text !~ '^(pg_|information)'
                union all
                select 'policy ' || schemaname || '.' || tablename || ' ' || policyname || ' ' || cmd || ' '
                    || coalesce(qual, '') || ' ' || coalesce(with_check, '')
                from pg_policies) everything
            order by line collate "C"
            """;

    private final List<String> before;
    private final List<String> forced;
    private final List<String> triggered;
    private final List<String> foreignKeys;
    private final Map<String, List<String>> indexes;

    private Guards(
            List<String> before,
            List<String> forced,
            List<String> triggered,
            List<String> foreignKeys,
            Map<String, List<String>> indexes) {
        this.before = before;
        this.forced = forced;
        this.triggered = triggered;
        this.foreignKeys = foreignKeys;
        this.indexes = indexes;
    }

    /** Takes them down, all or none. */
    static Guards takenDown(Connection owner) throws SQLException {
        List<String> before = catalogue(owner);
        List<String> forced = Owner.texts(
                owner,
                "select oid::regclass::text from pg_class where relforcerowsecurity and oid = any (" + MASS + ")");
        List<String> triggered = Owner.texts(
                owner,
                "select distinct tgrelid::regclass::text from pg_trigger where not tgisinternal and tgrelid = any ("
                        + MASS + ")");
        List<String> foreignKeys = Owner.texts(owner, """
                select 'alter table ' || conrelid::regclass || ' add constraint ' || quote_ident(conname) || ' '
                    || pg_get_constraintdef(oid)
                from pg_constraint
                where contype = 'f' and conparentid = 0 and (conrelid = any (%1$s) or confrelid = any (%1$s))
                order by conrelid::regclass::text, conname""".formatted(MASS));
        List<String> drops = new ArrayList<>(Owner.texts(owner, """
                select 'alter table ' || conrelid::regclass || ' drop constraint ' || quote_ident(conname)
                from pg_constraint
                where contype = 'f' and conparentid = 0 and (conrelid = any (%1$s) or confrelid = any (%1$s))""".formatted(MASS)));
        drops.addAll(Owner.texts(owner, """
                select 'alter table ' || conrelid::regclass || ' drop constraint ' || quote_ident(conname)
                from pg_constraint where contype in ('p', 'u', 'x') and conrelid = any (%s)""".formatted(MASS)));
        drops.addAll(Owner.texts(owner, """
                select 'drop index ' || indexrelid::regclass from pg_index i
                where indrelid = any (%s) and not exists (
                    select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))""".formatted(MASS)));
        Map<String, List<String>> indexes = indexes(owner);
        owner.setAutoCommit(false);
        for (String table : forced) {
            Owner.run(owner, "alter table " + table + " no force row level security");
        }
        for (String table : triggered) {
            Owner.run(owner, "alter table " + table + " disable trigger user");
        }
        for (String drop : drops) {
            Owner.run(owner, drop);
        }
        owner.commit();
        owner.setAutoCommit(true);
        return new Guards(before, forced, triggered, foreignKeys, indexes);
    }

    /** By table: keys and exclusions as constraints, the others as indexes. */
    private static Map<String, List<String>> indexes(Connection owner) throws SQLException {
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        for (String line : Owner.texts(owner, """
                select t || '|' || sql from (
                    select conrelid::regclass::text as t, case contype when 'x' then 0 when 'p' then 1 else 2 end as first,
                        'alter table ' || conrelid::regclass || ' add constraint ' || quote_ident(conname) || ' '
                            || pg_get_constraintdef(oid) as sql
                    from pg_constraint where contype in ('p', 'u', 'x') and conrelid = any (%1$s)
                    union all
                    select indrelid::regclass::text, 3, pg_get_indexdef(indexrelid) from pg_index i
                    where indrelid = any (%1$s) and not exists (
                        select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))) all_of_them
                order by t, first, sql""".formatted(MASS))) {
            int bar = line.indexOf('|');
            indexes.computeIfAbsent(line.substring(0, bar), table -> new ArrayList<>())
                    .add(line.substring(bar + 1));
        }
        return indexes;
    }

    private static List<String> catalogue(Connection owner) throws SQLException {
        return Owner.texts(owner, EVERYTHING);
    }

    /** Builds and validates everything again on two connections, the table that takes longest first. */
    void putBack(Owner owner, Progress progress) throws SQLException, InterruptedException {
        Queue<String> tables = new ConcurrentLinkedQueue<>(indexes.keySet().stream()
                .sorted(Comparator.comparing(table -> !table.equals(LONGEST)))
                .toList());
        twice(first -> index(owner, tables, progress));
        // a foreign key locks both its tables; those of the ledger stay among themselves
        twice(first -> relate(owner, first, progress));
        try (Connection connection = owner.connect()) {
            connection.setAutoCommit(false);
            for (String table : triggered) {
                Owner.run(connection, "alter table " + table + " enable trigger user");
            }
            for (String table : forced) {
                Owner.run(connection, "alter table " + table + " force row level security");
            }
            connection.commit();
        }
    }

    /** Marks rows as seen by everybody, so that nobody's reading writes them, and counts them for the planner. */
    void tidy(Owner owner, Progress progress) throws SQLException, InterruptedException {
        Queue<String> tables = new ConcurrentLinkedQueue<>(indexes.keySet());
        twice(first -> {
            try (Connection connection = owner.connect()) {
                for (String table = tables.poll(); table != null; table = tables.poll()) {
                    timed(connection, "vacuum (freeze, analyze) " + table, progress);
                }
            }
        });
    }

    private interface Half {
        void run(boolean first) throws SQLException;
    }

    private static void twice(Half half) throws SQLException, InterruptedException {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<?>> halves = new ArrayList<>();
            for (boolean first : new boolean[] {true, false}) {
                halves.add(two.submit(() -> {
                    half.run(first);
                    return null;
                }));
            }
            for (Future<?> one : halves) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("a guard could not be put back", e.getCause());
        }
    }

    private void index(Owner owner, Queue<String> tables, Progress progress) throws SQLException {
        try (Connection connection = owner.connect()) {
            for (String table = tables.poll(); table != null; table = tables.poll()) {
                for (String sql : Objects.requireNonNull(indexes.get(table))) {
                    timed(connection, sql, progress);
                }
                timed(connection, "analyze " + table, progress);
            }
        }
    }

    private void relate(Owner owner, boolean ledger, Progress progress) throws SQLException {
        try (Connection connection = owner.connect()) {
            for (String sql : foreignKeys) {
                if (sql.startsWith("alter table ledger.") == ledger) {
                    timed(connection, sql, progress);
                }
            }
        }
    }

    private static void timed(Connection connection, String sql, Progress progress) throws SQLException {
        long begin = System.nanoTime();
        Owner.run(connection, sql);
        progress.detail(sql, begin);
    }

    /** What is otherwise than before it all; nothing is as it should be. */
    List<String> differences(Connection owner) throws SQLException {
        List<String> after = catalogue(owner);
        List<String> differences = new ArrayList<>();
        List<String> lost = new ArrayList<>(before);
        after.forEach(line -> {
            if (!lost.remove(line)) {
                differences.add("new: " + line);
            }
        });
        lost.forEach(line -> differences.add("gone: " + line));
        return differences;
    }

    int lines() {
        return before.size();
    }
}
