package org.zhiyuan.network;

import java.util.List;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.shell.Waiting;

/** What waits for those who keep places, or branch centers: each sees what lies in the scope of that right. */
final class NetworkWaiting implements Waiting {
    static final String PLACES = "network.places";
    static final String BRANCHES = "network.branches";

    private final Agenda agenda;
    private final Rights rights;
    private final boolean branches;

    private NetworkWaiting(Agenda agenda, Rights rights, boolean branches) {
        this.agenda = agenda;
        this.rights = rights;
        this.branches = branches;
    }

    static NetworkWaiting ofPlaces(Agenda agenda, Rights rights) {
        return new NetworkWaiting(agenda, rights, false);
    }

    static NetworkWaiting ofBranches(Agenda agenda, Rights rights) {
        return new NetworkWaiting(agenda, rights, true);
    }

    @Override
    public String key() {
        return branches ? BRANCHES : PLACES;
    }

    @Override
    public int count(Actor actor) {
        return rights.mayAnywhere(actor, right()) ? rights.within(actor, right(), () -> agenda.count(branches)) : 0;
    }

    @Override
    public List<Item> items(Actor actor) {
        return rights.mayAnywhere(actor, right())
                ? rights.within(actor, right(), () -> agenda.items(branches))
                : List.of();
    }

    private Action right() {
        return branches ? Action.BRANCH_EDIT : Action.PLACE_FILE_EDIT;
    }
}
