package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The database server of a house's folder, seen from outside: connections as the application's own role, and what the
 * server itself takes down of the statements that a page sends.
 */
final class Database {
    /** Statements of a page are taken down this often; what stands in most of the lists is the page's. */
    private static final int RECORDINGS = 7;

    private static final Duration LOG_MAX = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMillis(30);
    private static final Pattern EXECUTED = Pattern.compile("(?s)(?:execute [^:]*|statement): (.*)");
    /** Does not go deeper with the length of a value, which may be a session. */
    private static final Pattern PARAMETER = Pattern.compile("(?s)\\$(\\d+) = (NULL|'([^']*+(?:''[^']*+)*+)')");

    private static final String RECORDING = """
            # written by the benchmark
            log_destination = 'jsonlog'
            log_statement = 'all'
            log_error_verbosity = 'default'
            """;

    private final Path folder;
    private final int port;
    private final String url;
    private final String password;
    private final String ownerPassword;
    private final JsonMapper json = JsonMapper.builder().build();

    Database(Path data) throws IOException {
        this.folder = data.resolve("database");
        this.port = Integer.parseInt(Files.readAllLines(folder.resolve("zhiyuan.conf")).stream()
                .filter(line -> line.startsWith("port = "))
                .findFirst()
                .orElseThrow()
                .substring("port = ".length()));
        Properties passwords = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets/database.properties"))) {
            passwords.load(reader);
        }
        this.url = "jdbc:postgresql://127.0.0.1:" + port + "/zhiyuan";
        this.password = passwords.getProperty("app", "");
        this.ownerPassword = passwords.getProperty("owner", "");
    }

    int port() {
        return port;
    }

    /** Of the application's role. */
    String password() {
        return password;
    }

    /** As the owner of the tables, with every row in sight: to make ready and to count, never for what is measured. */
    Connection connectAsOwner() throws SQLException {
        Connection owner = DriverManager.getConnection(url, "zhiyuan_owner", ownerPassword);
        try (Statement statement = owner.createStatement()) {
            statement.execute(
                    "select set_config('app.everything', 'on', false), set_config('app.changes', 'on', false)");
        }
        return owner;
    }

    /** As the application's role, which the row policies bind. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "zhiyuan_app", password);
    }

    /**
     * A statement as the server ran it.
     *
     * @param session which of the application's connections it came over
     * @param parameters their text; null for null
     */
    record Sent(String session, String sql, List<@Nullable String> parameters) {}

    interface Visit {
        void go() throws IOException, InterruptedException;
    }

    /** What each visit sends, in order. The server writes it down only in here: it would slow what is measured. */
    List<List<Sent>> record(List<Visit> visits) throws IOException, SQLException, InterruptedException {
        Path own = folder.resolve("postgresql.auto.conf");
        String before = Files.readString(own);
        Files.writeString(own, RECORDING, StandardOpenOption.APPEND);
        reload();
        try (Connection marking = connect();
                Statement mark = marking.createStatement()) {
            awaitRecording(mark);
            List<List<Sent>> sent = new ArrayList<>();
            for (int i = 0; i < visits.size(); i++) {
                List<List<Sent>> tries = new ArrayList<>();
                for (int n = 0; n < RECORDINGS; n++) {
                    tries.add(recordOnce(mark, i + "." + n, visits.get(i)));
                }
                sent.add(usual(tries));
            }
            return sent;
        } finally {
            Files.writeString(own, before);
            reload();
        }
    }

    private void awaitRecording(Statement mark) throws IOException, SQLException {
        long deadline = System.nanoTime() + LOG_MAX.toNanos();
        for (int n = 0; ; n++) {
            mark.execute("select 'mark probe." + n + "'");
            LockSupport.parkNanos(SETTLED.toNanos());
            if (log().contains("mark probe.")) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the server does not write down its statements");
            }
        }
    }

    /** Another room's background work may fall into one recording, hardly into most of them. */
    private static List<Sent> usual(List<List<Sent>> tries) throws IOException {
        Map<List<String>, Integer> counts = new HashMap<>();
        tries.forEach(sent -> counts.merge(texts(sent), 1, Integer::sum));
        var most = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        if (most.getValue() <= RECORDINGS / 2) {
            throw new IOException("a page sends now these statements, now those: " + String.join("\n", most.getKey()));
        }
        return tries.stream()
                .filter(sent -> texts(sent).equals(most.getKey()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static List<String> texts(List<Sent> sent) {
        return sent.stream().map(Sent::sql).toList();
    }

    private List<Sent> recordOnce(Statement mark, String name, Visit visit)
            throws IOException, SQLException, InterruptedException {
        long from = log().length();
        mark.execute("select 'mark begin " + name + "'");
        visit.go();
        // what the house does after its answer is the page's as well
        LockSupport.parkNanos(SETTLED.toNanos());
        mark.execute("select 'mark end " + name + "'");
        long deadline = System.nanoTime() + LOG_MAX.toNanos();
        String said = "";
        while (!said.contains("mark end " + name + "'")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no end of the recording in the server's log");
            }
            LockSupport.parkNanos(SETTLED.toNanos());
            said = log().substring((int) from);
        }
        List<Sent> sent = new ArrayList<>();
        boolean inside = false;
        for (String line : said.lines().toList()) {
            JsonNode entry = json.readTree(line);
            Matcher executed = EXECUTED.matcher(entry.path("message").asString());
            if (!executed.matches()) {
                continue;
            }
            String sql = executed.group(1);
            if (sql.startsWith("select 'mark ")) {
                inside = sql.contains("mark begin " + name + "'");
            } else if (inside && !sql.isBlank()) {
                // nothing at all is how the pool asks now and then whether a connection still lives
                sent.add(new Sent(
                        entry.path("session_id").asString(),
                        sql,
                        parameters(entry.path("detail").asString(""))));
            }
        }
        return sent;
    }

    private static List<@Nullable String> parameters(String detail) {
        List<@Nullable String> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(detail);
        while (parameter.find()) {
            parameters.add(
                    parameter.group(3) == null ? null : parameter.group(3).replace("''", "'"));
        }
        return parameters;
    }

    private String log() throws IOException {
        try (var files = Files.list(folder.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(Path::toString))
                    .map(Database::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void reload() throws IOException, InterruptedException {
        String server =
                Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
        if (new ProcessBuilder("kill", "-HUP", server).inheritIO().start().waitFor() != 0) {
            throw new IOException("the database server " + server + " does not take a signal");
        }
        // the server and its processes read the settings anew in their own time
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
}
