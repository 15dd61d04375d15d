package org.zhiyuan.cell;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program as a process of its own, with its own data folder and port. */
final class HouseProcess implements AutoCloseable {
    /** Far above what is usual: the machine may be busy. */
    private static final Duration START_MAX = Duration.ofMinutes(3);

    private static final Duration STOP_MAX = Duration.ofMinutes(1);
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)");

    private final Path data;
    private final List<String> prefix = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Path out;
    private final Path err;
    private Process process;
    private int port;

    HouseProcess(Path data) throws IOException {
        this.data = data;
        this.out = Files.createTempFile("zhiyuan-it-", ".out");
        this.err = Files.createTempFile("zhiyuan-it-", ".err");
    }

    HouseProcess jvm(String... flags) {
        jvm.addAll(List.of(flags));
        return this;
    }

    HouseProcess with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** What stands before the command: another user, another mount. */
    HouseProcess under(String... command) {
        prefix.addAll(List.of(command));
        return this;
    }

    /** Starts it and waits until it says that it is ready. */
    HouseProcess start() throws Exception {
        launch();
        await(START_MAX, "ready", () -> address() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("ended with " + process.exitValue() + ": " + said(err) + said(out));
        }
        return this;
    }

    /** Starts it where it must not start, and waits for its end. */
    Refused startRefused() throws Exception {
        launch();
        if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("neither started nor refused: " + said(out));
        }
        return new Refused(process.exitValue(), said(err).strip(), said(out));
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Layout.java().toString());
        command.addAll(jvm.isEmpty() ? Layout.cacheFlags() : jvm);
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-jar", Layout.programJar().toString()));
        command.add("--zhiyuan.cell.data=" + data);
        command.add("--zhiyuan.cell.programs=" + Layout.serverPrograms());
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--server.port="))) {
            command.add("--server.port=0");
        }
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("ZHIYUAN_"));
        process = builder.start();
    }

    private boolean address() {
        Matcher address = ADDRESS.matcher(said(out));
        if (address.find()) {
            port = Integer.parseInt(address.group(1));
            return true;
        }
        return false;
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    String output() {
        return said(out);
    }

    long pid() {
        return process.pid();
    }

    boolean running() {
        return process.isAlive();
    }

    /** How it ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Where it answers. */
    String url() {
        return "http://localhost:" + port;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    boolean healthy() {
        try {
            return get("/actuator/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A connection as the owner, with what the data folder itself says about the server. */
    Connection connect() throws Exception {
        Properties passwords = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets/database.properties"))) {
            passwords.load(reader);
        }
        String serverPort = Files.readAllLines(data.resolve("database/zhiyuan.conf")).stream()
                .filter(line -> line.startsWith("port = "))
                .findFirst()
                .orElseThrow()
                .substring("port = ".length());
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + serverPort + "/zhiyuan",
                EmbeddedServer.OWNER,
                passwords.getProperty("owner"));
    }

    long databasePid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("database/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** Asks it to stop, as systemd and Ctrl-C do, and waits; answers the exit code. */
    int terminate() throws Exception {
        process.destroy();
        if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not stop: " + said(out));
        }
        return process.exitValue();
    }

    /** Gives it no chance to do anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(pid);
    }

    /** The database server with everything that works for it. */
    void killDatabase() throws IOException {
        long server = databasePid();
        List<ProcessHandle> workers = ProcessHandle.of(server).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        kill(server);
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    /** Of the processes that each serve one connection of the program, those that there are now. */
    List<ProcessHandle> databaseConnections() throws IOException {
        return ProcessHandle.of(databasePid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> said(Path.of("/proc", String.valueOf(child.pid()), "cmdline"))
                        .contains(EmbeddedServer.APP))
                .toList();
    }

    /** A server gives up its folder a moment before it is gone. */
    static void awaitEnd(long pid) {
        await(STOP_MAX, "end of " + pid, () -> !alive(pid));
    }

    static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Polls for a condition until a deadline. */
    static void await(Duration most, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no " + what + " within " + most);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }

    /** Leaves no process behind, whatever the test did. */
    @Override
    public void close() throws Exception {
        if (process != null && process.isAlive()) {
            terminate();
        }
        if (Files.exists(data.resolve("database/postmaster.pid"))) {
            kill(databasePid());
        }
    }

    /**
     * @param reason what stood on standard error
     * @param output what stood on standard output
     */
    record Refused(int exitCode, String reason, String output) {}
}
