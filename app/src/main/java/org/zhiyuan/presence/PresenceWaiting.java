package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Doubtful check-ins, and comings without a going, wait for whoever leads the activity: hours hang on them. */
@Component
class PresenceWaiting implements Waiting {
    private static final String KEY = "presence.open";
    private static final Duration WITHIN = Duration.ofDays(7);
    /** What is older is beyond the days in which service is written down, and beyond memory. */
    private static final Duration BACK = Duration.ofDays(60);

    private final Pending pending;
    private final Rights rights;

    PresenceWaiting(Pending pending, Rights rights) {
        this.pending = pending;
        this.rights = rights;
    }

    /** Reads in a transaction that is begun within the rights of whoever looks. */
    @Component
    static class Pending {
        private final PresenceStore store;
        private final PresenceRulebook rulebook;
        private final Activities activities;
        private final InstantSource clock;

        Pending(PresenceStore store, PresenceRulebook rulebook, Activities activities, InstantSource clock) {
            this.store = store;
            this.rulebook = rulebook;
            this.activities = activities;
            this.clock = clock;
        }

        @Transactional(readOnly = true)
        public List<PresenceStore.Open> open() {
            Instant now = clock.instant();
            return store.open(now.minus(rulebook.rules().stretchMax()), now.minus(BACK), ITEMS_MAX);
        }

        @Transactional(readOnly = true)
        public List<Item> items() {
            List<PresenceStore.Open> open = open();
            Map<ActivityId, Activity> known =
                    activities
                            .all(open.stream().map(PresenceStore.Open::activity).collect(Collectors.toSet()))
                            .stream()
                            .collect(Collectors.toMap(Activity::id, Function.identity()));
            return open.stream()
                    .filter(one -> known.containsKey(one.activity()))
                    .map(one -> new Item(
                            Text.of("确认签到和签退：{0} 条", one.things()),
                            Objects.requireNonNull(known.get(one.activity())).title(),
                            "/checkin/" + one.activity() + "/desk",
                            one.since().plus(WITHIN)))
                    .toList();
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        return rights.mayAnywhere(actor, Action.PRESENCE_READ)
                ? rights.within(actor, Action.PRESENCE_READ, pending::open).size()
                : 0;
    }

    @Override
    public List<Item> items(Actor actor) {
        return rights.mayAnywhere(actor, Action.PRESENCE_READ)
                ? rights.within(actor, Action.PRESENCE_READ, pending::items)
                : List.of();
    }
}
