package org.zhiyuan.matter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/** Reads the calendar of the city's pack, once, into a house that knows no year yet. */
@Component
@Order(90)
class PackCalendar implements ApplicationRunner {
    private static final String FILE = "calendar.csv";

    private final CityPack pack;
    private final WorkingDays days;
    private final TransactionOperations transactions;

    PackCalendar(CityPack pack, WorkingDays days, TransactionOperations transactions) {
        this.pack = pack;
        this.days = days;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("matter"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    if (!days.anyKnown()) {
                        years().forEach((year, found) -> days.settle(year, found, ""));
                    }
                }));
    }

    private Map<Integer, List<SpecialDay>> years() {
        return pack.rows(FILE).stream()
                .map(PackCalendar::day)
                .collect(Collectors.groupingBy(day -> day.day().getYear(), TreeMap::new, Collectors.toList()));
    }

    private static SpecialDay day(PackRow row) {
        SpecialDay.Kind kind = switch (row.required("kind")) {
            case "holiday" -> SpecialDay.Kind.HOLIDAY;
            case "workday" -> SpecialDay.Kind.WORKDAY;
            default -> throw row.wrong("kind", Text.of("要写 holiday 或 workday"));
        };
        try {
            return new SpecialDay(row.requiredDay("day"), kind, row.required("name"), row.text("nameEn"));
        } catch (IllegalArgumentException e) {
            throw row.wrong("day", Text.of("周一到周五本来就上班，名称要在 {0} 个字以内", SpecialDay.NAME_LENGTH_MAX));
        }
    }
}
