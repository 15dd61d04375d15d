package org.zhiyuan.audit;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events. People are named by their account's id only: a filter stands in the address of the page, and addresses
 * are kept by browsers and logs.
 *
 * @param from first day, in the city's zone
 * @param to last day
 * @param account whose acts; null for everybody's
 * @param what name of the deed; "" for all
 * @param kind kind of the object; "" for all
 * @param objectId the object, with {@code kind}; "" for all
 * @param site the site and what lies below it; null for all and the city's own
 * @param result null for all
 * @param requestId number of the request, as error pages show it; "" for all
 */
public record EventFilter(
        LocalDate from,
        LocalDate to,
        @Nullable UUID account,
        String what,
        String kind,
        String objectId,
        @Nullable UUID site,
        Deed.@Nullable Result result,
        String requestId) {
    public EventFilter {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to (" + to + ") must not be before from (" + from + ")");
        }
    }

    public static EventFilter days(LocalDate from, LocalDate to) {
        return new EventFilter(from, to, null, "", "", "", null, null, "");
    }

    public EventFilter by(UUID account) {
        return new EventFilter(from, to, account, what, kind, objectId, site, result, requestId);
    }

    public EventFilter what(String what) {
        return new EventFilter(from, to, account, what, kind, objectId, site, result, requestId);
    }

    public EventFilter on(String kind, String objectId) {
        return new EventFilter(from, to, account, what, kind, objectId, site, result, requestId);
    }

    public EventFilter below(UUID site) {
        return new EventFilter(from, to, account, what, kind, objectId, site, result, requestId);
    }

    public EventFilter request(String requestId) {
        return new EventFilter(from, to, account, what, kind, objectId, site, result, requestId);
    }
}
