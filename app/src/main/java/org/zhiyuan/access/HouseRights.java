package org.zhiyuan.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Whereabouts;

@Component
class HouseRights implements Rights {
    private final Rules rules;
    private final RequestStanding standings;

    HouseRights(Rules rules, RequestStanding standings) {
        this.rules = rules;
        this.standings = standings;
    }

    @Override
    public boolean mayAnywhere(Actor actor, Action action) {
        return actor.kind() == Actor.Kind.SYSTEM || rules.anywhere(standing(actor), action);
    }

    @Override
    public boolean may(Actor actor, Action action, Whereabouts.Place place) {
        return actor.kind() == Actor.Kind.SYSTEM || rules.at(standing(actor), action, place);
    }

    @Override
    public <T> T within(Actor actor, Action action, Supplier<T> work) {
        Scope scope = actor.kind() == Actor.Kind.SYSTEM ? Scope.EVERYTHING : rules.scope(standing(actor), action);
        return Acting.as(actor, scope, work);
    }

    private @Nullable Standing standing(Actor actor) {
        return standings.of(actor).orElse(null);
    }
}
