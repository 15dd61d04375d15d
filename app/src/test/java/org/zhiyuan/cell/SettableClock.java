package org.zhiyuan.cell;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The house's clock in tests: tells the real time until a test sets or advances it; reset it afterwards. */
@TestComponent
@Primary
public class SettableClock implements InstantSource {
    private final AtomicReference<@Nullable Instant> fixed = new AtomicReference<>();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        Instant set = fixed.get();
        return (set == null ? Instant.now() : set).plus(ahead.get());
    }

    /** Stops the clock at an instant. */
    public void set(Instant instant) {
        fixed.set(instant);
        ahead.set(Duration.ZERO);
    }

    public void advance(Duration by) {
        ahead.updateAndGet(by::plus);
    }

    /** Tells the real time again. */
    public void reset() {
        fixed.set(null);
        ahead.set(Duration.ZERO);
    }
}
