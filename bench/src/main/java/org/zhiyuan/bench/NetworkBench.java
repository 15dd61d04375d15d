package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * A network of 5,000 sites more than the sample's: how long their import takes, and how long its pages take over HTTP,
 * each beside the SQL of that very page sent through plain JDBC in the same run, in turns.
 */
public final class NetworkBench {
    private static final double IMPORT_SECONDS_GOAL = 20;
    /** A page may take this many times its SQL's time, or some milliseconds where that is nothing. */
    private static final double RATIO_GOAL = 4;

    private static final double FLOOR_MS = 10;
    private static final double PAGE_MS_GOAL = 50;
    /** On a busier machine a time by itself says nothing. */
    private static final double QUIET_LOAD = 0.5;

    private static final int VARIANTS = 12;
    private static final int WARMING_ROUNDS = 150;
    private static final int ROUNDS = 400;

    private static final Path WORK = Path.of("bench/target/network").toAbsolutePath();
    private static final String IMPORTS = "/network/imports";
    private static final Duration JOB_MAX = Duration.ofMinutes(3);
    private static final Duration ASKED_EVERY = Duration.ofMillis(200);
    private static final Duration ANALYZED_MAX = Duration.ofMinutes(3);
    private static final Pattern JOB = Pattern.compile("id=\"progress\"");
    private static final Pattern PROGRESS = Pattern.compile("<progress[^>]* value=\"(\\d+)\"");
    private static final Pattern RESULT = Pattern.compile("<a class=\"btn btn-p\" href=\"([^\"]+)\"");
    private static final Pattern CONFIRMATION = Pattern.compile("action=\"([^\"]+/confirmation)\"");

    /**
     * A kind of page.
     *
     * @param login the sample account that asks; "" for nobody
     * @param address of one variant: another search, another site
     */
    private record Page(String name, String login, IntFunction<String> address) {}

    /** Another page is another line; one that the house does not have is left out, and that is said. */
    private static final List<Page> PAGES = List.of(
            new Page("public list", "", n -> "/network?page=" + (n + 1)),
            new Page("public list, by name", "", n -> "/network?q=" + Visitor.encoded(ManySites.place(n * 23))),
            new Page("site", "", n -> "/network/sites/" + ManySites.number(n * 401)),
            new Page("site, signed in", "center", n -> "/network/sites/" + ManySites.number(n * 401)),
            new Page("search", "", n -> "/search?q=" + Visitor.encoded(ManySites.place(n * 31))),
            new Page("search, signed in", "center", n -> "/search?q=" + Visitor.encoded(ManySites.brief(n * 389))),
            new Page("office tree", "center", n -> "/office/network"));

    private NetworkBench() {}

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        var results = new Results("network");
        FileSystemUtils.deleteRecursively(WORK);
        Files.createDirectories(WORK);
        Program house = Program.house(WORK.resolve("data"));
        boolean met;
        try (var running = house.start();
                var anybody = new Visitor(running.port());
                var operator = new Visitor(running.port())) {
            var database = new Database(house.data());
            operator.signIn("center");
            importSites(operator, database, results);
            awaitStatistics(database);
            measure(Map.of("", anybody, "center", operator), database, results);
            met = results.publish();
        }
        System.exit(met ? 0 : 1);
    }

    // --- the import, as the center's operator does it ---

    private static void importSites(Visitor operator, Database database, Results results)
            throws IOException, InterruptedException, SQLException {
        byte[] workbook = ManySites.workbook(center(database));
        Map<String, String> form = operator.get(IMPORTS).mustBe(200).hidden();
        form.put("kind", "SITES");
        form.put(
                "day",
                LocalDate.ofInstant(InstantSource.system().instant(), ZoneId.of("Asia/Shanghai"))
                        .toString());
        form.put("document", "示例文〔2026〕1号");
        form.put("reason", "");

        Watched check = watch(operator, () -> operator.upload(IMPORTS, form, "many.xlsx", workbook));
        Visitor.Answer result = operator.get(check.result()).mustBe(200);
        Matcher confirmation = CONFIRMATION.matcher(result.body());
        if (!confirmation.find()) {
            throw new IOException("nothing to confirm at " + check.result() + ": " + result.body());
        }
        Watched carried = watch(operator, () -> operator.post(confirmation.group(1), result.hidden()));

        results.atMost(
                IMPORT_SECONDS_GOAL,
                "import of %,d sites, check and writing".formatted(ManySites.ROWS),
                check.seconds() + carried.seconds(),
                "s");
        results.add("of it the check of every row", check.seconds(), "s");
        results.add("of it the writing, one transaction", carried.seconds(), "s");
        results.add("numbers of progress that a page showed", check.steps() + carried.steps(), "");
        System.out.printf(
                "imported: check %.1f s, writing %.1f s, %d numbers of progress seen%n",
                check.seconds(), carried.seconds(), check.steps() + carried.steps());
    }

    private static String center(Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select s.number from network.site s join network.site_version v on v.site = s.id
                        where v.tier = 'CENTER' and upper_inf(v.days)""")) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * A task seen from outside.
     *
     * @param seconds from sending the form until the page says that it is done
     * @param steps how many different numbers of done rows the page showed meanwhile
     * @param result where the page leads to
     */
    private record Watched(double seconds, int steps, String result) {}

    private interface Sending {
        Visitor.Answer send() throws IOException, InterruptedException;
    }

    private static Watched watch(Visitor visitor, Sending sending) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Visitor.Answer page = sending.send().mustBe(200);
        if (!JOB.matcher(page.body()).find()) {
            throw new IOException("no task but " + page.path() + ": " + page.body());
        }
        Set<String> steps = new HashSet<>();
        while (page.body().contains("<progress ") || page.body().contains("/cancellation\"")) {
            Matcher progress = PROGRESS.matcher(page.body());
            if (progress.find()) {
                steps.add(progress.group(1));
            }
            if (System.nanoTime() - begin > JOB_MAX.toNanos()) {
                throw new IOException("still not done: " + page.body());
            }
            LockSupport.parkNanos(ASKED_EVERY.toNanos());
            page = visitor.get(page.path()).mustBe(200);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Matcher result = RESULT.matcher(page.body());
        if (!result.find()) {
            throw new IOException("no result: " + page.body());
        }
        return new Watched(seconds, steps.size(), result.group(1));
    }

    /** The server counts large changes by itself within some minutes; what plans it makes until then is chance. */
    private static void awaitStatistics(Database database) throws SQLException {
        System.out.println("waiting for the server's own statistics …");
        long deadline = System.nanoTime() + ANALYZED_MAX.toNanos();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            while (System.nanoTime() < deadline) {
                try (var row = statement.executeQuery("""
                        select count(*) from pg_stat_all_tables
                        where schemaname = 'network' and relname in ('site', 'site_version', 'place')
                          and last_autoanalyze is not null and n_mod_since_analyze < n_live_tup / 10""")) {
                    row.next();
                    if (row.getInt(1) == 3) {
                        return;
                    }
                }
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
        System.out.println("they did not come; measured without");
    }

    // --- pages beside their SQL ---

    /** One address with what it sends, and how long both took. */
    private record Measured(Page page, List<String> addresses, List<Replay> replays, long[] http, long[] sql) {}

    private static void measure(Map<String, Visitor> visitors, Database database, Results results)
            throws IOException, InterruptedException, SQLException {
        try (Connection connection = database.connect()) {
            List<Measured> all = prepare(visitors, database, connection);
            for (int round = -WARMING_ROUNDS; round < ROUNDS; round++) {
                for (Measured one : all) {
                    int variant = Math.floorMod(round, VARIANTS);
                    Visitor visitor = of(visitors, one.page());
                    Replay replay = one.replays().get(variant);
                    String address = one.addresses().get(variant);
                    long sql;
                    long http;
                    // in turns, so that neither always finds what the other has just read
                    if (round % 2 == 0) {
                        sql = replay.timed(connection);
                        http = visitor.timed(address);
                    } else {
                        http = visitor.timed(address);
                        sql = replay.timed(connection);
                    }
                    if (round >= 0) {
                        one.http()[round] = http;
                        one.sql()[round] = sql;
                    }
                }
            }
            all.forEach(one -> tell(one, results));
        }
    }

    private static List<Measured> prepare(Map<String, Visitor> visitors, Database database, Connection connection)
            throws IOException, InterruptedException, SQLException {
        List<Measured> all = new ArrayList<>();
        for (Page page : PAGES) {
            Visitor visitor = of(visitors, page);
            List<String> addresses = new ArrayList<>();
            for (int n = 0; n < VARIANTS; n++) {
                addresses.add(page.address().apply(n));
            }
            int status = visitor.get(addresses.getFirst()).status();
            if (status != 200) {
                System.out.println("left out: " + page.name() + ", " + addresses.getFirst() + " answers " + status);
                continue;
            }
            List<Database.Visit> visits = new ArrayList<>();
            addresses.forEach(address -> visits.add(() -> visitor.timed(address)));
            List<List<Database.Sent>> sent = database.record(visits);
            Files.writeString(WORK.resolve(page.name().replaceAll("[^a-z]+", "-") + ".sql"), script(sent.getFirst()));
            List<Replay> replays = new ArrayList<>();
            for (List<Database.Sent> one : sent) {
                replays.add(new Replay(connection, one));
            }
            all.add(new Measured(page, addresses, replays, new long[ROUNDS], new long[ROUNDS]));
        }
        return all;
    }

    private static Visitor of(Map<String, Visitor> visitors, Page page) {
        return Objects.requireNonNull(visitors.get(page.login()), page.login());
    }

    private static String script(List<Database.Sent> sent) {
        StringBuilder script = new StringBuilder();
        sent.forEach(one -> script.append(one.sql())
                .append("\n-- ")
                .append(one.parameters())
                .append("\n\n"));
        return script.toString();
    }

    private static void tell(Measured one, Results results) {
        String name = one.page().name();
        int statements = one.replays().getFirst().statements();
        // what asks the database nothing has nothing beside it but the floor
        long[] sql = statements == 0 ? new long[ROUNDS] : one.sql();
        String beside = "its SQL by JDBC, %d statements".formatted(statements);
        for (int percent : new int[] {50, 95, 99}) {
            results.add(
                    name + ", p" + percent,
                    percentile(one.http(), percent),
                    "ms",
                    percent == 95 ? Math.max(FLOOR_MS, RATIO_GOAL * percentile(sql, 95)) : null,
                    beside,
                    percentile(sql, percent));
        }
        if (results.load() < QUIET_LOAD) {
            results.atMost(PAGE_MS_GOAL, name + ", p95 by itself", percentile(one.http(), 95), "ms");
        }
    }

    private static double percentile(long[] nanoseconds, int percent) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
