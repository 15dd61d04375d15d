package org.zhiyuan.access;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether what somebody holds covers all that a right would give: nobody gives more than he has. Told from the policy
 * table alone, so that it stays true when roles or lines change.
 */
@Component
class Powers {
    private final PolicyTable table;
    private final StandingStore store;

    Powers(PolicyTable table, StandingStore store) {
        this.table = table;
        this.store = store;
    }

    /** @param until last day of the right, exclusive; null where it would not end */
    boolean cover(List<Standing.Held> held, String role, UUID site, @Nullable String field, @Nullable LocalDate until) {
        Set<UUID> asked = new HashSet<>(Set.of(site));
        held.forEach(h -> asked.add(h.site()));
        Map<UUID, Set<UUID>> ancestors = store.ancestors(asked);
        Policy policy = table.policy();
        return policy.lines().stream()
                .filter(line -> line.role().equals(role))
                .allMatch(line -> line.distances().stream()
                        .allMatch(distance -> held.stream()
                                .anyMatch(mine -> outlasts(mine, until)
                                        && covers(policy, mine, line, distance, site, field, ancestors))));
    }

    private static boolean outlasts(Standing.Held mine, @Nullable LocalDate until) {
        return mine.until() == null || (until != null && !until.isAfter(mine.until()));
    }

    private static boolean covers(
            Policy policy,
            Standing.Held mine,
            PolicyLine theirs,
            Distance distance,
            UUID site,
            @Nullable String field,
            Map<UUID, Set<UUID>> ancestors) {
        PolicyLine line = policy.line(theirs.action(), mine.role());
        if (line == null) {
            return false;
        }
        boolean allTheirFields = field == null || theirs.otherField();
        String mineField = mine.field();
        boolean allMyFields = mineField == null || line.otherField();
        boolean fields = allMyFields || (!allTheirFields && Objects.equals(mineField, field));
        Distance between = Distance.between(
                mine.site(),
                ancestors.getOrDefault(mine.site(), Set.of(mine.site())),
                site,
                ancestors.getOrDefault(site, Set.of(site)));
        return fields && line.distances().containsAll(seenFrom(between, distance));
    }

    /**
     * What lies at a distance from a place lies at one of these from another.
     *
     * @param between the place, as seen from the other
     */
    static Set<Distance> seenFrom(Distance between, Distance distance) {
        return switch (between) {
            case SELF -> EnumSet.of(distance);
            case CHILD ->
                switch (distance) {
                    case SELF, SIBLING -> EnumSet.of(Distance.CHILD);
                    case CHILD, DEEP -> EnumSet.of(Distance.DEEP);
                    case PARENT -> EnumSet.of(Distance.SELF, Distance.PARENT);
                    case STRANGER -> EnumSet.of(Distance.DEEP, Distance.SIBLING, Distance.STRANGER);
                };
            case DEEP ->
                switch (distance) {
                    case SELF, CHILD, DEEP, SIBLING -> EnumSet.of(Distance.DEEP);
                    case PARENT -> EnumSet.of(Distance.SELF, Distance.CHILD, Distance.DEEP, Distance.PARENT);
                    case STRANGER -> EnumSet.of(Distance.CHILD, Distance.DEEP, Distance.SIBLING, Distance.STRANGER);
                };
            // of what lies above or beside, nothing is certain
            case PARENT, SIBLING, STRANGER -> EnumSet.allOf(Distance.class);
        };
    }
}
