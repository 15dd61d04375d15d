package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.volunteer.VolunteerId;

/**
 * What a phone kept while it had no network. Device and counter together name it for ever: however often and in whatever
 * order it comes, it is taken once.
 *
 * @param device drawn by the phone when the page was first opened there
 * @param counter its own count, from 1, never twice
 * @param coming whether somebody came; otherwise he went
 * @param code the digits that were scanned or typed; null where a leader ticked
 * @param reason why the leader ticked; "" where a code was typed
 * @param deviceTime what the phone's clock said
 * @param serverTime what our clock had said when they last spoke
 * @param deviceTimeThen what the phone's clock said at that moment
 * @param uptime the phone's count since that moment; null where the page was opened anew in between
 */
public record DeviceEvent(
        UUID device,
        long counter,
        boolean coming,
        ActivityId activity,
        VolunteerId volunteer,
        @Nullable String code,
        String reason,
        Instant deviceTime,
        Instant serverTime,
        Instant deviceTimeThen,
        @Nullable Duration uptime) {
    public DeviceEvent {
        if (counter < 1) {
            throw new IllegalArgumentException("counter (" + counter + ") must be 1 or more");
        }
    }

    DeviceClock clock() {
        return DeviceClock.of(serverTime, deviceTimeThen, deviceTime, uptime);
    }

    Way way() {
        return code == null ? Way.OFFLINE_LEADER : Way.OFFLINE_CODE;
    }
}
