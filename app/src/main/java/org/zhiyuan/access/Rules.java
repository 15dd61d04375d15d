package org.zhiyuan.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Whereabouts;

/** The policy table applied to what somebody holds: the one place where a right is decided. */
@Component
class Rules {
    private static final Set<Distance> SUBTREE = EnumSet.of(Distance.SELF, Distance.CHILD, Distance.DEEP);

    private final PolicyTable table;
    private final StandingStore store;

    Rules(PolicyTable table, StandingStore store) {
        this.table = table;
        this.store = store;
    }

    /** Whether a word of the policy alone allows it, wherever the object lies. */
    boolean open(@Nullable Standing standing, Action action) {
        Policy policy = table.policy();
        return policy.says(action, Policy.ANYONE)
                || (standing != null && policy.says(action, Policy.SIGNED_IN))
                || (standing != null && standing.kind() == Actor.Kind.STAFF && policy.says(action, Policy.STAFF));
    }

    boolean asksFreshCode(Action action) {
        return table.policy().asksFreshCode(action);
    }

    boolean anywhere(@Nullable Standing standing, Action action) {
        if (open(standing, action)) {
            return true;
        }
        return standing != null
                && (standing.held().stream().anyMatch(held -> table.policy().line(action, held.role()) != null)
                        || table.policy().says(action, Policy.OWNER));
    }

    boolean at(@Nullable Standing standing, Action action, Whereabouts.Place place) {
        if (open(standing, action)) {
            return true;
        }
        if (standing == null) {
            return false;
        }
        Policy policy = table.policy();
        if (standing.person() != null
                && place.owners().contains(standing.person())
                && policy.says(action, Policy.OWNER)) {
            return true;
        }
        List<Standing.Held> relevant = standing.held().stream()
                .filter(held -> policy.line(action, held.role()) != null)
                .toList();
        if (relevant.isEmpty()) {
            return false;
        }
        Set<UUID> asked = new HashSet<>();
        asked.add(place.site());
        relevant.forEach(held -> asked.add(held.site()));
        Map<UUID, Set<UUID>> ancestors = store.ancestors(asked);
        return relevant.stream().anyMatch(held -> {
            PolicyLine line = Objects.requireNonNull(policy.line(action, held.role()));
            return fieldFits(line, held, place.field())
                    && line.distances().contains(distance(ancestors, held.site(), place.site()));
        });
    }

    /** As what somebody does it: the roles that allow the action; where a word of the policy allows it, all he holds. */
    String asWhat(Standing standing, Action action) {
        Policy policy = table.policy();
        List<String> held =
                standing.held().stream().map(Standing.Held::role).distinct().toList();
        List<String> allowing =
                held.stream().filter(role -> policy.line(action, role) != null).toList();
        return (allowing.isEmpty() ? held : allowing)
                .stream()
                        .flatMap(role -> policy.role(role).stream())
                        .map(Role::name)
                        .collect(Collectors.joining("、"));
    }

    private static boolean fieldFits(PolicyLine line, Standing.Held held, @Nullable String field) {
        return held.field() == null || line.otherField() || held.field().equals(field);
    }

    private static Distance distance(Map<UUID, Set<UUID>> ancestors, UUID root, UUID site) {
        return Distance.between(
                root, ancestors.getOrDefault(root, Set.of(root)), site, ancestors.getOrDefault(site, Set.of(site)));
    }

    /** The rows that the holder's rights to one action open: the same answer as {@link #at}, told to the row policies. */
    Scope scope(@Nullable Standing standing, Action action) {
        if (standing == null) {
            return new Scope(false, Set.of(), Set.of(), null, null, action.changes());
        }
        Set<UUID> sites = new HashSet<>();
        Set<Scope.FieldSite> fieldSites = new HashSet<>();
        Set<UUID> onlySites = new HashSet<>();
        Set<Scope.FieldSite> onlyFieldSites = new HashSet<>();
        for (Standing.Held held : standing.held()) {
            PolicyLine line = table.policy().line(action, held.role());
            if (line == null) {
                continue;
            }
            Set<Distance> rest = EnumSet.noneOf(Distance.class);
            rest.addAll(line.distances());
            String field = line.otherField() ? null : held.field();
            if (line.distances().containsAll(SUBTREE)) {
                add(held.site(), field, sites, fieldSites);
                rest.removeAll(SUBTREE);
            }
            for (UUID site : singleSites(held.site(), rest)) {
                add(site, field, onlySites, onlyFieldSites);
            }
        }
        return new Scope(
                false,
                sites,
                fieldSites,
                onlySites,
                onlyFieldSites,
                standing.person(),
                standing.account(),
                action.changes());
    }

    private Collection<UUID> singleSites(UUID root, Set<Distance> distances) {
        if (distances.isEmpty()) {
            return Set.of();
        }
        if (distances.equals(EnumSet.of(Distance.SELF))) {
            return Set.of(root);
        }
        Map<UUID, Set<UUID>> tree = store.tree();
        return tree.keySet().stream()
                .filter(site -> distances.contains(distance(tree, root, site)))
                .toList();
    }

    private static void add(UUID site, @Nullable String field, Set<UUID> sites, Set<Scope.FieldSite> fieldSites) {
        if (field == null) {
            sites.add(site);
        } else {
            fieldSites.add(new Scope.FieldSite(field, site));
        }
    }
}
