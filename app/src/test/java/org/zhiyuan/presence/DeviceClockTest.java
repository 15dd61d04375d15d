package org.zhiyuan.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When it was, by a phone whose clock is wrong. */
class DeviceClockTest {
    private static final Instant SPOKE = Instant.parse("2026-11-26T00:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private static DeviceClock clock(Duration wrongBy, Duration later) {
        Instant then = SPOKE.plus(wrongBy);
        return DeviceClock.of(SPOKE, then, then.plus(later), null);
    }

    @Test
    void aClockThatIsWrongByDaysButRunsFallsOut() {
        for (Duration wrong : new Duration[] {
            Duration.ZERO, Duration.ofDays(3), Duration.ofDays(-3), Duration.ofDays(9_000), Duration.ofHours(-8)
        }) {
            DeviceClock clock = clock(wrong, TWO_HOURS);
            assertThat(clock.moment()).as("wrong by %s", wrong).isEqualTo(SPOKE.plus(TWO_HOURS));
            assertThat(clock.doubtful(SPOKE.plus(TWO_HOURS).plusSeconds(5))).isFalse();
        }
    }

    @Test
    void aClockThatWasSetAheadInBetweenIsDoubted() {
        DeviceClock clock = DeviceClock.of(SPOKE, SPOKE, SPOKE.plus(TWO_HOURS).plus(Duration.ofDays(3)), null);
        assertThat(clock.doubtful(SPOKE.plus(Duration.ofHours(3)))).isTrue();
    }

    @Test
    void aClockThatWasSetBackInBetweenIsDoubtedUnlessThePageCounted() {
        Instant back = SPOKE.minus(Duration.ofDays(1));
        assertThat(DeviceClock.of(SPOKE, SPOKE, back, null).doubtful(SPOKE.plus(TWO_HOURS)))
                .isTrue();

        DeviceClock counted = DeviceClock.of(SPOKE, SPOKE, back, TWO_HOURS);
        assertThat(counted.moment()).isEqualTo(SPOKE.plus(TWO_HOURS));
        assertThat(counted.doubtful(SPOKE.plus(TWO_HOURS))).isFalse();
    }

    /** A count that stops while the phone sleeps says too little; the clock says the rest. */
    @Test
    void aPhoneThatSleptIsNotTakenForEarlier() {
        DeviceClock clock = DeviceClock.of(SPOKE, SPOKE, SPOKE.plus(TWO_HOURS), Duration.ofMinutes(3));
        assertThat(clock.moment()).isEqualTo(SPOKE.plus(TWO_HOURS));
    }

    @Test
    void phonesAndLinesAreNotExact() {
        DeviceClock clock = clock(Duration.ZERO, TWO_HOURS);
        assertThat(clock.doubtful(SPOKE.plus(TWO_HOURS).minusSeconds(119))).isFalse();
        assertThat(clock.doubtful(SPOKE.plus(TWO_HOURS).minusSeconds(121))).isTrue();
    }
}
