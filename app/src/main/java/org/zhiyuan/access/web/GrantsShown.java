package org.zhiyuan.access.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.access.Grant;
import org.zhiyuan.access.Workplaces;

/**
 * Grants with the names of their places and fields.
 *
 * @param places names by site
 * @param fields names by field
 */
public record GrantsShown(List<Grant> grants, Map<UUID, String> places, Map<String, String> fields) {
    static GrantsShown of(List<Grant> grants, Workplaces places) {
        return new GrantsShown(
                grants, places.names(grants.stream().map(Grant::site).toList()), places.fields());
    }

    public String place(Grant grant) {
        return places.getOrDefault(grant.site(), "");
    }

    /** "" where the right counts in all fields. */
    public String field(Grant grant) {
        @Nullable String field = grant.field();
        return field == null ? "" : fields.getOrDefault(field, field);
    }
}
