package org.zhiyuan.volunteer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;

/** Registrations of people under age wait for a second look; the child waits meanwhile, so not for long. */
@Component
class VolunteerWaiting implements Waiting {
    static final String KEY = "volunteer.approvals";
    private static final Duration WITHIN = Duration.ofDays(7);

    private final Volunteers volunteers;
    private final Places places;
    private final Rights rights;

    VolunteerWaiting(Volunteers volunteers, Places places, Rights rights) {
        this.volunteers = volunteers;
        this.places = places;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public int count(Actor actor) {
        UUID account = actor.account();
        return account != null && rights.mayAnywhere(actor, Action.VOLUNTEER_APPROVE)
                ? rights.within(actor, Action.VOLUNTEER_APPROVE, () -> volunteers.countWaitingFor(account, ITEMS_MAX))
                : 0;
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Map.Entry<Guardianship, Volunteer>> waiting = waiting(actor);
        if (waiting.isEmpty()) {
            return List.of();
        }
        Map<SiteId, String> names =
                places.names(waiting.stream().map(one -> one.getValue().site()).toList(), Words.english());
        return waiting.stream()
                .map(one -> new Item(
                        Text.of("审核未成年人登记 {0}", one.getValue().number()),
                        names.getOrDefault(one.getValue().site(), ""),
                        one.getValue().href(),
                        one.getKey().at().plus(WITHIN)))
                .toList();
    }

    /** Whoever entered a registration does not wait for himself. */
    private List<Map.Entry<Guardianship, Volunteer>> waiting(Actor actor) {
        UUID account = actor.account();
        return account != null && rights.mayAnywhere(actor, Action.VOLUNTEER_APPROVE)
                ? rights.within(actor, Action.VOLUNTEER_APPROVE, () -> volunteers.waitingFor(account, ITEMS_MAX))
                : List.of();
    }
}
