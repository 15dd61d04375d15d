package org.zhiyuan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.bench.Results.Result;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the benchmarks measured into docs/PERFORMANCE.md, so that no figure there is copied by hand. */
public final class Figures {
    private static final Path DOCUMENT = Path.of("docs/PERFORMANCE.md");
    private static final Path RESULTS = Path.of("bench/target/results");
    private static final Pattern BLOCK = Pattern.compile("(?s)(<!-- figures of ([a-z-]+) -->\n).*?(<!-- end -->)");

    private Figures() {}

    public static void main(String[] args) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
        StringBuilder written = new StringBuilder();
        while (block.find()) {
            Path file = RESULTS.resolve(block.group(2) + ".json");
            if (Files.exists(file)) {
                List<Result> results = List.of(json.readValue(Files.readString(file), Result[].class));
                block.appendReplacement(
                        written, Matcher.quoteReplacement(block.group(1) + table(results) + block.group(3)));
                System.out.println(DOCUMENT + ": " + block.group(2) + ", " + results.size() + " figures");
            } else {
                System.out.println(DOCUMENT + ": " + block.group(2) + " stays as it is, there is no " + file);
            }
        }
        block.appendTail(written);
        Files.writeString(DOCUMENT, written);
    }

    private static String table(List<Result> results) {
        Result first = results.getFirst();
        StringBuilder table = new StringBuilder("%s; load before the run %s; %s\n\n"
                .formatted(first.machine(), plain(first.load()), first.date().substring(0, 10)));
        table.append("| figure | value | goal | beside | its value | ratio |\n|---|---:|---:|---|---:|---:|\n");
        for (Result result : results) {
            table.append("| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            result.metric(),
                            with(result.value(), result.unit()),
                            goal(result),
                            result.baseline() == null ? "" : result.baseline(),
                            with(result.baselineValue(), result.unit()),
                            result.ratio() == null ? "" : plain(result.ratio())));
        }
        return table.toString();
    }

    private static String goal(Result result) {
        return result.goal() == null
                ? ""
                : "≤ " + with(result.goal(), result.unit())
                        + (Boolean.TRUE.equals(result.met()) ? ", met" : ", **missed**");
    }

    private static String with(@Nullable Double value, String unit) {
        return value == null ? "" : (plain(value) + " " + unit).strip();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2f".formatted(value);
    }
}
