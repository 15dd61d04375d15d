package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/**
 * The whole life of one body, folded from the effects on it: in which days it was what. Nothing is ever rewritten; an
 * act that is recorded late or withdrawn before its day simply changes what is folded.
 */
record Life(
        SiteId site,
        LocalDate opened,
        @Nullable LocalDate closed,
        @Nullable SiteId successor,
        List<Version> versions) {

    record Version(
            Period days,
            Tier tier,
            SiteName name,
            @Nullable String code,
            @Nullable SiteId parent) {}

    /** The life that these effects make, in whatever order they were recorded. */
    static Life fold(SiteId site, List<Effect> all) {
        List<Effect> effects = all.stream()
                .filter(effect -> effect.kind().shapes())
                .sorted(Comparator.comparing(Effect::day).thenComparing(Effect::kind))
                .toList();
        refuseTwiceOnOneDay(effects);
        Effect first = effects.getFirst();
        if (first.kind() != Effect.Kind.OPENED) {
            throw new Refusal(Text.of("{0} 那天它还没有设立", first.day()));
        }
        Effect last = effects.getLast();
        LocalDate closed = last.kind().ends() ? last.day() : null;
        List<Version> versions = new ArrayList<>();
        Version state = null;
        for (Effect effect : effects) {
            if (effect.kind().ends() && effect != last) {
                throw new Refusal(Text.of("它从 {0} 起就不再开办，那天及以后不能再有变更", effect.day()), Text.of("请把日期提前，或先撤回停办"));
            }
            if (effect == last && closed != null) {
                break;
            }
            Version next = step(state, effect);
            if (state != null && state.days().from().equals(effect.day())) {
                versions.removeLast();
            } else if (state != null) {
                versions.set(versions.size() - 1, until(state, effect.day()));
            }
            versions.add(next);
            state = next;
        }
        if (closed != null) {
            if (state == null || !closed.isAfter(state.days().from())) {
                throw new Refusal(Text.of("它从 {0} 起就不再开办，那天及以后不能再有变更", closed), Text.of("请把日期提前，或先撤回停办"));
            }
            versions.set(versions.size() - 1, until(state, closed));
        }
        return new Life(
                site,
                first.day(),
                closed,
                last.kind() == Effect.Kind.MERGED ? last.other() : null,
                List.copyOf(versions));
    }

    /** Two changes of one kind on one day would leave the order of recording to decide. */
    private static void refuseTwiceOnOneDay(List<Effect> effects) {
        record Seen(LocalDate day, Effect.Kind kind) {}
        Set<Seen> seen = new HashSet<>();
        for (Effect effect : effects) {
            if (!seen.add(new Seen(effect.day(), effect.kind()))) {
                throw new Refusal(Text.of("{0} 那天已经有一项同样的变更", effect.day()), Text.of("请先撤回那一项，或换一天"));
            }
        }
    }

    private static Version step(@Nullable Version before, Effect effect) {
        Period days = Period.since(effect.day());
        if (effect.kind() == Effect.Kind.OPENED) {
            if (before != null) {
                throw new Refusal(Text.of("它已经设立了，不能再设立一次"));
            }
            return new Version(days, given(effect.tier()), given(effect.name()), effect.code(), effect.parent());
        }
        Version state = given(before);
        return switch (effect.kind()) {
            case RENAMED -> new Version(days, state.tier(), given(effect.name()), state.code(), state.parent());
            case RECODED -> new Version(days, state.tier(), state.name(), effect.code(), state.parent());
            case MOVED ->
                new Version(
                        days,
                        effect.tier() == null ? state.tier() : effect.tier(),
                        state.name(),
                        state.code(),
                        effect.parent());
            default -> throw new IllegalStateException("not a change of state: " + effect.kind());
        };
    }

    private static Version until(Version version, LocalDate day) {
        return new Version(
                new Period(version.days().from(), day),
                version.tier(),
                version.name(),
                version.code(),
                version.parent());
    }

    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an effect lacks what its kind needs");
        }
        return value;
    }

    /** The state on a day; the first before the opening, the last after the end. */
    Version on(LocalDate day) {
        Version nearest = versions.getFirst();
        for (Version version : versions) {
            if (!version.days().from().isAfter(day)) {
                nearest = version;
            }
        }
        return nearest;
    }
}
