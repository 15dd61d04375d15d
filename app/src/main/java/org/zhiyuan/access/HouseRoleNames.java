package org.zhiyuan.access;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.shell.RoleNames;
import org.zhiyuan.shell.Words;

/** The roles that somebody holds today, for the foot of the rail. */
@Component
class HouseRoleNames implements RoleNames {
    private final RequestStanding standings;
    private final PolicyTable table;

    HouseRoleNames(RequestStanding standings, PolicyTable table) {
        this.standings = standings;
        this.table = table;
    }

    @Override
    public String of(Actor actor) {
        List<Standing.Held> held = standings.of(actor).map(Standing::held).orElse(List.of());
        return held.stream()
                .map(Standing.Held::role)
                .distinct()
                .flatMap(role -> table.policy().role(role).stream())
                .map(role -> Words.t(role.name()))
                .collect(Collectors.joining(Words.english() ? ", " : "、"));
    }
}
