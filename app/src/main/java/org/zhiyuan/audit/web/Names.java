package org.zhiyuan.audit.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.zhiyuan.audit.Event;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.shell.Words;

/** Puts names to the ids of a page of events, each kind asked once. */
@Component
class Names {
    private final Map<String, ObjectNames> byKind = new HashMap<>();

    Names(List<ObjectNames> all) {
        all.forEach(names -> byKind.put(names.kind(), names));
    }

    Optional<String> find(String kind, String typed) {
        ObjectNames names = byKind.get(kind);
        return names == null ? Optional.empty() : names.find(typed);
    }

    Known of(Collection<Event> events) {
        Map<String, Set<String>> wanted = new HashMap<>();
        for (Event event : events) {
            want(wanted, event.kind(), event.objectId());
            want(wanted, "site", event.site() == null ? "" : event.site().toString());
            want(
                    wanted,
                    "account",
                    event.account() == null ? "" : event.account().toString());
        }
        Map<String, String> kinds = new HashMap<>();
        Map<String, Map<String, String>> names = new HashMap<>();
        wanted.forEach((kind, ids) -> {
            ObjectNames known = byKind.get(kind);
            if (known != null) {
                kinds.put(kind, Words.t(known.kindName()));
                names.put(kind, known.names(ids));
            }
        });
        return new Known(Map.copyOf(kinds), Map.copyOf(names));
    }

    private static void want(Map<String, Set<String>> wanted, String kind, String id) {
        if (!kind.isEmpty() && !id.isEmpty()) {
            wanted.computeIfAbsent(kind, k -> new HashSet<>()).add(id);
        }
    }
}
