package org.zhiyuan.matter;

import java.util.List;

/**
 * What is known of a year.
 *
 * @param settled whether somebody said that all its special days are here
 * @param document what announced them; "" where that was not said
 */
public record CalendarYear(int year, boolean settled, String document, List<SpecialDay> days) {
    public CalendarYear {
        days = List.copyOf(days);
    }
}
