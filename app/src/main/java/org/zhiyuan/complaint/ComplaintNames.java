package org.zhiyuan.complaint;

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

/** Where a complaint lies, and what the audit's pages call one: by its number. */
@Component
@Transactional(readOnly = true)
class ComplaintNames implements ObjectNames, Whereabouts {
    private final ComplaintStore store;

    ComplaintNames(ComplaintStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "complaint";
    }

    @Override
    public Text kindName() {
        return Text.of("投诉更正");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        ids.forEach(id -> parsed(id).flatMap(store::find).ifPresent(found -> names.put(id, found.number())));
        return names;
    }

    @Override
    public Optional<String> find(String typed) {
        return store.numbered(typed.strip()).map(found -> found.id().toString());
    }

    @Override
    public Action seenBy() {
        return Action.COMPLAINT_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id).flatMap(store::find).map(Complaint::place);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
