package org.zhiyuan.staff;

import java.time.LocalDate;
import org.zhiyuan.kernel.MobileNumber;

/**
 * Somebody about to be put on a post.
 *
 * @param name in plain; printed nowhere
 * @param from first day on the post
 * @param office by which office; "" for none
 * @param document what orders it
 */
public record Appointment(
        String post, String name, MobileNumber phone, LocalDate from, String office, String document) {
    public static final int OFFICE_LENGTH_MAX = 60;
    public static final int DOCUMENT_LENGTH_MAX = 120;
    public static final int NAME_LENGTH_MAX = 60;

    @Override
    public String toString() {
        return "Appointment[" + post + " from " + from + "]";
    }
}
