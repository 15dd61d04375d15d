package org.zhiyuan.team;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/**
 * Requests wait for whoever leads; what he left lying, and what nobody leads to answer, for the office of the place; an
 * invitation for whoever was invited.
 */
@Component
class TeamWaiting implements Waiting {
    static final String KEY = "team.requests";

    private final MembershipStore store;
    private final Teams teams;
    private final Rights rights;
    private final TransactionOperations transactions;

    TeamWaiting(MembershipStore store, Teams teams, Rights rights, TransactionOperations transactions) {
        this.store = store;
        this.teams = teams;
        this.rights = rights;
        this.transactions = transactions;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        return waiting(actor).size() + invitations(actor).size();
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Membership> waiting = waiting(actor);
        List<Membership> invitations = invitations(actor);
        Map<TeamId, Team> known = teams
                .getAll(Stream.concat(waiting.stream(), invitations.stream())
                        .map(Membership::team)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Team::id, Function.identity()));
        List<Item> items = new ArrayList<>();
        for (Membership one : waiting) {
            Team team = Objects.requireNonNull(known.get(one.team()));
            Text what = one.raisedAt() == null ? Text.of("答复加入队伍的申请") : Text.of("答复加入队伍的申请，队长没有按时答复");
            items.add(new Item(what, team.name(), team.leadHref(), one.due()));
        }
        for (Membership one : invitations) {
            Team team = Objects.requireNonNull(known.get(one.team()));
            items.add(new Item(Text.of("答复队伍的邀请"), team.name(), "/me/teams", one.due()));
        }
        return items;
    }

    private List<Membership> waiting(Actor actor) {
        UUID person = actor.person();
        List<Membership> waiting = new ArrayList<>();
        if (person != null) {
            waiting.addAll(seen(actor, Action.TEAM_LEAD_READ, () -> store.waitingFor(person, ITEMS_MAX)));
        }
        if (rights.mayAnywhere(actor, Action.TEAM_READ)) {
            seen(actor, Action.TEAM_READ, () -> store.raised(ITEMS_MAX)).stream()
                    .filter(one ->
                            waiting.stream().noneMatch(there -> there.id().equals(one.id())))
                    .forEach(waiting::add);
        }
        return waiting;
    }

    private List<Membership> invitations(Actor actor) {
        UUID person = actor.person();
        return person == null
                ? List.of()
                : seen(actor, Action.OWN_DATA_READ, () -> store.invitations(person, ITEMS_MAX));
    }

    private List<Membership> seen(Actor actor, Action action, java.util.function.Supplier<List<Membership>> read) {
        return rights.within(actor, action, () -> Objects.requireNonNull(transactions.execute(status -> read.get())));
    }
}
