package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * A roll of 75,000 legacy volunteers as an operator brings it: uploaded, looked through line by line, confirmed, taken
 * over; with planted faults and duplicates, each of which must be found and nothing else. Then one wrong merge is split, the
 * same people are looked through as a workbook, and the house is killed in the midst of another roll, which it must take over
 * exactly once all the same.
 *
 * <p>Arguments: rows (75000) and seed (20261126).
 */
public final class RollBench {
    private static final int ROWS = 75_000;
    private static final int KNOWN = 3_000;
    /** Of the roll in whose midst the house is killed. */
    private static final int STOPPED_ROWS = 20_000;

    private static final long SEED = 20261126;
    /** The heap that the house gets for it: a roll must not need more, however long it is. */
    private static final int HEAP_MEGABYTES = 384;

    private static final Path WORK = Path.of("bench/target/roll").toAbsolutePath();
    private static final String ROLLS = "/office/rolls";
    private static final String PAIRS = "/office/rolls/pairs";
    private static final Duration JOB_MAX = Duration.ofMinutes(20);
    private static final Duration ASKED_EVERY = Duration.ofMillis(500);
    private static final Pattern RESULT = Pattern.compile("<a class=\"btn btn-p\" href=\"([^\"]+)\"");
    private static final Pattern CONFIRMATION = Pattern.compile("action=\"([^\"]+/confirmation)\"");
    private static final Pattern CHOSEN = Pattern.compile("<option value=\"([0-9a-f-]{36})\" selected");
    private static final Pattern PROGRESS = Pattern.compile("<progress[^>]* value=\"(\\d+)\"");
    private static final Pattern COUNT = Pattern.compile("<dt>([^<]+)</dt><dd class=\"num\">([0-9,]+)</dd>");
    private static final Pattern BECAME =
            Pattern.compile("/lines\\?kind=[A-Z]+\">([^<]+)</a></span><span class=\"num\">([0-9,]+)</span>");
    private static final Pattern PAIR = Pattern.compile("href=\"(/office/rolls/pairs/[0-9a-f-]{36})\"");

    private RollBench() {}

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : ROWS;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
        var results = new Results("roll");
        FileSystemUtils.deleteRecursively(WORK);
        Files.createDirectories(WORK);
        Program house = Program.house(WORK.resolve("data"));
        List<String> heap = List.of("-Xmx" + HEAP_MEGABYTES + "m");
        boolean sound;
        String stopped;
        try (var running = house.start(heap);
                var operator = new Visitor(running.port())) {
            var database = new Database(house.data());
            operator.signIn("center");
            List<String> stations = stations(database);
            System.out.printf("seed %d, %d stations%n", seed, stations.size());
            bring(operator, "known before", ManyVolunteers.fresh(0, KNOWN, seed, stations));
            ManyVolunteers.Made made = ManyVolunteers.roll(rows, KNOWN, seed, stations);
            long counted = counted(database);
            Brought brought = bring(operator, "roll of %,d rows".formatted(rows), made);
            sound = held("check", made.planted(), brought.found()) & held("import", made.planted(), brought.became());
            sound &= heldTrue("who counts is as before: " + counted, counted(database) == counted);
            sound &= splitting(operator, database);
            tell(results, rows, made, brought);
            workbook(operator, made, results);
            results.add("heap it was given", HEAP_MEGABYTES, "MB");
            results.add("resident set, the most", running.peakMegabytes(), "MB");
            stopped = killed(running, operator, ManyVolunteers.fresh(500_000, STOPPED_ROWS, seed, stations));
        }
        try (var running = house.start(heap);
                var operator = new Visitor(running.port())) {
            operator.signIn("center");
            sound &= goneOnWith(operator, new Database(house.data()), stopped, results);
        }
        System.exit(results.publish() && sound ? 0 : 1);
    }

    private static void tell(Results results, int rows, ManyVolunteers.Made made, Brought brought) {
        results.add(
                "%,d rows, CSV of %.1f MB: check".formatted(rows, made.csv().length / 1024.0 / 1024.0),
                brought.checkSeconds(),
                "s");
        results.add("the same: import", brought.importSeconds(), "s");
        results.add("rows a second, import", rows / brought.importSeconds(), "");
        made.planted()
                .forEach((kind, planted) -> results.add(
                        "found: " + ManyVolunteers.ENGLISH.get(kind),
                        brought.became().getOrDefault(kind, 0),
                        "",
                        null,
                        "planted",
                        (double) planted));
    }

    /** The same people again, as a workbook: everybody is known, and the reading takes as much memory as it may. */
    private static void workbook(Visitor operator, ManyVolunteers.Made made, Results results)
            throws IOException, InterruptedException {
        byte[] workbook = made.workbook();
        long begin = System.nanoTime();
        String href = done(operator, operator.upload(ROLLS, form(operator, "workbook"), "roll.xlsx", workbook));
        double seconds = (System.nanoTime() - begin) / 1e9;
        String body = operator.get(href).mustBe(200).body();
        System.out.println("workbook: " + counts(COUNT, body));
        results.add("the same as XLSX of %.1f MB: check".formatted(workbook.length / 1024.0 / 1024.0), seconds, "s");
    }

    // --- killed on the way ---

    /** Kills the house when some of a roll is taken over; answers where the roll is. */
    private static String killed(Launched running, Visitor operator, ManyVolunteers.Made made)
            throws IOException, InterruptedException {
        String href = done(operator, operator.upload(ROLLS, form(operator, "killed"), "killed.csv", made.csv()));
        Visitor.Answer page = operator.get(href).mustBe(200);
        Visitor.Answer job =
                operator.post(href + "/confirmation", page.hidden()).mustBe(200);
        int done = 0;
        while (done == 0) {
            LockSupport.parkNanos(ASKED_EVERY.toNanos());
            Matcher progress =
                    PROGRESS.matcher(operator.get(job.path()).mustBe(200).body());
            done = progress.find() ? Integer.parseInt(progress.group(1)) : 0;
        }
        running.kill();
        System.out.println("killed when the page said " + done);
        return href;
    }

    private static boolean goneOnWith(Visitor operator, Database database, String href, Results results)
            throws IOException, InterruptedException, SQLException {
        String id = href.substring(href.lastIndexOf('/') + 1);
        int before =
                Integer.parseInt(single(database, "select count(*) from roll.line where roll = '%s'".formatted(id)));
        long begin = System.nanoTime();
        while (!operator.get(href).mustBe(200).body().contains("class=\"tag t-ok\"")) {
            if (System.nanoTime() - begin > JOB_MAX.toNanos()) {
                throw new IOException("not gone on with: " + href);
            }
            LockSupport.parkNanos(ASKED_EVERY.toNanos());
        }
        int lines = Integer.parseInt(single(
                database,
                "select count(distinct person) from roll.line where roll = '%s' and kind = 'FRESH'".formatted(id)));
        int people = Integer.parseInt(single(database, """
                select count(*) from volunteer.volunteer v join roll.line l on l.volunteer = v.id
                where l.roll = '%s'""".formatted(id)));
        results.add("killed, and gone on with: lines before", before, "");
        results.add("people afterwards", lines, "", null, "planted", (double) STOPPED_ROWS);
        return heldTrue("killed after " + before + " lines, " + lines + " people at the end", lines == STOPPED_ROWS)
                & heldTrue("something was left to do after the kill", before < STOPPED_ROWS && before > 0)
                & heldTrue(people + " volunteers, nobody twice", people == STOPPED_ROWS);
    }

    private static boolean held(String what, Map<String, Integer> planted, Map<String, Integer> found) {
        Map<String, Integer> all = new TreeMap<>(found);
        all.values().removeIf(count -> count == 0);
        return heldTrue(what + ": planted " + planted + ", found " + all, planted.equals(all));
    }

    private static boolean heldTrue(String what, boolean held) {
        System.out.println((held ? "held    " : "NOT SO  ") + what);
        return held;
    }

    private static List<String> stations(Database database) throws SQLException {
        return List.of(single(database, """
                select string_agg(s.number, ',' order by s.number)
                from network.site s join network.site_version v on v.site = s.id
                where v.tier = 'STATION' and upper_inf(v.days)""").split(","));
    }

    /** A roll that was brought in. */
    private record Brought(
            double checkSeconds, double importSeconds, Map<String, Integer> found, Map<String, Integer> became) {}

    private static Brought bring(Visitor operator, String title, ManyVolunteers.Made made)
            throws IOException, InterruptedException {
        Map<String, String> form = form(operator, title);
        long begin = System.nanoTime();
        String href = done(operator, operator.upload(ROLLS, form, "roll.csv", made.csv()));
        double checkSeconds = (System.nanoTime() - begin) / 1e9;
        Visitor.Answer page = operator.get(href).mustBe(200);
        Map<String, Integer> found = counts(COUNT, page.body());
        Matcher confirmation = CONFIRMATION.matcher(page.body());
        if (!confirmation.find()) {
            throw new IOException("nothing to confirm at " + href + ": " + page.body());
        }
        begin = System.nanoTime();
        done(operator, operator.post(confirmation.group(1), page.hidden()));
        double importSeconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Integer> became =
                counts(BECAME, operator.get(href).mustBe(200).body());
        System.out.printf("%s: check %.1f s, import %.1f s%n", title, checkSeconds, importSeconds);
        return new Brought(checkSeconds, importSeconds, found, became);
    }

    private static Map<String, String> form(Visitor operator, String title) throws IOException, InterruptedException {
        Visitor.Answer start = operator.get(ROLLS).mustBe(200);
        Map<String, String> form = start.hidden();
        Matcher site = CHOSEN.matcher(start.body());
        if (!site.find()) {
            throw new IOException("no place is chosen: " + start.body());
        }
        form.put("site", site.group(1));
        form.put("title", title);
        return form;
    }

    private static Map<String, Integer> counts(Pattern pattern, String body) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher found = pattern.matcher(body);
        while (found.find()) {
            counts.put(found.group(1), Integer.parseInt(found.group(2).replace(",", "")));
        }
        return counts;
    }

    /** Where the task leads to, once it is done. */
    private static String done(Visitor visitor, Visitor.Answer first) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Visitor.Answer page = first.mustBe(200);
        while (page.body().contains("<progress ") || page.body().contains("/cancellation\"")) {
            if (System.nanoTime() - begin > JOB_MAX.toNanos()) {
                throw new IOException("still not done: " + page.body());
            }
            LockSupport.parkNanos(ASKED_EVERY.toNanos());
            page = visitor.get(page.path()).mustBe(200);
        }
        Matcher result = RESULT.matcher(page.body());
        if (!result.find()) {
            throw new IOException("no result at " + page.path() + ": " + page.body());
        }
        return result.group(1);
    }

    // --- one wrong merge ---

    private static boolean splitting(Visitor operator, Database database)
            throws IOException, InterruptedException, SQLException {
        Matcher pair = PAIR.matcher(operator.get(PAIRS).mustBe(200).body());
        if (!pair.find()) {
            throw new IOException("no pair at " + PAIRS);
        }
        String href = pair.group(1);
        String before = records(database, href);
        decide(operator, href, "merge");
        boolean joined = records(database, href).equals(before) && aliases(database, href) == 1;
        decide(operator, href, "split");
        boolean apart = records(database, href).equals(before) && aliases(database, href) == 0;
        return heldTrue("a merge rewrote no record", joined)
                & heldTrue("after the split both stand exactly as before", apart);
    }

    private static void decide(Visitor operator, String href, String how) throws IOException, InterruptedException {
        Map<String, String> form = operator.get(href).mustBe(200).hidden();
        form.put("reason", "示例：" + how);
        operator.post(href + "/" + how, form).mustBe(200);
    }

    private static String records(Database database, String href) throws SQLException {
        String pair = href.substring(href.lastIndexOf('/') + 1);
        return single(database, """
                select md5(string_agg(r, '|' order by r)) from (
                    select to_jsonb(p)::text as r from person.person p, roll.pair w
                    where w.id = '%1$s' and p.id in (w.person, w.other)
                    union all
                    select to_jsonb(k)::text from person.key k, roll.pair w
                    where w.id = '%1$s' and k.person in (w.person, w.other)
                    union all
                    select to_jsonb(v)::text from volunteer.volunteer v, roll.pair w
                    where w.id = '%1$s' and v.person in (w.person, w.other)
                    union all
                    select to_jsonb(s)::text from volunteer.step s, volunteer.volunteer v, roll.pair w
                    where w.id = '%1$s' and v.person in (w.person, w.other) and s.volunteer = v.id) all_rows""".formatted(pair));
    }

    private static int aliases(Database database, String href) throws SQLException {
        String pair = href.substring(href.lastIndexOf('/') + 1);
        return Integer.parseInt(single(database, """
                select count(*) from person.alias a, roll.pair w
                where w.id = '%s' and a.alias in (w.person, w.other) and a.until is null""".formatted(pair)));
    }

    private static long counted(Database database) throws SQLException {
        return Long.parseLong(
                single(database, "select count(*) from volunteer.volunteer where confirmed_on is not null"));
    }

    private static String single(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.everything', 'on', false)");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
