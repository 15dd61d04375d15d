package org.zhiyuan.audit.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names known on one page; whatever has none is called by its kind and id. Public for the template. */
public record Known(Map<String, String> kinds, Map<String, Map<String, String>> names) {
    public String kind(String kind) {
        return kinds.getOrDefault(kind, kind);
    }

    public String name(String kind, @Nullable Object id) {
        return id == null ? "" : names.getOrDefault(kind, Map.of()).getOrDefault(id.toString(), "");
    }
}
