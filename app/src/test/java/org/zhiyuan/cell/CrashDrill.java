package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows that what was answered is stored exactly once, however often the house and its database are killed under load;
 * and, by two controls, that this drill would find it if it were not so. {@code ./zhiyuan drill crash}; it runs the
 * packaged program (HouseProcess).
 */
class CrashDrill {
    private static final long SEED = Long.getLong("seed", 20261126L);
    private static final int KILLS = Integer.getInteger("kills", 50);
    private static final int MEMBERS = Integer.getInteger("members", 70);
    private static final int VENUES = 12;
    private static final int ANSWERS = Integer.getInteger("answers", 5_000);

    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final List<Map<String, Object>> results = new ArrayList<>();

    @Test
    void answeredIsStoredExactlyOnce() throws Exception {
        Crash.Outcome drill = run(new Crash.Plan("crash", SEED, Crash.Names.KEPT, KILLS, MEMBERS, VENUES, true));
        Crash.Outcome fresh =
                run(new Crash.Plan("control: a new name for each try", SEED + 1, Crash.Names.FRESH, 12, 24, 6, true));
        Crash.Outcome loose =
                run(new Crash.Plan("control: synchronous_commit off", SEED + 2, Crash.Names.KEPT, 6, 24, 6, false));

        result("seed", SEED, null);
        result("answers", drill.answered(), null);
        result("of them stored before, answered at a later try", drill.late(), null);
        result("kills", drill.allKills(), null);
        drill.kills().forEach((kind, times) -> result("kills: " + kind, times, null));
        result("answered and lost", drill.lost(), 0.0);
        result("stored twice", drill.twice(), 0.0);
        result("other faults", drill.wrong().size() + drill.refused(), 0.0);
        drill.stored().forEach((what, count) -> {
            if (!what.startsWith("came instead")) {
                result(what, count, null);
            }
        });
        result("control without lasting names: kills", fresh.allKills(), null);
        result("control without lasting names: stored twice", fresh.twice(), null);
        result("control that answers before it writes: kills", loose.allKills(), null);
        result("control that answers before it writes: lost", loose.lost(), null);
        write();

        assertThat(drill.wrong()).isEmpty();
        assertThat(drill.allKills()).isGreaterThanOrEqualTo(KILLS);
        assertThat(drill.answered()).isEqualTo(MEMBERS * (VENUES * 6 + 4)).isGreaterThanOrEqualTo(ANSWERS);
        assertThat(drill.lost()).isZero();
        assertThat(drill.twice()).isZero();
        assertThat(drill.refused()).isZero();
        Crash.assertConsistent(drill);
        assertThat(drill.late())
                .as("moments between storing and answering that were hit")
                .isPositive();
        assertThat(fresh.twice()).as("twice, without lasting names").isPositive();
        assertThat(loose.lost()).as("lost, where answers come before the disk").isPositive();
    }

    private static Crash.Outcome run(Crash.Plan plan) throws Exception {
        Crash.Outcome outcome = Crash.run(plan);
        Crash.print(plan, outcome);
        return outcome;
    }

    /** The same shape as the benchmarks' figures. */
    private void result(String metric, double value, @Nullable Double goal) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("metric", metric);
        result.put("value", value);
        result.put("unit", "");
        result.put("goal", goal);
        result.put("met", goal == null ? null : value <= goal);
        result.put("baseline", null);
        result.put("baselineValue", null);
        result.put("ratio", null);
        result.put("load", load);
        result.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + ", Java "
                        + Runtime.version());
        result.put("date", Instant.now().toString());
        results.add(result);
    }

    private void write() throws IOException {
        Path file = Path.of("../bench/target/results/crash.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(results));
        System.out.println(file.toAbsolutePath().normalize());
    }
}
