package org.zhiyuan.activity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/** Where an activity lies and who leads it, and what the audit's pages call one. */
@Component
@Transactional(readOnly = true)
class ActivityNames implements ObjectNames, Whereabouts {
    private static final String KIND = "activity";

    private final ActivityStore store;

    ActivityNames(ActivityStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Text kindName() {
        return Text.of("活动");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        for (String id : ids) {
            parsed(id).flatMap(store::find).ifPresent(found -> names.put(id, found.number()));
        }
        return names;
    }

    @Override
    public Optional<String> find(String typed) {
        return store.numbered(typed.strip().toUpperCase(Locale.ROOT))
                .map(found -> found.id().toString());
    }

    @Override
    public Action seenBy() {
        return Action.ACTIVITY_LEAD_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id).flatMap(store::find).map(Activity::whereabouts);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
