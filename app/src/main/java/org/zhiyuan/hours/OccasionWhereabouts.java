package org.zhiyuan.hours;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Whereabouts;

/** Where an activity lies whose hours are looked at: with its place, nobody's own; its hours are the volunteers'. */
@Component
@Transactional(readOnly = true)
class OccasionWhereabouts implements Whereabouts {
    private final Activities activities;

    OccasionWhereabouts(Activities activities) {
        this.activities = activities;
    }

    @Override
    public String kind() {
        return "occasion";
    }

    @Override
    public Action seenBy() {
        return Action.HOURS_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        try {
            return activities
                    .find(new ActivityId(UUID.fromString(id)))
                    .map(activity -> Place.at(activity.site().value()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
