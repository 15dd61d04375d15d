package org.zhiyuan.presence;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.zhiyuan.activity.ActivityId;

/**
 * One thing that is known about one volunteer: he came, or he went. Marks are kept for ever and never changed; what they
 * say together is {@link Reconciliation}'s to tell.
 *
 * @param event the event that it rests on
 * @param at when it was, by the city's clock: for what a phone kept without a network, as reckoned by {@link DeviceClock}
 */
record Mark(UUID event, ActivityId activity, Kind kind, Instant at, Way way) {
    enum Kind {
        IN,
        OUT
    }

    /** By time; at one instant whoever comes comes before he goes, and the event's own number settles the rest. */
    static final Comparator<Mark> ORDER =
            Comparator.comparing(Mark::at).thenComparing(Mark::kind).thenComparing(Mark::event);
}
