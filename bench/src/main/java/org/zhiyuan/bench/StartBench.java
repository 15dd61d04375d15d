package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * How long the house takes from its start on a folder that exists until its health says UP, and how much memory it holds
 * 60 s after it said so without a request; beside a bare Boot page on the same embedded server, with the same flags, in the same run.
 */
public final class StartBench {
    private static final double READY_SECONDS_GOAL = 12;
    private static final String HEALTH = "/actuator/health";
    private static final int RUNS = 5;
    private static final int REST_SECONDS = 60;

    private static final Path WORK = Path.of("bench/target/start").toAbsolutePath();

    private StartBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var results = new Results("start");
        FileSystemUtils.deleteRecursively(WORK);
        Files.createDirectories(WORK);

        var house = Program.house(WORK.resolve("house"));
        var bare = Program.ofBench(WORK.resolve("bare"), "org.zhiyuan.bench.bare.BarePage", WORK.resolve("bare.aot"));

        bare.rehearse();
        double firstStart = ready(house, HEALTH);
        double[] houseReady = new double[RUNS];
        double[] bareReady = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            // in turns, so that a busy moment meets both
            bareReady[run] = ready(bare, "/");
            houseReady[run] = ready(house, HEALTH);
            System.out.printf("run %d: house %.2f s, bare page %.2f s%n", run + 1, houseReady[run], bareReady[run]);
        }
        System.out.println("resting twice " + REST_SECONDS + " s …");
        Memory bareRest = atRest(bare);
        Memory houseRest = atRest(house);

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

    private static double ready(Program program, String path) throws IOException {
        try (var launched = program.start()) {
            return launched.secondsToAnswer(path);
        }
    }

    private static Memory atRest(Program program) throws IOException, InterruptedException {
        try (var launched = program.start()) {
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            return new Memory(launched.residentMegabytes(), Launched.serverMegabytes(program.data()));
        }
    }
}
