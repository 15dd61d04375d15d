package org.zhiyuan.activity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Waiting;

/** What waits: second looks, what was reported, and for those who lead what is to be begun or written down. */
@Component
class ActivityWaiting implements Waiting {
    static final String KEY = "activity";
    private static final Duration REPORTED_WITHIN = Duration.ofDays(1);

    private final Activities activities;
    private final Uploads uploads;
    private final NoShows noShows;
    private final Rights rights;
    private final InstantSource clock;

    ActivityWaiting(Activities activities, Uploads uploads, NoShows noShows, Rights rights, InstantSource clock) {
        this.activities = activities;
        this.uploads = uploads;
        this.noShows = noShows;
        this.rights = rights;
        this.clock = clock;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Item> items = new ArrayList<>();
        if (rights.mayAnywhere(actor, Action.ACTIVITY_APPROVE)) {
            rights
                    .within(
                            actor,
                            Action.ACTIVITY_APPROVE,
                            () -> activities.standing(ActivityState.SAFETY_CHECK, ITEMS_MAX))
                    .stream()
                    .filter(one -> actor.account() != null && !actor.account().equals(one.createdBy()))
                    .forEach(one -> items.add(
                            new Item(Text.of("检查活动 {0}", one.number()), one.title(), officeHref(one), one.starts())));
        }
        if (rights.mayAnywhere(actor, Action.ACTIVITY_EDIT)) {
            rights.within(actor, Action.ACTIVITY_READ, () -> {
                uploads.open(ITEMS_MAX).forEach(incident -> {
                    Activity activity = activities.get(incident.activity());
                    items.add(new Item(
                            incident.nearMiss()
                                    ? Text.of("处理活动 {0} 报来的险情", activity.number())
                                    : Text.of("处理活动 {0} 报来的事故", activity.number()),
                            activity.title(),
                            officeHref(activity),
                            incident.at().plus(REPORTED_WITHIN)));
                });
                return true;
            });
        }
        if (actor.person() != null) {
            rights.within(actor, Action.ACTIVITY_LEAD_READ, () -> activities.led(actor)).stream()
                    .filter(one -> one.state() == ActivityState.RECORDING
                            || one.state() == ActivityState.ONGOING
                                    && one.ends().isBefore(clock.instant()))
                    .forEach(one -> items.add(new Item(
                            one.state() == ActivityState.RECORDING
                                    ? Text.of("记录活动 {0}", one.number())
                                    : Text.of("结束活动 {0}", one.number()),
                            one.title(),
                            one.leadHref(),
                            one.recordUntil())));
            rights.within(actor, Action.ACTIVITY_LEAD_READ, () -> noShows.waiting(actor))
                    .forEach(one -> items.add(
                            new Item(Text.of("答复活动 {0} 没有到场的说明", one.number()), one.title(), one.leadHref(), null)));
        }
        return items.size() > ITEMS_MAX ? items.subList(0, ITEMS_MAX) : items;
    }

    static String officeHref(Activity activity) {
        return "/office/activities/" + activity.id();
    }
}
