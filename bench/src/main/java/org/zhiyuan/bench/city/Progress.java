package org.zhiyuan.bench.city;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers while it goes on, and how long each phase took. */
final class Progress {
    /** A single step that takes so long is told by itself. */
    private static final Duration DETAIL_MIN = Duration.ofMillis(1_500);

    private static final Duration TOLD_EVERY = Duration.ofSeconds(2);
    private static final int DETAIL_LENGTH_MAX = 110;

    private final long begin = System.nanoTime();
    private final Map<String, Double> phases = new LinkedHashMap<>();
    private final AtomicLong told = new AtomicLong();
    private double untilFilled;

    interface Phase<T> {
        T run() throws Exception;
    }

    <T> T phase(String name, Phase<T> phase) throws Exception {
        long from = System.nanoTime();
        say("%s …", name);
        T result = phase.run();
        double seconds = (System.nanoTime() - from) / 1e9;
        phases.put(name, seconds);
        say("%s: %.1f s", name, seconds);
        return result;
    }

    /** Told every other second at most. */
    void step(String what, long done, long all) {
        long now = System.nanoTime();
        long last = told.get();
        if (now - last > TOLD_EVERY.toNanos() && told.compareAndSet(last, now)) {
            say("  %s %,d / %,d", what, done, all);
        }
    }

    void detail(String what, long from) {
        long took = System.nanoTime() - from;
        if (took > DETAIL_MIN.toNanos()) {
            String line = what.replaceAll("\\s+", " ");
            say("    %.1f s  %s", took / 1e9, line.substring(0, Math.min(line.length(), DETAIL_LENGTH_MAX)));
        }
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    double seconds(String phase) {
        return phases.getOrDefault(phase, 0.0);
    }

    /** From here on it is looked at only. */
    void filled() {
        untilFilled = seconds();
    }

    double untilFilled() {
        return untilFilled;
    }

    Map<String, Double> phases() {
        return phases;
    }

    void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, "[%6.1f s] %s%n", seconds(), format.formatted(values));
    }
}
