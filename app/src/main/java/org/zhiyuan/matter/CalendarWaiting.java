package org.zhiyuan.matter;

import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;

/** A year without its holidays makes every deadline in it a guess: whoever keeps the calendar is told in time. */
@Component
@EnableConfigurationProperties(MatterSettings.class)
class CalendarWaiting implements Waiting {
    static final String KEY = "matter.calendar";

    private final WorkingDays days;
    private final Rights rights;
    private final MatterSettings settings;

    CalendarWaiting(WorkingDays days, Rights rights, MatterSettings settings) {
        this.days = days;
        this.rights = rights;
        this.settings = settings;
    }

    @Override
    public String key() {
        return KEY;
    }

    /** Due before the year begins; a year that has begun is overdue. */
    @Override
    public List<Item> items(Actor actor) {
        if (!rights.mayAnywhere(actor, Action.CALENDAR_EDIT)
                || !rights.within(actor, Action.CALENDAR_EDIT, days::mayBeChanged)) {
            return List.of();
        }
        return days.missing(settings.nextYearFromMonth()).stream()
                .map(year -> new Item(
                        Text.of("录入 {0} 年的放假和调休安排", String.valueOf(year)),
                        Words.t("全市"),
                        "/office/calendar/years/" + year + "/edit",
                        LocalDate.of(year, 1, 1).atStartOfDay(Formats.ZONE).toInstant()))
                .toList();
    }
}
