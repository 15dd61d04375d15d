package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Pages over HTTP, each beside the SQL of that very page sent through plain JDBC in the same run, in turns. */
final class Pages {
    /** A page may take this many times its SQL's time, or some milliseconds where that is nothing. */
    private static final double RATIO_GOAL = 4;

    private static final double FLOOR_MS = 10;
    private static final double PAGE_MS_GOAL = 50;
    /** On a busier machine a time by itself says nothing. */
    private static final double QUIET_LOAD = 0.5;

    private static final int VARIANTS = 12;
    private static final int WARMING_ROUNDS = 150;
    private static final int ROUNDS = 400;
    private static final int ROUNDS_AT_ONCE = 100;

    /**
     * A kind of page.
     *
     * @param login the sample account that asks; "" for nobody
     * @param address of one variant: another search, another site
     * @param form what is sent there; null where the page is only asked for
     */
    record Page(
            String name,
            String login,
            IntFunction<String> address,
            @Nullable Form form) {
        Page(String name, String login, IntFunction<String> address) {
            this(name, login, address, null);
        }

        private long timed(Visitor visitor, int variant) throws IOException, InterruptedException {
            return form == null
                    ? visitor.timed(address.apply(variant))
                    : visitor.timed(
                            address.apply(variant),
                            form.page(),
                            Map.of(form.field(), form.value().apply(variant)));
        }
    }

    /**
     * A form that changes nothing.
     *
     * @param page where it stands
     * @param value of its one field, of one variant
     */
    record Form(String page, String field, IntFunction<String> value) {}

    private final Database database;
    private final Results results;
    private final Path work;

    /** @param work a folder for what each page sends */
    Pages(Database database, Results results, Path work) {
        this.database = database;
        this.results = results;
        this.work = work;
    }

    /** The same pages asked for by many at the same time, each on a connection of its own; one figure for all of them. */
    void atOnce(List<Map<String, Visitor>> everybody, List<Page> pages) throws InterruptedException, IOException {
        List<Future<long[]>> asked = new ArrayList<>();
        long[] all;
        try (ExecutorService threads = Executors.newFixedThreadPool(everybody.size())) {
            for (int who = 0; who < everybody.size(); who++) {
                Map<String, Visitor> visitors = everybody.get(who);
                int first = who;
                asked.add(threads.submit(() -> {
                    long[] took = new long[ROUNDS_AT_ONCE * pages.size()];
                    for (int n = 0; n < took.length; n++) {
                        // each begins elsewhere, so that not all ask for one page
                        Page page = pages.get((n + first) % pages.size());
                        took[n] = page.timed(of(visitors, page), n / pages.size() % VARIANTS);
                    }
                    return took;
                }));
            }
            List<Long> together = new ArrayList<>();
            for (Future<long[]> one : asked) {
                Arrays.stream(one.get()).forEach(together::add);
            }
            all = together.stream().mapToLong(Long::longValue).toArray();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        for (int percent : new int[] {50, 95, 99}) {
            String metric = "all pages at %d connections, p%d".formatted(everybody.size(), percent);
            if (percent == 95 && results.load() < QUIET_LOAD) {
                results.atMost(PAGE_MS_GOAL, metric, percentile(all, percent), "ms");
            } else {
                results.add(metric, percentile(all, percent), "ms");
            }
        }
    }

    /** A page whose asking is written down, so that its SQL cannot be sent again: over HTTP only, and not so often. */
    void alone(Map<String, Visitor> visitors, Page page) throws IOException, InterruptedException {
        long[] took = new long[ROUNDS_AT_ONCE];
        for (int round = -ROUNDS_AT_ONCE; round < took.length; round++) {
            long one = page.timed(of(visitors, page), Math.floorMod(round, VARIANTS));
            if (round >= 0) {
                took[round] = one;
            }
        }
        for (int percent : new int[] {50, 95}) {
            results.add(page.name() + ", p" + percent, percentile(took, percent), "ms");
        }
        byItself(page.name(), took);
    }

    private void byItself(String name, long[] took) {
        if (results.load() < QUIET_LOAD) {
            results.atMost(PAGE_MS_GOAL, name + ", p95 by itself", percentile(took, 95), "ms");
        }
    }

    /** One address with what it sends, and how long both took. */
    private record Measured(Page page, List<Replay> replays, long[] http, long[] sql) {}

    /** @param visitors by the login with which a page is asked for; "" for nobody's */
    void measure(Map<String, Visitor> visitors, List<Page> pages)
            throws IOException, InterruptedException, SQLException {
        try (Connection connection = database.connect()) {
            List<Measured> all = prepare(visitors, pages, connection);
            for (int round = -WARMING_ROUNDS; round < ROUNDS; round++) {
                for (Measured one : all) {
                    int variant = Math.floorMod(round, VARIANTS);
                    Visitor visitor = of(visitors, one.page());
                    Replay replay = one.replays().get(variant);
                    long sql;
                    long http;
                    // in turns, so that neither always finds what the other has just read
                    if (round % 2 == 0) {
                        sql = replay.timed(connection);
                        http = one.page().timed(visitor, variant);
                    } else {
                        http = one.page().timed(visitor, variant);
                        sql = replay.timed(connection);
                    }
                    if (round >= 0) {
                        one.http()[round] = http;
                        one.sql()[round] = sql;
                    }
                }
            }
            all.forEach(this::tell);
        }
    }

    private List<Measured> prepare(Map<String, Visitor> visitors, List<Page> pages, Connection connection)
            throws IOException, InterruptedException, SQLException {
        List<Measured> all = new ArrayList<>();
        for (Page page : pages) {
            Visitor visitor = of(visitors, page);
            String first = page.address().apply(0);
            int status = page.form() == null ? visitor.get(first).status() : 200;
            if (status != 200) {
                System.out.println("left out: " + page.name() + ", " + first + " answers " + status);
                continue;
            }
            List<Database.Visit> visits = new ArrayList<>();
            for (int n = 0; n < VARIANTS; n++) {
                int variant = n;
                visits.add(() -> page.timed(visitor, variant));
            }
            List<List<Database.Sent>> sent = database.record(visits);
            Files.writeString(work.resolve(page.name().replaceAll("[^a-z]+", "-") + ".sql"), script(sent.getFirst()));
            List<Replay> replays = new ArrayList<>();
            for (List<Database.Sent> one : sent) {
                replays.add(new Replay(connection, one));
            }
            all.add(new Measured(page, replays, new long[ROUNDS], new long[ROUNDS]));
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

    private void tell(Measured one) {
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
        byItself(name, one.http());
    }

    static double percentile(long[] nanoseconds, int percent) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
