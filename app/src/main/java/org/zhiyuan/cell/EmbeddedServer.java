package org.zhiyuan.cell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.zhiyuan.kernel.Text;

/**
 * The PostgreSQL server that comes with the house, for cities without one of their own. Its folder persists; it writes
 * through to the disk, checks its pages, listens on loopback only and knows two sign-ins, both by password.
 */
final class EmbeddedServer implements AutoCloseable {
    static final String OWNER = "zhiyuan_owner";
    static final String APP = "zhiyuan_app";
    static final String DATABASE = "zhiyuan";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String MAJOR = "18";
    /** After a crash the server first replays its log: slow disks take their time. */
    private static final int START_SECONDS_MAX = 120;

    private static final int STOP_SECONDS_MAX = 60;
    private static final int ADMIN_SECONDS_MAX = 120;
    /** Each try waits for the server's answer, so a few are enough for what passes by itself. */
    private static final int START_TRIES_MAX = 20;

    private final ServerPrograms programs;
    private final Path database;
    private final Unprivileged user;
    private final Passwords passwords;
    private int port;
    private boolean closing;

    private EmbeddedServer(ServerPrograms programs, Path database, Unprivileged user, Passwords passwords) {
        this.programs = programs;
        this.database = database;
        this.user = user;
        this.passwords = passwords;
    }

    static EmbeddedServer start(DataFolder folder, Path programsFolder) {
        return start(folder, programsFolder, List.of(DATABASE));
    }

    /** Starts it, first making it where the folder has none. */
    static EmbeddedServer start(DataFolder folder, Path programsFolder, List<String> databases) {
        Path database = folder.database();
        refuseOtherVersion(database);
        var programs = ServerPrograms.unpacked(programsFolder);
        var user = Unprivileged.reaching(folder.path());
        var server = new EmbeddedServer(programs, database, user, Passwords.of(folder, Files.exists(database)));
        try {
            if (!Files.exists(database)) {
                server.make(databases);
            }
            user.own(database);
            server.stopOrphan();
            server.start();
        } catch (IOException e) {
            throw new CannotStart(Text.of("内置数据库无法启动（{0}）。请检查磁盘空间和目录 {1} 的权限。", e.toString(), database), e);
        }
        return server;
    }

    private static void refuseOtherVersion(Path database) {
        if (!Files.exists(database)) {
            return;
        }
        String version;
        try {
            version = Files.readString(database.resolve("PG_VERSION")).strip();
        } catch (IOException e) {
            throw new CannotStart(Text.of("目录 {0} 不是完好的数据库目录，未作任何改动。请从备份恢复，或用 --data 另指定一个目录。", database), e);
        }
        if (!version.equals(MAJOR)) {
            throw new CannotStart(
                    Text.of("目录 {0} 由 PostgreSQL {1} 建立，本版内置的是 {2}，未作任何改动。请用建立它的版本启动。", database, version, MAJOR));
        }
    }

    /** Makes the database beside its place and moves it there when whole: a start cut short leaves nothing half made. */
    private void make(List<String> databases) throws IOException {
        Path half = database.resolveSibling("database.half");
        FileSystemUtils.deleteRecursively(half);
        Files.createDirectory(half);
        user.own(half);
        run(
                "",
                programs.initdb(),
                "--pgdata=" + half,
                "--username=postgres",
                "--auth=reject",
                "--data-checksums",
                "--encoding=UTF8",
                // with plain C, trigrams of Chinese words are empty; the built-in provider depends on no system library
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        // the superuser exists only here, in a server without network; none may sign in as it later
        StringBuilder sql = new StringBuilder();
        sql.append("create role " + OWNER + " login password '" + passwords.owner() + "' nosuperuser nobypassrls\n");
        sql.append("create role " + APP + " login password '" + passwords.app() + "' nosuperuser nobypassrls\n");
        for (String name : databases) {
            sql.append("create database " + name + " owner " + OWNER + "\n");
            sql.append("revoke all on database " + name + " from public\n");
            sql.append("grant connect on database " + name + " to " + APP + "\n");
        }
        run(sql.toString(), programs.postgres(), "--single", "-D", half.toString(), "postgres");
        write(half.resolve("pg_hba.conf"), """
                # written once; everybody else is refused
                host all %s,%s 127.0.0.1/32 scram-sha-256
                """.formatted(OWNER, APP));
        Files.writeString(
                half.resolve("postgresql.conf"), "\ninclude_if_exists = 'zhiyuan.conf'\n", StandardOpenOption.APPEND);
        Files.move(half, database, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(Path file, String content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.writeString(half, content);
        user.own(half);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * A process that was killed leaves its server running. We hold the folder's lock, so whoever else used the folder is
     * gone; still only a process whose own command names this folder is stopped.
     */
    private void stopOrphan() throws IOException {
        Path pidFile = database.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
        Path commandLine = Path.of("/proc", pid.isEmpty() ? "none" : pid, "cmdline");
        if (!Files.exists(commandLine)) {
            return; // a crash: the server recovers by itself
        }
        List<String> words = List.of(Files.readString(commandLine).split("\0"));
        int at = words.indexOf("-D");
        if (at >= 0 && at + 1 < words.size() && words.get(at + 1).equals(database.toString())) {
            LOG.warn("stopping the database server {} that an earlier start left behind", pid);
            stop();
        } else {
            // the number was given to another process since: the server would take that one for itself and not start
            Files.delete(pidFile);
        }
    }

    private void start() throws IOException {
        for (int tries = 1; ; tries++) {
            port = freePort();
            String said = tryStart();
            if (said.isEmpty()) {
                watch();
                return;
            }
            if (tries == START_TRIES_MAX || !passing(said)) {
                throw failed(said);
            }
        }
    }

    /** Somebody was quicker to take the port, or processes of a killed server are still on their way out. */
    private static boolean passing(String said) {
        return said.contains("could not bind") || said.contains("pre-existing shared memory block");
    }

    /** Answers what the server said when it did not start, and nothing when it did. */
    private String tryStart() throws IOException {
        Path log = database.resolve("start.log");
        write(database.resolve("zhiyuan.conf"), settings());
        Files.deleteIfExists(log);
        int code = tryRun(
                START_SECONDS_MAX + 5,
                programs.control(),
                "start",
                "--wait",
                "--timeout=" + START_SECONDS_MAX,
                "--pgdata=" + database,
                "--log=" + log);
        if (code == 0) {
            return "";
        }
        return Files.exists(log) ? Files.readString(log) : "no start.log";
    }

    /** A server that ends without us is started again in its place; if that fails, so do we, for all to see. */
    private void watch() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(database.resolve("postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().thenRun(this::startAgain));
    }

    private synchronized void startAgain() {
        if (closing) {
            return;
        }
        LOG.error("the database server ended by itself and is started again");
        try {
            for (int tries = 1; ; tries++) {
                String said = tryStart();
                if (said.isEmpty()) {
                    watch();
                    return;
                }
                // what worked for the one that was killed may outlive it by a moment
                if (tries == START_TRIES_MAX || !passing(said)) {
                    throw failed(said);
                }
            }
        } catch (IOException | CannotStart e) {
            LOG.error("the database server cannot be started again: {}", e.toString());
            System.exit(1);
        }
    }

    private CannotStart failed(String said) {
        String fatal = said.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .reduce((first, second) -> second)
                .map(line -> line.replaceFirst(".*(FATAL|PANIC): *", ""))
                // what keeps it from even beginning is said without such a word
                .or(() -> said.lines().filter(line -> !line.isBlank()).findFirst())
                .orElse("?");
        return new CannotStart(Text.of("内置数据库无法启动（{0}）。详情见 {1} 下的 start.log 和 log/；若数据已损坏，请从备份恢复。", fatal, database));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String settings() {
        return """
                # written at every start; own settings belong into postgresql.auto.conf
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 60
                password_encryption = 'scram-sha-256'
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                timezone = 'UTC'
                # short queries: compiling them costs more than it saves
                jit = off
                logging_collector = on
                log_directory = 'log'
                # a week of logs, each day over the one before it
                log_filename = 'server-%%a.log'
                log_truncate_on_rotation = on
                log_rotation_age = 1d
                log_timezone = 'UTC'
                # the detail of a refused row would tell its values
                log_error_verbosity = terse
                log_min_error_statement = panic
                """.formatted(port);
    }

    String url() {
        return url(DATABASE);
    }

    String url(String databaseName) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + databaseName;
    }

    Passwords passwords() {
        return passwords;
    }

    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            stop();
        } catch (IOException e) {
            LOG.warn("the database server did not stop: {}", e.toString());
        }
    }

    /** Ends open connections and writes everything out; nothing committed waits for the next start. */
    private void stop() throws IOException {
        run(
                "",
                programs.control(),
                "stop",
                "--mode=fast",
                "--wait",
                "--timeout=" + STOP_SECONDS_MAX,
                "--pgdata=" + database);
    }

    private int tryRun(int secondsMax, String... command) throws IOException {
        Process process = user.command(command)
                .redirectErrorStream(true)
                // not a pipe: the server would inherit it and keep us waiting for its end
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return await(process, secondsMax, command[0]);
    }

    private void run(String input, String... command) throws IOException {
        Process process = user.command(command).redirectErrorStream(true).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        String said;
        try (var out = process.inputReader()) {
            said = out.readAllAsString();
        }
        // the single-user server goes on after an error and still ends with 0
        if (await(process, ADMIN_SECONDS_MAX, command[0]) != 0 || said.contains("ERROR:")) {
            throw new IOException(said.lines()
                    .filter(line -> line.contains("error:") || line.contains("ERROR:") || line.contains("FATAL:"))
                    .findFirst()
                    .orElse(said.strip()));
        }
    }

    private static int await(Process process, int secondsMax, String command) throws IOException {
        try {
            if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " took longer than " + secondsMax + " seconds");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
