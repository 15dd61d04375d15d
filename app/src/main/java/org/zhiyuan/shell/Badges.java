package org.zhiyuan.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;

/**
 * How many of each kind wait for somebody, as every page of the office shows it. Asking all rooms costs more than many a
 * page itself, so an account's counts are kept: what it does itself is counted at once, what others do within
 * {@link #KEPT}. The page 待我处理 asks the rooms anew.
 */
@Component
public class Badges implements HandlerInterceptor {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int ACCOUNTS_MAX = 1000;

    private final List<Waiting> waitings;
    private final InstantSource clock;
    private final Map<UUID, Slot> slots = new ConcurrentHashMap<>();

    Badges(List<Waiting> waitings, InstantSource clock) {
        this.waitings = waitings;
        this.clock = clock;
    }

    /** The counts by {@link Waiting#key}. */
    Map<String, Integer> of(Actor actor) {
        if (actor.account() == null) {
            return count(actor);
        }
        Slot slot = slot(actor.account());
        Counted known = slot.counted;
        Instant now = clock.instant();
        if (known == null || Duration.between(known.at(), now).compareTo(KEPT) >= 0) {
            known = new Counted(now, count(actor));
            slot.counted = known;
        }
        return known.counts();
    }

    /** What is known of this account is counted anew when it is next asked for. */
    public void forget(Actor actor) {
        if (actor.account() != null) {
            slots.remove(actor.account());
        }
    }

    /** Whoever does something looks for what became of it. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failed) {
        if (!Frames.isReading(request)) {
            forget(Acting.actor());
        }
    }

    private Map<String, Integer> count(Actor actor) {
        Map<String, Integer> counts = new HashMap<>();
        waitings.forEach(waiting -> counts.put(waiting.key(), waiting.count(actor)));
        return Map.copyOf(counts);
    }

    private Slot slot(UUID account) {
        if (slots.size() >= ACCOUNTS_MAX && !slots.containsKey(account)) {
            slots.clear();
        }
        return slots.computeIfAbsent(account, absent -> new Slot());
    }

    private record Counted(Instant at, Map<String, Integer> counts) {}

    /** Whoever counted before something was done writes into a slot that nobody asks any more. */
    private static final class Slot {
        private volatile @Nullable Counted counted;
    }
}
