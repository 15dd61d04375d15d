package org.zhiyuan.hours;

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

/** Reads the rules from the city's pack at every start, new versions are added; opens the book of hours. */
@Component
@Order(HoursPack.LEVEL)
class HoursPack implements ApplicationRunner {
    static final int LEVEL = 150;

    private final CityPack pack;
    private final RuleStore rules;
    private final Booking booking;
    private final TransactionOperations transactions;

    HoursPack(CityPack pack, RuleStore rules, Booking booking, TransactionOperations transactions) {
        this.pack = pack;
        this.rules = rules;
        this.booking = booking;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("hours"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    pack.rows("hours-rules.csv").forEach(row -> rules.add(rules(row)));
                    booking.openBook();
                }));
    }

    private static RulePack rules(PackRow row) {
        return new RulePack(
                row.required("version"),
                row.requiredDay("from"),
                row.number("minSharePercent"),
                row.number("dayAtOnceMax"),
                row.number("dayReviewMax"),
                row.number("dayMax"),
                row.number("pairsMax"),
                row.number("roundTo"),
                row.number("mealAfter"),
                row.number("mealMinutes"),
                row.number("lateWorkingDays"),
                row.number("lateCapPercent"),
                row.number("lateFreeMinutes"),
                row.number("manualSharePercent"),
                row.number("travelKmh"),
                row.number("devicePeopleMin"),
                row.number("sameSecondMin"),
                row.number("sameSecondPercent"),
                row.number("sameLengthMin"),
                row.number("sameLengthPercent"),
                row.number("minYears"),
                row.number("adultYears"),
                row.number("answerWorkingDays"));
    }
}
