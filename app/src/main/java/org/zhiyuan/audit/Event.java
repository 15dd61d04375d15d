package org.zhiyuan.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Text;

/** A deed with who did it and when, as it was kept; the parts of {@link Deed} and {@link Actor}. */
public record Event(
        UUID id,
        Instant at,
        Actor.Kind actorKind,
        @Nullable UUID account,
        String actorName,
        String role,
        String origin,
        String requestId,
        String what,
        Text label,
        String kind,
        String objectId,
        @Nullable UUID site,
        @Nullable String field,
        List<String> fields,
        String before,
        String after,
        String reason,
        Deed.Result result) {
    public Event {
        fields = List.copyOf(fields);
    }

    /** The names of the roles that allowed it, each a key of the catalogue. */
    public List<String> roles() {
        return role.isEmpty() ? List.of() : List.of(role.split("、", -1));
    }
}
