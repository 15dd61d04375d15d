package org.zhiyuan.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** Entries that wait for a second person, what volunteers ask, and credits that a second person is to take back. */
@Component
class HoursWaiting implements Waiting {
    static final String KEY = "hours.reviews";

    private final Hours hours;
    private final Petitions petitions;
    private final Rights rights;

    HoursWaiting(Hours hours, Petitions petitions, Rights rights) {
        this.hours = hours;
        this.petitions = petitions;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    /** The badge stands on every page of the office: counted without what only the list says of each. */
    @Override
    public int count(Actor actor) {
        return rights.mayAnywhere(actor, Action.HOURS_REVIEW)
                ? rights.within(
                        actor,
                        Action.HOURS_REVIEW,
                        () -> Math.min(
                                ITEMS_MAX,
                                petitions.open(actor, ITEMS_MAX).size()
                                        + reversals(actor).size()
                                        + hours.waiting(actor, ITEMS_MAX).size()))
                : 0;
    }

    private List<Reversal> reversals(Actor actor) {
        return hours.openReversals(ITEMS_MAX).stream()
                .filter(reversal -> !reversal.askedBy().equals(actor.account()))
                .toList();
    }

    @Override
    public List<Item> items(Actor actor) {
        return rights.mayAnywhere(actor, Action.HOURS_REVIEW)
                ? rights.within(actor, Action.HOURS_REVIEW, () -> found(actor))
                : List.of();
    }

    private List<Item> found(Actor actor) {
        List<Item> items = new ArrayList<>();
        petitions
                .open(actor, ITEMS_MAX)
                .forEach(petition -> items.add(new Item(
                        Text.of("答复志愿者：{0}", petition.kind().label()),
                        "",
                        "/office/hours/" + petition.entry(),
                        petition.due())));
        reversals(actor)
                .forEach(reversal ->
                        items.add(new Item(Text.of("第二个人冲正时长"), "", "/office/hours/" + reversal.entry(), null)));
        List<Entry> waiting = hours.waiting(actor, ITEMS_MAX);
        Map<ActivityId, Activity> activities = hours.activities(waiting);
        waiting.forEach(entry -> {
            Activity activity = activities.get(entry.activity());
            items.add(new Item(
                    entry.state() == EntryState.HELD
                            ? Text.of("核实一条时长，{0} 分钟", entry.minutes())
                            : Text.of("复核一条时长，{0} 分钟", entry.minutes()),
                    activity == null ? "" : activity.title(),
                    entry.href(),
                    null));
        });
        return items.stream().limit(ITEMS_MAX).toList();
    }
}
