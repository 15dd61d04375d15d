package org.zhiyuan.reward;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.volunteer.VolunteerId;

/** What goes on by itself: proposing what hours reach, keeping the days of notice, counting again. Each in its own transaction. */
@Component
class Proposals {
    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);
    private static final int PAGE = 500;
    /** So many new ones in one run; a new city is worked off over some hours. */
    private static final int PROPOSED_MAX = 1_000;

    private final Stars stars;
    private final StarStore store;
    private final Schemes schemes;
    private final Hours hours;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Proposals(
            Stars stars,
            StarStore store,
            Schemes schemes,
            Hours hours,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.stars = stars;
        this.store = store;
        this.schemes = schemes;
        this.hours = hours;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Looks at everybody whose hours reach a star that he neither has nor is on the way to. */
    void propose() {
        Scheme scheme =
                Objects.requireNonNull(own.execute(status -> schemes.current())).orElse(null);
        if (scheme == null || scheme.grades().isEmpty()) {
            return;
        }
        ServiceTime least = scheme.grades().getFirst().time();
        int proposed = 0;
        @Nullable VolunteerId last = null;
        Map<VolunteerId, ServiceTime> page = page(least, null);
        while (!page.isEmpty() && proposed < PROPOSED_MAX) {
            for (VolunteerId volunteer : wanting(scheme, page)) {
                proposed += propose(volunteer);
            }
            for (VolunteerId volunteer : page.keySet()) {
                last = volunteer;
            }
            page = page.size() < PAGE ? Map.of() : page(least, last);
        }
    }

    private Map<VolunteerId, ServiceTime> page(ServiceTime least, @Nullable VolunteerId after) {
        return Objects.requireNonNull(own.execute(status -> hours.reaching(least, after, PAGE)));
    }

    /** Those of a page whose hours reach more than they have; all of somebody's hours, so that none is missed. */
    private List<VolunteerId> wanting(Scheme scheme, Map<VolunteerId, ServiceTime> page) {
        Map<VolunteerId, Integer> highest = Objects.requireNonNull(own.execute(status ->
                store.highest(page.keySet().stream().map(VolunteerId::value).toList())));
        return page.entrySet().stream()
                .filter(one -> scheme.reached(one.getValue())
                        .filter(grade -> grade.star() > highest.getOrDefault(one.getKey(), 0))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private int propose(VolunteerId volunteer) {
        try {
            return Objects.requireNonNull(own.execute(status -> stars.propose(volunteer)))
                            .isPresent()
                    ? 1
                    : 0;
        } catch (RuntimeException e) {
            // tried again with the next run; one that cannot be proposed holds up no other
            LOG.warn("no star was proposed for volunteer {}", volunteer, e);
            return 0;
        }
    }

    /** Stops and grants what is on its way. */
    void keepTime() {
        each((after, limit) -> store.open(after, clock.instant(), limit), stars::keepTime);
    }

    /** Counts the hours of granted stars again. */
    void recount() {
        each(store::granted, stars::recount);
    }

    private void each(BiFunction<UUID, Integer, List<UUID>> found, Consumer<StarId> work) {
        UUID after = new UUID(0, 0);
        List<UUID> page = page(found, after);
        while (!page.isEmpty()) {
            for (UUID id : page) {
                after = id;
                try {
                    own.executeWithoutResult(status -> work.accept(new StarId(id)));
                } catch (RuntimeException e) {
                    LOG.warn("star {} waits for the next run", id, e);
                }
            }
            page = page.size() < PAGE ? List.of() : page(found, after);
        }
    }

    private List<UUID> page(BiFunction<UUID, Integer, List<UUID>> found, UUID after) {
        return Optional.ofNullable(own.execute(status -> found.apply(after, PAGE)))
                .orElse(List.of());
    }
}
