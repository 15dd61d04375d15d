package org.zhiyuan.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of one benchmark: a table for people, a file for machines. The load that stood before the run goes with
 * every figure, because a figure from a busy machine says little.
 */
public final class Results {
    /**
     * One figure.
     *
     * @param goal what it should be at most; null where there is no goal
     * @param met whether it is; null where there is no goal
     * @param baseline what it is compared with; null where there is nothing
     * @param ratio value divided by the baseline's
     * @param load the machine's load of the last minute before the run
     */
    public record Result(
            String metric,
            double value,
            String unit,
            @Nullable Double goal,
            @Nullable Boolean met,
            @Nullable String baseline,
            @Nullable Double baselineValue,
            @Nullable Double ratio,
            double load,
            String machine,
            String date) {}

    private final String name;
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final String machine = machine();
    private final String date = Instant.now().toString();
    private final List<Result> results = new ArrayList<>();

    /** Make it before the run: the load is read now. */
    public Results(String name) {
        this.name = name;
    }

    /** The machine's load of the last minute before the run. */
    double load() {
        return load;
    }

    public void add(String metric, double value, String unit) {
        add(metric, value, unit, null, null, null);
    }

    /** A figure that should be no higher than its goal. */
    public void atMost(double goal, String metric, double value, String unit) {
        add(metric, value, unit, goal, null, null);
    }

    /** A figure beside the same figure of something else; the goal may be null. */
    public void add(
            String metric,
            double value,
            String unit,
            @Nullable Double goal,
            @Nullable String baseline,
            @Nullable Double baselineValue) {
        results.add(new Result(
                metric,
                rounded(value),
                unit,
                goal == null ? null : rounded(goal),
                goal == null ? null : value <= goal,
                baseline,
                baselineValue == null ? null : rounded(baselineValue),
                baselineValue == null || baselineValue == 0 ? null : rounded(value / baselineValue),
                rounded(load),
                machine,
                date));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** Prints the table and writes the file; answers whether every goal is met. */
    public boolean publish() throws IOException {
        System.out.printf(Locale.ROOT, "%n%s   load before the run %.2f%n", machine, load);
        for (Result result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %10.3f %-3s%s%s%n",
                    result.metric(),
                    result.value(),
                    result.unit(),
                    result.goal() == null
                            ? ""
                            : "  goal <= " + result.goal() + (Boolean.TRUE.equals(result.met()) ? "  met" : "  MISSED"),
                    result.baseline() == null
                            ? ""
                            : "  " + result.baseline() + " " + result.baselineValue() + ", ratio " + result.ratio());
        }
        Path file = Path.of("bench/target/results", name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(results));
        System.out.println(file);
        return results.stream().noneMatch(result -> Boolean.FALSE.equals(result.met()));
    }

    private static String machine() {
        String processor = "";
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            processor = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            // the figure stands without the processor's name
        }
        Runtime runtime = Runtime.getRuntime();
        return "%s, %d cores, %s %s, Java %s"
                .formatted(
                        processor.isEmpty() ? System.getProperty("os.arch") : processor,
                        runtime.availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }
}
