package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/**
 * Says who leads places, for lists of many: brought by the room that knows who holds which post. Only what may stand on
 * public pages, since a list shows places far outside its reader's own.
 */
public interface Heads {
    /** By place, as it is on a day. A place that nobody leads is not in it. One call for a whole list. */
    Map<SiteId, Head> of(Collection<SiteId> sites, LocalDate on);

    /**
     * @param name "" where somebody leads it whose name is not public
     * @param office by which office the place is led (书记任站长); "" for none
     */
    record Head(String name, String office) {}
}
