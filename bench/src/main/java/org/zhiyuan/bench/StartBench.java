package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * How long the house takes from its start to being ready on a folder that exists, and how much memory it holds 60 s
 * later without a request; beside a bare Boot page on the same embedded server, with the same flags, in the same run.
 */
public final class StartBench {
    private static final double READY_SECONDS_GOAL = 12;
    private static final int RUNS = 5;
    private static final int REST_SECONDS = 60;

    private static final Path WORK = Path.of("bench/target/start").toAbsolutePath();
    private static final Path LAYOUT = Path.of("app/target/run").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("app/target/programs").toAbsolutePath();

    private StartBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var results = new Results("start");
        FileSystemUtils.deleteRecursively(WORK);
        Files.createDirectories(WORK);

        var house = new Program(
                "house", List.of("-jar", LAYOUT.resolve("zhiyuan.jar").toString()), LAYOUT.resolve("zhiyuan.aot"));
        var bare = new Program(
                "bare",
                List.of(
                        "-cp",
                        Path.of("bench/target/classes").toAbsolutePath() + ":" + LAYOUT.resolve("zhiyuan.jar") + ":"
                                + LAYOUT.resolve("lib/*"),
                        "org.zhiyuan.bench.bare.BarePage"),
                WORK.resolve("bare.aot"));

        bare.rehearse();
        double firstStart = house.firstStart();
        double[] houseReady = new double[RUNS];
        double[] bareReady = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            // in turns, so that a busy moment meets both
            bareReady[run] = bare.timed();
            houseReady[run] = house.timed();
            System.out.printf("run %d: house %.2f s, bare page %.2f s%n", run + 1, houseReady[run], bareReady[run]);
        }
        Memory bareRest = bare.atRest();
        Memory houseRest = house.atRest();

        results.add(
                "ready, warm, median of " + RUNS,
                median(houseReady),
                "s",
                READY_SECONDS_GOAL,
                "bare page",
                median(bareReady));
        results.add("ready, warm, slowest", max(houseReady), "s", null, "bare page", max(bareReady));
        results.add("ready, first start, sample city", firstStart, "s");
        results.add("resident set 60 s after ready", houseRest.program(), "MB", null, "bare page", bareRest.program());
        results.add("its database server", houseRest.server(), "MB", null, "bare page", bareRest.server());
        System.exit(results.publish() ? 0 : 1);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private record Memory(double program, double server) {}

    /** One of the two programs, with a folder of its own. */
    private record Program(String name, List<String> main, Path cache) {
        Path data() {
            return WORK.resolve(name);
        }

        private List<String> command(String cacheFlag) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(
                    "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Xlog:disable", "-Xlog:all=error:stderr"));
            command.add(cacheFlag + cache);
            command.addAll(main);
            command.addAll(
                    List.of("--server.port=0", "--zhiyuan.cell.data=" + data(), "--zhiyuan.cell.programs=" + PROGRAMS));
            return command;
        }

        /** The bare page's share of what the launcher does for the house when it builds it. */
        void rehearse() throws IOException {
            Launched.start(command("-XX:AOTCacheOutput=")).close();
        }

        double firstStart() throws IOException {
            return timed();
        }

        double timed() throws IOException {
            try (var launched = Launched.start(command("-XX:AOTCache="))) {
                return launched.secondsToReady();
            }
        }

        Memory atRest() throws IOException, InterruptedException {
            try (var launched = Launched.start(command("-XX:AOTCache="))) {
                TimeUnit.SECONDS.sleep(REST_SECONDS);
                return new Memory(launched.residentMegabytes(), Launched.serverMegabytes(data()));
            }
        }
    }
}
