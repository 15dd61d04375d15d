package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one request as a script for PostgreSQL's own pgbench: the same text, prepared, in the same
 * transactions; what differs from one request to the next is read from a table before each.
 */
final class Pgbench {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final String ALL = "request.sql";
    private static final String ONE_TRANSACTION = "transaction.sql";
    private static final String READING = "reading.sql";

    /** What one request is about: by what stood in the recorded one, what stands in this. */
    interface Names {
        /** Null where this is nothing of the one who asks. */
        @Nullable
        String instead(String recorded, int row);
    }

    private final Path program;
    private final Database database;
    private final Path folder;
    private final int clients;
    private final int each;
    /** A recorded value that differs between requests, and the name of its column. */
    private final Map<String, String> columns = new LinkedHashMap<>();

    private Pgbench(Path program, Database database, Path folder, int clients, int each) {
        this.program = program;
        this.database = database;
        this.folder = folder;
        this.clients = clients;
        this.each = each;
    }

    /** Null where the machine has none. */
    static @Nullable Path find() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return null;
        }
        try (var versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .max(java.util.Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /**
     * @param one what a request sent
     * @param other what the same request of somebody else sent: what is equal in both is no matter of who asks
     * @param writing words of a statement of the one transaction for which the request is made
     */
    static Pgbench of(
            Path program,
            Database database,
            Path folder,
            int clients,
            int each,
            List<Database.Sent> one,
            List<Database.Sent> other,
            String writing)
            throws IOException, SQLException {
        Pgbench made = new Pgbench(program, database, folder, clients, each);
        StringBuilder script = new StringBuilder("\\set n :client_id * " + each + " + :i\n\\set i :i + 1\n");
        List<String> statements = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement trying = connection.createStatement()) {
            for (int i = 0; i < one.size(); i++) {
                statements.add(made.statement(trying, one.get(i), other.get(i)).replaceAll("\\s+", " ") + ";\n");
            }
        }
        String reading =
                "select " + String.join(", ", made.columns.values()) + " from public.bench_todo where n = :n \\gset\n";
        Files.writeString(folder.resolve(READING), script + reading);
        Files.writeString(folder.resolve(ALL), script + reading + String.join("", statements));
        Files.writeString(
                folder.resolve(ONE_TRANSACTION), script + reading + String.join("", transaction(statements, writing)));
        return made;
    }

    private static List<String> transaction(List<String> statements, String writing) {
        int at = 0;
        while (!statements.get(at).contains(writing)) {
            at++;
        }
        int begin = at;
        while (!statements.get(begin).startsWith("BEGIN")) {
            begin--;
        }
        int end = at;
        while (!statements.get(end).startsWith("COMMIT")) {
            end++;
        }
        return statements.subList(begin, end + 1);
    }

    private String statement(Statement trying, Database.Sent one, Database.Sent other) {
        String plain = filled(one, other, false);
        return prepares(trying, one) ? plain : filled(one, other, true);
    }

    private static boolean prepares(Statement trying, Database.Sent sent) {
        if (sent.parameters().isEmpty()) {
            return true;
        }
        Matcher place = PLACE.matcher(sent.sql());
        String sql = place.replaceAll(found -> Matcher.quoteReplacement(
                sent.parameters().get(Integer.parseInt(found.group(1)) - 1) == null ? "null" : found.group()));
        try {
            trying.execute("prepare bench_try as " + sql);
            trying.execute("deallocate bench_try");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private String filled(Database.Sent one, Database.Sent other, boolean typed) {
        return PLACE.matcher(one.sql()).replaceAll(found -> {
            int at = Integer.parseInt(found.group(1)) - 1;
            String value = one.parameters().get(at);
            if (value == null) {
                return "null";
            }
            boolean same = value.equals(other.parameters().get(at));
            String name = columns.computeIfAbsent((same ? "=" : "") + value, v -> "v" + columns.size());
            return Matcher.quoteReplacement(":" + name + (typed ? type(value) : ""));
        });
    }

    private static String type(String value) {
        if (UUID_TEXT.matcher(value).matches()) {
            return "::uuid";
        }
        if (value.matches("\\d{4}-\\d\\d-\\d\\d .*")) {
            return "::timestamptz";
        }
        if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return "::date";
        }
        if (value.matches("-?\\d+")) {
            return value.length() > 9 ? "::bigint" : "::int";
        }
        return "";
    }

    /** Makes ready what the next run reads: a row for each request. */
    void fill(Connection owner, Names names) throws SQLException {
        List<String> definitions = new ArrayList<>();
        columns.values().forEach(column -> definitions.add(column + " text"));
        try (Statement statement = owner.createStatement()) {
            statement.execute("drop table if exists public.bench_todo");
            statement.execute("create unlogged table public.bench_todo (n int primary key, "
                    + String.join(", ", definitions) + ")");
            statement.execute("grant select on public.bench_todo to zhiyuan_app");
        }
        String marks = ", ?".repeat(columns.size());
        try (PreparedStatement insert =
                owner.prepareStatement("insert into public.bench_todo values (?" + marks + ")")) {
            for (int row = 0; row < clients * each; row++) {
                insert.setInt(1, row);
                int column = 2;
                for (String recorded : columns.keySet()) {
                    insert.setString(column++, instead(recorded, row, names));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement statement = owner.createStatement()) {
            statement.execute("analyze public.bench_todo");
        }
    }

    private static String instead(String recorded, int row, Names names) {
        if (recorded.startsWith("=")) {
            return recorded.substring(1);
        }
        String own = names.instead(recorded, row);
        if (own != null) {
            return own;
        }
        // what the application draws anew for each: ids of events, of presences, of audit events
        return UUID_TEXT.matcher(recorded).matches() ? UUID.randomUUID().toString() : recorded;
    }

    /** Requests a second, all statements of each, the reading of its values taken off. */
    double requests() throws IOException, InterruptedException {
        return withoutReading(tps(ALL));
    }

    /** The same with the one transaction alone for which a request is made. */
    double transactions() throws IOException, InterruptedException {
        return withoutReading(tps(ONE_TRANSACTION));
    }

    private double withoutReading(double tps) throws IOException, InterruptedException {
        return 1 / (1 / tps - 1 / tps(READING));
    }

    private double tps(String script) throws IOException, InterruptedException {
        Path out = folder.resolve(script + ".out");
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--transactions=" + each,
                        "--define=i=0",
                        "--file=" + folder.resolve(script),
                        "--host=127.0.0.1",
                        "--port=" + database.port(),
                        "--username=zhiyuan_app",
                        "zhiyuan")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("PGPASSWORD", database.password());
        int code = builder.start().waitFor();
        String said = Files.readString(out);
        Matcher tps = TPS.matcher(said);
        if (code != 0 || !tps.find()) {
            throw new IOException("pgbench ended with " + code + ": " + said);
        }
        return Double.parseDouble(tps.group(1));
    }
}
