package org.zhiyuan.network;

import java.util.List;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.shell.Waiting;

/** What waits for those who keep places: each sees what lies in the scope of that right. */
final class NetworkWaiting implements Waiting {
    static final String PLACES = "network.places";

    private final Agenda agenda;
    private final Rights rights;

    NetworkWaiting(Agenda agenda, Rights rights) {
        this.agenda = agenda;
        this.rights = rights;
    }

    @Override
    public String key() {
        return PLACES;
    }

    @Override
    public int count(Actor actor) {
        return rights.mayAnywhere(actor, Action.PLACE_FILE_EDIT)
                ? rights.within(actor, Action.PLACE_FILE_EDIT, () -> agenda.count(false))
                : 0;
    }

    @Override
    public List<Item> items(Actor actor) {
        return rights.mayAnywhere(actor, Action.PLACE_FILE_EDIT)
                ? rights.within(actor, Action.PLACE_FILE_EDIT, () -> agenda.items(false))
                : List.of();
    }
}
