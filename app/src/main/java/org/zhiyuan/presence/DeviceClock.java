package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something happened on a phone whose own clock is not believed. The phone says what the city's clock told it when
 * they last spoke, and how long ago that was: by the difference of two readings of its clock, from which a clock that is
 * constantly wrong falls out; and by the count since the page was opened, which no setting of the clock moves, but which
 * stops while the phone sleeps. So the longer of the two is believed.
 *
 * @param serverTime what the city's clock said when they last spoke
 * @param elapsed how long ago that was, as the phone counted
 */
record DeviceClock(Instant serverTime, Duration elapsed) {
    /** How far a reckoned time may lie after the moment at which it arrived here: phones and lines are not exact. */
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    /**
     * @param deviceTime what the phone's clock said when it happened
     * @param deviceTimeThen what the phone's clock said when they last spoke
     * @param uptime the phone's own count since then; null where the page was opened anew in between
     */
    static DeviceClock of(Instant serverTime, Instant deviceTimeThen, Instant deviceTime, @Nullable Duration uptime) {
        Duration read = Duration.between(deviceTimeThen, deviceTime);
        return new DeviceClock(serverTime, uptime == null || uptime.compareTo(read) < 0 ? read : uptime);
    }

    /** By the city's clock. Says nothing of whether it can be: see {@link #doubtful}. */
    Instant moment() {
        return serverTime.plus(elapsed);
    }

    /** The clock went back, or ran ahead of the moment at which we heard of it: somebody set it in between. */
    boolean doubtful(Instant receivedAt) {
        return elapsed.isNegative() || moment().isAfter(receivedAt.plus(TOLERANCE));
    }
}
