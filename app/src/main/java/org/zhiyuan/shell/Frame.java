package org.zhiyuan.shell;

import java.util.List;
import org.zhiyuan.cell.City;
import org.zhiyuan.kernel.Actor;

/**
 * What every page needs besides its own facts; the view adds it to each template's parameters.
 *
 * @param path the request's path, for marking the current entry and for coming back after a switch
 * @param elder whether large type (大字) is on
 * @param roleName what the actor is here, as the rail's foot says it; "" for nobody
 * @param rail the office rail with its badges; empty for those who have no office
 * @param csrfToken value of the hidden field {@code _csrf}
 * @param formToken value of the hidden field {@code _form}
 */
public record Frame(
        City city,
        Actor actor,
        String path,
        boolean elder,
        boolean english,
        String roleName,
        List<Entry> rail,
        String csrfToken,
        String formToken,
        String requestId) {
    public record Entry(String label, String href, String icon, boolean current, int badge) {}

    public boolean office() {
        return !rail.isEmpty();
    }
}
