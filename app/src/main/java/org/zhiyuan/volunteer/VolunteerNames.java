package org.zhiyuan.volunteer;

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

/** Where a volunteer lies, and what the audit's pages call one: by the number, never by name. */
@Component
@Transactional(readOnly = true)
class VolunteerNames implements ObjectNames, Whereabouts {
    private static final String KIND = "volunteer";

    private final VolunteerStore store;

    VolunteerNames(VolunteerStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Text kindName() {
        return Text.of("志愿者");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        for (String id : ids) {
            parsed(id)
                    .flatMap(store::find)
                    .ifPresent(found -> names.put(id, found.number().value()));
        }
        return names;
    }

    @Override
    public Optional<String> find(String typed) {
        return VolunteerNumber.typed(typed)
                .flatMap(number -> store.numbered(number.value()))
                .map(found -> found.id().toString());
    }

    @Override
    public Action seenBy() {
        return Action.VOLUNTEER_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id).flatMap(store::find).map(Volunteer::place);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
