package org.zhiyuan.team;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/** Where a team lies and who leads it today, and what the audit's pages call one. */
@Component
@Transactional(readOnly = true)
class TeamNames implements ObjectNames, Whereabouts {
    private final TeamStore store;
    private final TeamRules rules;

    TeamNames(TeamStore store, TeamRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public String kind() {
        return "team";
    }

    @Override
    public Text kindName() {
        return Text.of("队伍");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        for (String id : ids) {
            parsed(id).flatMap(store::find).ifPresent(team -> names.put(id, team.number() + " " + team.name()));
        }
        return names;
    }

    @Override
    public Optional<String> find(String typed) {
        return store.numbered(typed.strip()).map(team -> team.id().toString());
    }

    /** Teams are public. */
    @Override
    public Action seenBy() {
        return Action.PUBLIC_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id).flatMap(store::find).map(team -> {
            Set<UUID> leaders = store.leads(List.of(team.id().value()), rules.today()).stream()
                    .map(lead -> lead.person().value())
                    .collect(Collectors.toSet());
            return new Place(team.site().value(), team.field(), leaders);
        });
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
