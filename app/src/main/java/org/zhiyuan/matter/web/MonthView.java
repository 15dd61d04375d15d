package org.zhiyuan.matter.web;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.matter.SpecialDay;
import org.zhiyuan.matter.WorkCalendar;

/** A month as a sheet of weeks from Monday to Sunday. Public for the template. */
public record MonthView(YearMonth month, List<List<Cell>> weeks) {
    /** @param day null before the first and after the last of the month */
    public record Cell(@Nullable LocalDate day, @Nullable SpecialDay special, boolean works, boolean today) {}

    static List<MonthView> of(int year, WorkCalendar calendar, LocalDate today) {
        List<MonthView> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            months.add(of(YearMonth.of(year, month), calendar, today));
        }
        return months;
    }

    private static MonthView of(YearMonth month, WorkCalendar calendar, LocalDate today) {
        List<List<Cell>> weeks = new ArrayList<>();
        LocalDate first = month.atDay(1);
        LocalDate monday = first.minusDays(first.getDayOfWeek().getValue() - 1L);
        for (LocalDate start = monday; !start.isAfter(month.atEndOfMonth()); start = start.plusDays(7)) {
            weeks.add(start.datesUntil(start.plusDays(7))
                    .map(day -> YearMonth.from(day).equals(month)
                            ? new Cell(day, calendar.special(day), calendar.works(day), day.equals(today))
                            : new Cell(null, null, false, false))
                    .toList());
        }
        return new MonthView(month, weeks);
    }
}
