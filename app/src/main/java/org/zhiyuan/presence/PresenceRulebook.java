package org.zhiyuan.presence;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.shell.Formats;

/** The rules of today. They change at a start only, so a day's are read once: they stand in the way of every check-in. */
@Component
class PresenceRulebook {
    private record Known(LocalDate day, PresenceRules rules) {}

    private final RuleStore store;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    PresenceRulebook(RuleStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    @Transactional(readOnly = true)
    PresenceRules rules() {
        LocalDate today = today();
        Known last = known.get();
        if (last == null || !last.day().equals(today)) {
            last = new Known(today, PresenceRules.of(store.on(today)));
            known.set(last);
        }
        return last.rules();
    }

    /** The pack was read anew. */
    void forget() {
        known.set(null);
    }
}
