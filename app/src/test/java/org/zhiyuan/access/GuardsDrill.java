package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.kernel.Whereabouts;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows that no guard of the house is idle: each wall alone keeps foreign data away, and then every guard of the running
 * house is switched off, one at a time, and the checks of the build must miss it. {@code ./zhiyuan drill guards}
 */
@HouseTest
class GuardsDrill {
    private static final long SEED = Long.getLong("seed", 20261125L);
    private static final int CELLS_WITHOUT_ROWS = 6000;
    private static final int WIDENINGS = Integer.getInteger("widenings", 40);

    @Autowired
    WebApplicationContext house;

    @Autowired
    PolicyTable table;

    @Autowired
    Rules rules;

    @Autowired
    Standings standings;

    private final Map<String, int[]> counts = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    private void switchedOff(String kind, String guard, boolean caught) {
        int[] count = counts.computeIfAbsent(kind, k -> new int[2]);
        count[1]++;
        if (caught) {
            count[0]++;
        } else {
            missed.add(kind + ": " + guard);
        }
    }

    @Test
    void everyGuardIsMissedWhenItIsSwitchedOff() throws Exception {
        System.out.println("drill guards, seed " + SEED);
        RowWall rows = new RowWall(house);
        try {
            assertThat(rows.wrong()).as("before anything is switched off").isEmpty();
            rowsAlone();
            gateAlone();
            policyLines();
            freshCodes();
            handlerChecks();
            rowPolicies(rows);
            widenings();
        } finally {
            rows.clear();
        }
        int caught = counts.values().stream().mapToInt(count -> count[0]).sum();
        int all = counts.values().stream().mapToInt(count -> count[1]).sum();
        System.out.println();
        counts.forEach((kind, count) -> System.out.printf(Locale.ROOT, "%-34s %4d of %4d%n", kind, count[0], count[1]));
        missed.forEach(guard -> System.out.println("NOT MISSED " + guard));
        System.out.printf(Locale.ROOT, "guards: %d of %d caught%n", caught, all);
        write(caught, all);
        assertThat(missed).isEmpty();
    }

    // --- each wall alone ---

    private void rowsAlone() throws Exception {
        Crawl crawl = new Crawl(house, Doors.without(house, Doors.Guard.OPEN, handler -> true));
        List<String> leaks = crawl.leaks(route -> true, AccessMatrixTest.readers(Ground.of(house)));
        System.out.printf(
                Locale.ROOT, "row policies alone, every gate open: %,d pages, %d leaks%n", crawl.pages(), leaks.size());
        figures.put("leaks with every gate open", (double) leaks.size());
        assertThat(leaks).isEmpty();
    }

    private void gateAlone() throws Exception {
        Walk walk = new Walk(house);
        List<Walk.Cell> cells = new ArrayList<>(walk.cells(route -> !route.on().isEmpty(), who -> true));
        Collections.shuffle(cells, new Random(SEED));
        Set<String> tables = RowWall.guarded();
        List<String> wrong;
        List<String> lists;
        for (String guarded : tables) {
            owner("alter table " + guarded + " disable row level security");
        }
        try {
            wrong = walk.wrong(cells.subList(0, Math.min(CELLS_WITHOUT_ROWS, cells.size())));
            lists = new Crawl(house, Doors.closed(house))
                    .leaks(route -> !route.on().isEmpty(), AccessMatrixTest.readers(Ground.of(house)));
        } finally {
            for (String guarded : tables) {
                owner("alter table " + guarded + " enable row level security");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "handler checks alone, every row open: %,d cells, %d wrong; pages of one thing: %d leaks%n",
                Math.min(CELLS_WITHOUT_ROWS, cells.size()),
                wrong.size(),
                lists.size());
        figures.put("wrong cells with every row open", (double) wrong.size());
        figures.put("leaks on pages of one thing with every row open", (double) lists.size());
        assertThat(wrong).isEmpty();
        assertThat(lists).isEmpty();
    }

    // --- one guard at a time ---

    private void policyLines() throws Exception {
        Walk walk = new Walk(house);
        Policy whole = table.policy();
        try {
            for (PolicyLine line : whole.lines()) {
                table.exchange(whole.without(line));
                List<Walk.Cell> cells =
                        walk.cells(route -> route.action() == line.action(), who -> concerns(line, who));
                String fault = cells.isEmpty() ? rightsFault(walk.oracle(), line) : walk.firstWrong(cells);
                switchedOff(
                        cells.isEmpty() ? "policy lines, by rights asked" : "policy lines",
                        line.toString(),
                        fault != null);
            }
        } finally {
            table.exchange(whole);
        }
    }

    /**
     * The other way round: a dot of the table becomes a plus. Only the sentences can see that, since the matrix takes the
     * table's word; they speak of some cells and not of all, so this is told and is no part of the count.
     */
    private void widenings() throws Exception {
        List<String[]> rows = Oracle.rows("/access/policy.tsv");
        List<int[]> dots = new ArrayList<>();
        for (int row = 1; row < rows.size(); row++) {
            for (int column = 2; column < rows.get(row).length; column++) {
                if (rows.get(row)[column].equals(".")) {
                    dots.add(new int[] {row, column});
                }
            }
        }
        Collections.shuffle(dots, new Random(SEED));
        List<int[]> some = dots.subList(0, Math.min(WIDENINGS, dots.size()));
        int seen = 0;
        Policy whole = table.policy();
        try {
            for (int[] dot : some) {
                List<String[]> wider = new ArrayList<>(rows);
                String[] row = rows.get(dot[0]).clone();
                row[dot[1]] = "+";
                wider.set(dot[0], row);
                table.exchange(Policy.read(Oracle.rows("/access/roles.tsv"), wider, Oracle.rows("/access/fresh.tsv")));
                seen += aSentenceIsBroken() ? 1 : 0;
            }
        } finally {
            table.exchange(whole);
        }
        System.out.printf(
                Locale.ROOT,
                "widened cells that a sentence sees: %d of %d tried (of %d)%n",
                seen,
                some.size(),
                dots.size());
        figures.put("widened cells that no sentence sees, of " + some.size() + " tried", (double) some.size() - seen);
    }

    private boolean aSentenceIsBroken() throws Exception {
        for (java.lang.reflect.Method sentence : AccessSentencesTest.class.getDeclaredMethods()) {
            if (sentence.isAnnotationPresent(Test.class)) {
                AccessSentencesTest sentences = new AccessSentencesTest();
                house.getAutowireCapableBeanFactory().autowireBean(sentences);
                sentences.onTheGround();
                sentence.setAccessible(true);
                try {
                    sentence.invoke(sentences);
                } catch (java.lang.reflect.InvocationTargetException broken) {
                    return true;
                } finally {
                    sentences.theClockTellsTheRealTime();
                }
            }
        }
        return false;
    }

    private static boolean concerns(PolicyLine line, Ground.Walker who) {
        return switch (line.role()) {
            case Policy.ANYONE -> !who.signedIn();
            case Policy.SIGNED_IN -> who.signedIn() && who.rights().size() <= 1;
            case Policy.STAFF -> who.manner() == Ground.Manner.STAFF;
            case Policy.OWNER -> who.manner() == Ground.Manner.CITIZEN;
            default -> who.rights().stream().anyMatch(right -> right.role().equals(line.role()));
        };
    }

    /** For actions whose pages are still to come: what links and services are told. */
    private @Nullable String rightsFault(Oracle oracle, PolicyLine line) {
        Ground ground = Ground.of(house);
        for (Ground.Walker who : ground.walkers) {
            if (!concerns(line, who)) {
                continue;
            }
            Standing standing = who.signedIn() ? standings.of(who.account()).orElseThrow() : null;
            for (Ground.Thing thing : ground.kinds.get("person").things()) {
                var place = Whereabouts.Place.own(thing.site(), thing.field(), thing.owner());
                if (rules.at(standing, line.action(), place) != oracle.allowed(who, line.action(), thing)) {
                    return who + " " + line.action() + " at " + thing;
                }
            }
        }
        return null;
    }

    private void freshCodes() throws Exception {
        Walk walk = new Walk(house);
        Policy whole = table.policy();
        try {
            for (var action : org.zhiyuan.kernel.Action.values()) {
                if (whole.asksFreshCode(action)) {
                    table.exchange(whole.withoutFreshCode(action));
                    String fault = walk.firstWrong(walk.cells(route -> route.action() == action, who -> true));
                    switchedOff("fresh codes", action.name(), fault != null);
                }
            }
        } finally {
            table.exchange(whole);
        }
    }

    private void handlerChecks() throws Exception {
        AtomicReference<HandlerMethod> off = new AtomicReference<>();
        Map<Doors.Guard, Walk> walks = new LinkedHashMap<>();
        for (Doors.Guard how : Doors.Guard.values()) {
            walks.put(
                    how,
                    new Walk(
                            house,
                            Doors.without(
                                    house,
                                    how,
                                    handler -> off.get() != null
                                            && handler.getMethod()
                                                    .equals(off.get().getMethod()))));
        }
        Set<java.lang.reflect.Method> done = new HashSet<>();
        for (Walk.Route route : new Walk(house).routes()) {
            if (!done.add(route.handler().getMethod())) {
                continue;
            }
            off.set(route.handler());
            boolean open = table.policy().says(route.action(), Policy.ANYONE);
            // where everybody may, only its absence can be missed
            Doors.Guard how = open ? Doors.Guard.GONE : Doors.Guard.OPEN;
            switchedOff(
                    open ? "handler checks of open pages" : "handler checks",
                    route + " (" + route.action() + ")",
                    missed(walks.get(how), route));
            if (!open && !route.on().isEmpty()) {
                switchedOff(
                        "handler checks without their object",
                        route + " (" + route.action() + ")",
                        missed(walks.get(Doors.Guard.WITHOUT_OBJECT), route));
            }
        }
    }

    private static boolean missed(Walk walk, Walk.Route route) throws Exception {
        return walk.firstWrong(walk.cells(
                        other -> other.handler()
                                .getMethod()
                                .equals(route.handler().getMethod()),
                        who -> true))
                != null;
    }

    private record RowPolicy(
            String table,
            String name,
            @Nullable String using,
            @Nullable String check) {
        String alter(@Nullable String using, @Nullable String check) {
            return "alter policy \"" + name + "\" on " + table + (using == null ? "" : " using (" + using + ")")
                    + (check == null ? "" : " with check (" + check + ")");
        }

        @Override
        public String toString() {
            return name + " on " + table;
        }
    }

    private void rowPolicies(RowWall rows) throws Exception {
        for (RowPolicy policy : policies()) {
            if (!"true".equals(policy.using())) {
                switchedOff(
                        "row policies opened",
                        policy.toString(),
                        missed(
                                rows,
                                policy,
                                policy.using() == null ? null : "true",
                                policy.check() == null ? null : "true"));
            }
            switchedOff(
                    "row policies gone",
                    policy.toString(),
                    missed(
                            rows,
                            policy,
                            policy.using() == null ? null : "false",
                            policy.check() == null ? null : "false"));
            if (policy.using() != null && policy.check() != null && !"true".equals(policy.check())) {
                switchedOff(
                        "row policies without their check of new rows",
                        policy.toString(),
                        missed(rows, policy, policy.using(), "true"));
            }
        }
    }

    private boolean missed(RowWall rows, RowPolicy policy, @Nullable String using, @Nullable String check)
            throws SQLException {
        owner(policy.alter(using, check));
        try {
            return !rows.wrong(policy.table()).isEmpty();
        } finally {
            owner(policy.alter(policy.using(), policy.check()));
        }
    }

    private static List<RowPolicy> policies() throws SQLException {
        List<RowPolicy> policies = new ArrayList<>();
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery("""
                        select schemaname || '.' || tablename as of, policyname, qual, with_check from pg_policies
                        order by 1, 2""")) {
            while (found.next()) {
                policies.add(new RowPolicy(
                        found.getString("of"),
                        found.getString("policyname"),
                        found.getString("qual"),
                        found.getString("with_check")));
            }
        }
        return policies;
    }

    private static void owner(String sql) throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The same shape as the benchmarks' figures. */
    private void write(int caught, int all) throws IOException {
        List<Map<String, Object>> results = new ArrayList<>();
        figures.forEach(
                (metric, value) -> results.add(result(metric, value, metric.startsWith("widened") ? null : 0.0)));
        results.add(result("guards not missed", all - caught, 0.0));
        results.add(result("guards switched off", all, null));
        counts.forEach((kind, count) -> results.add(result(kind + ", caught of " + count[1], count[0], null)));
        results.add(result("seed", SEED, null));
        Path file = Path.of("../bench/target/results/guards.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(results));
        System.out.println(file.toAbsolutePath().normalize());
    }

    private Map<String, Object> result(String metric, double value, @Nullable Double goal) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("metric", metric);
        result.put("value", value);
        result.put("unit", "");
        result.put("goal", goal);
        result.put("met", goal == null ? null : value <= goal);
        result.put("baseline", null);
        result.put("baselineValue", null);
        result.put("ratio", null);
        result.put("load", load);
        result.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + ", Java "
                        + Runtime.version());
        result.put("date", Instant.now().toString());
        return result;
    }
}
