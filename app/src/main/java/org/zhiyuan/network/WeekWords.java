package org.zhiyuan.network;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/** How pages say days of the week, ages and totals of hours. */
public final class WeekWords {
    private WeekWords() {}

    public static Text of(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> Text.of("星期一");
            case TUESDAY -> Text.of("星期二");
            case WEDNESDAY -> Text.of("星期三");
            case THURSDAY -> Text.of("星期四");
            case FRIDAY -> Text.of("星期五");
            case SATURDAY -> Text.of("星期六");
            case SUNDAY -> Text.of("星期日");
        };
    }

    /** 星期二至星期五. */
    public static Text of(OpeningHours.Row row) {
        if (row.first() == row.last()) {
            return of(row.first());
        }
        return row.last().getValue() - row.first().getValue() == 1
                ? Text.of("{0}、{1}", of(row.first()), of(row.last()))
                : Text.of("{0}至{1}", of(row.first()), of(row.last()));
    }

    public static Text total(int minutes) {
        return minutes % 60 == 0
                ? Text.of("一周 {0} 小时", minutes / 60)
                : Text.of("一周 {0} 小时 {1} 分", minutes / 60, minutes % 60);
    }

    public static Text age(LocalDate shown, LocalDate on) {
        long months = ChronoUnit.MONTHS.between(shown, on);
        return months == 0 ? Text.of("一个月以内") : Text.of("{0} 个月前", months);
    }

    public static Text expired(@Nullable LocalDate shown, LocalDate on) {
        return shown == null ? Text.of("还没有凭据") : Text.of("{0}，要更新", age(shown, on));
    }
}
