package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Volunteers checking in by the venue's code over HTTP, at 32 connections that are kept, each written through to the disk
 * before its answer; in turns with pgbench, which sends the same statements to the same server from 32 clients. Then the
 * same while the log is sealed without a pause, and while nothing else runs.
 *
 * <p>Argument: rounds (6).
 */
public final class CheckinBench {
    private static final Path WORK = Path.of("bench/target/checkin").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("app/target/programs").toAbsolutePath();
    private static final int CLIENTS = 32;
    /** Check-ins of a connection in one round, each by another volunteer. */
    private static final int EACH = 50;

    private static final int ACTIVITIES = 64;
    private static final String WRITING = "insert into presence.event";
    private static final int ROUNDS = 6;
    private static final int WARMING_ROUNDS = 3;
    private static final int SEALING_ROUNDS = 3;
    private static final double EACH_MS_GOAL = 1_000.0 / 500;
    private static final double QUIET_LOAD = 0.5;

    private final List<CheckinCrowd.Member> members;
    private final Map<String, String> primary = new HashMap<>();
    private final Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
    private long byPgbench;
    private CheckinCrowd.@Nullable Member recorded;

    private CheckinBench(List<CheckinCrowd.Member> members) {
        this.members = members;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        var results = new Results("checkin");
        FileSystemUtils.deleteRecursively(WORK);
        Files.createDirectories(WORK);
        Program house = Program.house(WORK.resolve("data"));
        house.start().close();
        var bench = new CheckinBench(CheckinCrowd.gather(house.data(), PROGRAMS, CLIENTS * EACH, ACTIVITIES));
        System.out.printf("%,d volunteers at %d activities%n", CLIENTS * EACH, ACTIVITIES);
        boolean sound;
        try (var running = house.start()) {
            bench.beside(running.port(), new Database(house.data()), rounds, results);
        }
        long[] quiet;
        try (var running = house.start(List.of("-Dzhiyuan.jobs.enabled=false"))) {
            quiet = bench.alone(running.port(), new Database(house.data()));
        }
        try (var running = house.start(List.of("-Dzhiyuan.ledger.seal-every=100ms"))) {
            Database database = new Database(house.data());
            long before = leaves(database);
            long[] sealing = bench.alone(running.port(), database);
            results.add(
                    "while the log is sealed without pause, p50",
                    ms(sealing, 50),
                    "ms",
                    null,
                    "no job runs",
                    ms(quiet, 50));
            results.add("the same, p95", ms(sealing, 95), "ms", null, "no job runs", ms(quiet, 95));
            results.add("the same, p99", ms(sealing, 99), "ms", null, "no job runs", ms(quiet, 99));
            results.add("the same, longest", ms(sealing, 100), "ms", null, "no job runs", ms(quiet, 100));
            results.add("entries sealed meanwhile", leaves(database) - before, "");
            sound = bench.exactlyOnce(database, results);
        }
        System.exit(results.publish() && sound ? 0 : 1);
    }

    private static long leaves(Database database) throws SQLException {
        try (Connection owner = database.connectAsOwner()) {
            return number(owner, "select count(*) from ledger.leaf");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void beside(int port, Database database, int rounds, Results results) throws Exception {
        Path program = Pgbench.find();
        try (Connection owner = database.connectAsOwner()) {
            sessions(owner);
            for (int i = 0; i < WARMING_ROUNDS; i++) {
                round(port, owner);
            }
            Pgbench pgbench = program == null ? null : pgbench(program, port, database, owner);
            List<Double> rates = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            List<Double> besideAlone = new ArrayList<>();
            List<long[]> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                Round round = round(port, owner);
                rates.add(round.rate());
                all.add(round.nanoseconds());
                if (pgbench != null) {
                    ready(pgbench, owner);
                    beside.add(pgbench.requests());
                    ready(pgbench, owner);
                    besideAlone.add(pgbench.transactions());
                }
                System.out.printf(
                        "round %d: %.0f a second, p50 %.1f ms, p95 %.1f ms; pgbench %.0f, the transaction alone %.0f%n",
                        i + 1,
                        round.rate(),
                        ms(round.nanoseconds(), 50),
                        ms(round.nanoseconds(), 95),
                        beside.isEmpty() ? 0.0 : beside.getLast(),
                        besideAlone.isEmpty() ? 0.0 : besideAlone.getLast());
            }
            long[] together = all.stream().flatMapToLong(Arrays::stream).toArray();
            double rate = median(rates);
            results.add(
                    "check-ins a second, 32 connections, median",
                    rate,
                    "",
                    null,
                    beside.isEmpty() ? null : "pgbench, all statements of the request",
                    beside.isEmpty() ? null : median(beside));
            if (!besideAlone.isEmpty()) {
                results.add(
                        "the same", rate, "", null, "pgbench, the transaction that writes alone", median(besideAlone));
            }
            if (results.load() < QUIET_LOAD) {
                results.atMost(EACH_MS_GOAL, "1 s by that number", 1_000 / rate, "ms");
            }
            for (int percent : new int[] {50, 95, 99}) {
                results.add("check-in, p" + percent, ms(together, percent), "ms");
            }
        }
    }

    private void ready(Pgbench pgbench, Connection owner) throws SQLException {
        clear(owner);
        pgbench.fill(owner, this::instead);
        byPgbench += CLIENTS * EACH;
    }

    private long[] alone(int port, Database database) throws Exception {
        List<long[]> all = new ArrayList<>();
        try (Connection owner = database.connectAsOwner()) {
            for (int i = 0; i < WARMING_ROUNDS + SEALING_ROUNDS; i++) {
                Round round = round(port, owner);
                if (i >= WARMING_ROUNDS) {
                    all.add(round.nanoseconds());
                }
            }
        }
        return all.stream().flatMapToLong(Arrays::stream).toArray();
    }

    // --- over HTTP ---

    private record Round(double rate, long[] nanoseconds) {}

    /** Everybody comes, once; before it nobody is there, and everybody has just looked at the page. */
    private Round round(int port, Connection owner) throws Exception {
        clear(owner);
        long[] took = new long[CLIENTS * EACH];
        long begin;
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<KeptConnection> connections = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                connections.add(new KeptConnection(port));
            }
            begin = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client * EACH;
                KeptConnection connection = connections.get(client);
                all.add(clients.submit(() -> {
                    for (int n = first; n < first + EACH; n++) {
                        long sent = System.nanoTime();
                        checkIn(connection, members.get(n));
                        took[n] = System.nanoTime() - sent;
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            long spent = System.nanoTime() - begin;
            for (KeptConnection connection : connections) {
                connection.close();
            }
            return new Round(took.length / (spent / 1e9), took);
        }
    }

    private void checkIn(KeptConnection connection, CheckinCrowd.Member member) throws IOException {
        UUID form = UUID.randomUUID();
        int status = connection.post(
                "/checkin/" + member.activity() + "/arrivals", member.session(), form, member.code(Instant.now()));
        if (status != 302) {
            throw new IOException("a check-in answers " + status);
        }
        // as the room presence names it
        acknowledged.add(
                UUID.nameUUIDFromBytes((form + "/" + member.volunteer() + "/in").getBytes(StandardCharsets.UTF_8)));
    }

    /** Whoever is there is taken back, as by a leader's word; sessions were seen just now, as by the page before. */
    private static void clear(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("update presence.presence set standing = 'VOID' where standing = 'OPEN'");
            statement.execute("update cell.spring_session set last_access_time = "
                    + Instant.now().toEpochMilli());
            statement.execute("vacuum presence.presence");
        }
    }

    /** Every check-in that was answered is there, once; and nothing else but what pgbench wrote. */
    private boolean exactlyOnce(Database database, Results results) throws SQLException {
        try (Connection owner = database.connectAsOwner()) {
            try (Statement statement = owner.createStatement()) {
                statement.execute("create temporary table answered (event uuid primary key)");
            }
            try (PreparedStatement insert = owner.prepareStatement("insert into answered values (?)")) {
                for (UUID event : acknowledged) {
                    insert.setObject(1, event);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            long stored = number(owner, "select count(*) from answered join presence.event e on e.id = event");
            long events = number(owner, """
                    select count(*) from presence.event e join activity.activity a on a.id = e.activity
                    where a.title like '示例压测%'""");
            results.add("check-ins answered", acknowledged.size(), "");
            results.add("of them stored, each once", stored, "", null, "answered", (double) acknowledged.size());
            results.add("stored by pgbench", events - stored, "", null, "its transactions", (double) byPgbench);
            return stored == acknowledged.size() && events - stored == byPgbench;
        }
    }

    // --- pgbench ---

    private void sessions(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select session_id, primary_id from cell.spring_session")) {
            while (row.next()) {
                primary.put(row.getString(1).strip(), row.getString(2).strip());
            }
        }
    }

    private Pgbench pgbench(Path program, int port, Database database, Connection owner) throws Exception {
        clear(owner);
        // each recording is another's check-in
        int[] next = {0};
        try (var connection = new KeptConnection(port)) {
            List<List<Database.Sent>> sent = database.record(List.of(
                    () -> checkIn(connection, members.get(next[0]++)),
                    () -> checkIn(connection, members.get(next[0]++))));
            recorded = whoSent(sent.getFirst());
            StringBuilder text = new StringBuilder();
            sent.getFirst()
                    .forEach(one -> text.append(one.sql())
                            .append("\n-- ")
                            .append(one.parameters())
                            .append("\n\n"));
            Files.writeString(WORK.resolve("checkin-as-sent.sql"), text);
            return Pgbench.of(program, database, WORK, CLIENTS, EACH, sent.get(0), sent.get(1), WRITING);
        }
    }

    private CheckinCrowd.Member whoSent(List<Database.Sent> sent) {
        return members.stream()
                .filter(member -> sent.stream()
                        .anyMatch(one ->
                                one.parameters().contains(member.volunteer().toString())))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String instead(String value, int row) {
        CheckinCrowd.Member member = members.get(row);
        if (value.matches("\\d{13}")) {
            // when the session was seen: as in the request, a moment after it was seen last
            return String.valueOf(Instant.now().toEpochMilli());
        }
        List<String> theirs = values(Objects.requireNonNull(recorded));
        boolean list = value.startsWith("{") && value.endsWith("}");
        String one = list ? value.substring(1, value.length() - 1) : value;
        int at = one.isEmpty() ? -1 : theirs.indexOf(one);
        if (at < 0) {
            return null;
        }
        String own = values(member).get(at);
        return list ? "{" + own + "}" : own;
    }

    private List<String> values(CheckinCrowd.Member member) {
        String session = new String(Base64.getDecoder().decode(member.session()), StandardCharsets.UTF_8);
        long lock =
                member.volunteer().getMostSignificantBits() ^ member.volunteer().getLeastSignificantBits();
        return List.of(
                member.account().toString(),
                member.person().toString(),
                member.volunteer().toString(),
                member.activity().toString(),
                session,
                primary.getOrDefault(session, ""),
                String.valueOf(lock));
    }

    // --- figures ---

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double ms(long[] nanoseconds, int percent) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
