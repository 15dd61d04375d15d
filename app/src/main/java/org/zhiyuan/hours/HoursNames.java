package org.zhiyuan.hours;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/** Where an entry lies, and what the audit's pages call one: by day and minutes, never by name. */
@Component
@Transactional(readOnly = true)
class HoursNames implements ObjectNames, Whereabouts {
    private static final String KIND = "entry";

    private final EntryStore store;

    HoursNames(EntryStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Text kindName() {
        return Text.of("服务时间");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        for (String id : ids) {
            parsed(id).flatMap(store::find).ifPresent(entry -> names.put(id, entry.day() + " · " + entry.minutes()));
        }
        return names;
    }

    @Override
    public Optional<String> find(String typed) {
        return parsed(typed.strip())
                .flatMap(store::find)
                .map(entry -> entry.id().toString());
    }

    @Override
    public Action seenBy() {
        return Action.HOURS_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id).flatMap(store::find).map(Entry::place);
    }

    private static Optional<EntryId> parsed(String id) {
        try {
            return Optional.of(new EntryId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
