package org.zhiyuan.project;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;

/** Where a project lies, whose own it is, and what the audit's pages call it. */
@Component
@Transactional(readOnly = true)
class ProjectNames implements ObjectNames, Whereabouts {
    private final ProjectStore store;

    ProjectNames(ProjectStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "project";
    }

    @Override
    public Text kindName() {
        return Text.of("项目");
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        for (String id : ids) {
            parsed(id).flatMap(store::find).ifPresent(found -> names.put(id, found.title()));
        }
        return names;
    }

    @Override
    public Optional<String> find(String typed) {
        return store.numbered(List.of(typed.strip())).stream()
                .map(found -> found.id().toString())
                .findFirst();
    }

    @Override
    public Action seenBy() {
        return Action.PROJECT_READ;
    }

    @Override
    public Optional<Place> locate(String id) {
        return parsed(id).flatMap(store::find).map(Project::place);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
