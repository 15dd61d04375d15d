package org.zhiyuan.shell;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.zhiyuan.cell.City;
import org.zhiyuan.kernel.Actor;

/**
 * What every page needs besides its own facts; the view adds it to each template's parameters.
 *
 * @param path the request's path, for marking the current entry and for coming back after a switch
 * @param back the path and query to come back to after a switch: this page, or the one that its form stood on
 * @param posted whether the page answers a form; to change the language there would lose what was entered
 * @param elder whether large type (大字) is on
 * @param roleName what the actor is here, as the rail's foot says it; "" for nobody
 * @param rail the office rail with its badges; empty for those who have no office
 * @param inbox where one reads what one was told; "" where there is no such place
 * @param unread how much of it is unread, counted up to a hundred
 * @param csrfToken value of the hidden field {@code _csrf}
 * @param formToken value of the hidden field {@code _form}
 * @param now when the page was made
 */
public record Frame(
        City city,
        Actor actor,
        String path,
        String back,
        boolean posted,
        boolean elder,
        boolean english,
        String roleName,
        List<Entry> rail,
        String inbox,
        int unread,
        String csrfToken,
        String formToken,
        String requestId,
        Instant now) {
    private static final int CASE_NUMBER_LENGTH = 8;

    public record Entry(String label, String href, String icon, boolean current, int badge) {}

    public boolean office() {
        return !rail.isEmpty();
    }

    /** What somebody reads out on the phone: the end of the request's id, by which the log and the audit find it. */
    public String caseNumber() {
        return requestId.substring(Math.max(0, requestId.length() - CASE_NUMBER_LENGTH));
    }

    /** {@link #back} as the value of a query parameter. */
    public String backEncoded() {
        return URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    /** The city's number as a link for telephones; "" where it has none. */
    public String phoneLink() {
        String digits = city.phone().replaceAll("[^0-9+]", "");
        return digits.isEmpty() ? "" : "tel:" + digits;
    }
}
