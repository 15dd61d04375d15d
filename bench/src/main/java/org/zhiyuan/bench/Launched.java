package org.zhiyuan.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program started as a process of its own, timed until it says its address. */
final class Launched implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(5);
    private static final Duration STOP_MAX = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)");

    private final Process process;
    private final Path out;
    private final long begin;
    private final double secondsToReady;
    private final int port;

    private Launched(Process process, Path out, long begin, double secondsToReady, int port) {
        this.process = process;
        this.out = out;
        this.begin = begin;
        this.secondsToReady = secondsToReady;
        this.port = port;
    }

    static Launched start(List<String> command) throws IOException {
        Path out = Files.createTempFile("zhiyuan-bench-", ".log");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        while (process.isAlive() && System.nanoTime() - begin < START_MAX.toNanos()) {
            Matcher address = ADDRESS.matcher(Files.readString(out));
            if (address.find()) {
                return new Launched(
                        process, out, begin, (System.nanoTime() - begin) / 1e9, Integer.parseInt(address.group(1)));
            }
            // the programs say when they are ready, so that no request of ours counts
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        process.destroyForcibly();
        throw new IOException("did not start: " + Files.readString(out));
    }

    /** Until the program said where it is. */
    double secondsToReady() {
        return secondsToReady;
    }

    /** Until it answered a first request with 200, from its start on; call it at once. */
    double secondsToAnswer(String path) throws IOException {
        var address = URI.create("http://localhost:" + port + path).toURL();
        var connection = (HttpURLConnection) address.openConnection();
        try (var body = connection.getInputStream()) {
            String said = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (connection.getResponseCode() != 200) {
                throw new IOException(path + " answered " + connection.getResponseCode() + ": " + said);
            }
            return seconds;
        }
    }

    int port() {
        return port;
    }

    /** The program's resident set. */
    double residentMegabytes() throws IOException {
        return kilobytes(Path.of("/proc", String.valueOf(process.pid()), "status"), "VmRSS:") / 1024.0;
    }

    /** The largest that its resident set has been. */
    double peakMegabytes() throws IOException {
        return kilobytes(Path.of("/proc", String.valueOf(process.pid()), "status"), "VmHWM:") / 1024.0;
    }

    /** What the database server of this folder holds of its own: shared pages are counted once. */
    static double serverMegabytes(Path data) throws IOException {
        long server = Long.parseLong(Files.readAllLines(data.resolve("database/postmaster.pid"))
                .getFirst()
                .strip());
        double kilobytes = proportional(server);
        for (ProcessHandle child :
                ProcessHandle.of(server).orElseThrow().children().toList()) {
            kilobytes += proportional(child.pid());
        }
        return kilobytes / 1024.0;
    }

    private static double proportional(long pid) throws IOException {
        return kilobytes(Path.of("/proc", String.valueOf(pid), "smaps_rollup"), "Pss:");
    }

    private static long kilobytes(Path file, String field) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** As a power cut would: nothing is told, nothing is finished. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("did not stop");
            }
            Files.deleteIfExists(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
