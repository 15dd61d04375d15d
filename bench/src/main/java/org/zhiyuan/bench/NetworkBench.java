package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * A network of 5,000 sites more than the sample's: how long their import takes, and how long its pages take over HTTP,
 * each beside the SQL of that very page sent through plain JDBC in the same run, in turns.
 */
public final class NetworkBench {
    private static final double IMPORT_SECONDS_GOAL = 20;
    private static final Path WORK = Path.of("bench/target/network").toAbsolutePath();
    private static final String IMPORTS = "/network/imports";
    private static final Duration JOB_MAX = Duration.ofMinutes(3);
    private static final Duration ASKED_EVERY = Duration.ofMillis(200);
    private static final Duration ANALYZED_MAX = Duration.ofMinutes(3);
    private static final Pattern JOB = Pattern.compile("id=\"progress\"");
    private static final Pattern PROGRESS = Pattern.compile("<progress[^>]* value=\"(\\d+)\"");
    private static final Pattern RESULT = Pattern.compile("<a class=\"btn btn-p\" href=\"([^\"]+)\"");
    private static final Pattern CONFIRMATION = Pattern.compile("action=\"([^\"]+/confirmation)\"");

    /** Another page is another line; one that the house does not have is left out, and that is said. */
    private static final List<Pages.Page> PAGES = List.of(
            new Pages.Page("public list", "", n -> "/network?page=" + (n + 1)),
            new Pages.Page("public list, by name", "", n -> "/network?q=" + Visitor.encoded(ManySites.place(n * 23))),
            new Pages.Page("site", "", n -> "/network/sites/" + ManySites.number(n * 401)),
            new Pages.Page("site, signed in", "center", n -> "/network/sites/" + ManySites.number(n * 401)),
            new Pages.Page("search", "", n -> "/search?q=" + Visitor.encoded(ManySites.place(n * 31))),
            new Pages.Page(
                    "search, signed in", "center", n -> "/search?q=" + Visitor.encoded(ManySites.brief(n * 389))),
            new Pages.Page("office tree", "center", n -> "/office/network"));

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
            new Pages(database, results, WORK).measure(Map.of("", anybody, "center", operator), PAGES);
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
}
