package org.zhiyuan.reward;

import java.util.List;
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
import org.zhiyuan.kernel.ServiceTime;
import org.zhiyuan.kernel.Text;

/** Reads the schemes of stars from the city's pack at every start; a new version is added, an old one stays as it is. */
@Component
@Order(RewardPack.LEVEL)
class RewardPack implements ApplicationRunner {
    static final int LEVEL = 165;
    private static final int MINUTES_PER_HOUR = 60;

    private final CityPack pack;
    private final SchemeStore store;
    private final TransactionOperations transactions;

    RewardPack(CityPack pack, SchemeStore store, TransactionOperations transactions) {
        this.pack = pack;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<PackRow> grades = pack.rows("star-grades.csv");
        List<Scheme> schemes = pack.rows("star-schemes.csv").stream()
                .map(row -> scheme(row, grades))
                .toList();
        Acting.as(
                Actor.system("reward"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> schemes.forEach(store::add)));
    }

    private static Scheme scheme(PackRow row, List<PackRow> grades) {
        String version = row.required("version");
        if (row.number("noticeDays") < Scheme.NOTICE_DAYS_MIN) {
            throw row.wrong("noticeDays", Text.of("公示至少 5 个工作日"));
        }
        try {
            return new Scheme(
                    version,
                    row.requiredDay("from"),
                    row.required("document"),
                    row.required("documentEn"),
                    row.day("countsFrom"),
                    row.flag("countsLate"),
                    row.number("noticeDays"),
                    row.number("answerDays"),
                    row.number("minYears"),
                    grades.stream()
                            .filter(grade -> grade.required("version").equals(version))
                            .map(RewardPack::grade)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw row.wrong("version", Text.of("每一星的时长要比下面一星多"));
        }
    }

    private static Scheme.Grade grade(PackRow row) {
        return new Scheme.Grade(
                row.number("star"),
                row.required("name"),
                row.required("nameEn"),
                new ServiceTime((long) row.number("hours") * MINUTES_PER_HOUR));
    }
}
