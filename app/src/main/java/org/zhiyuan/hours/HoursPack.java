package org.zhiyuan.hours;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.activity.Activities;
import org.zhiyuan.activity.Activity;
import org.zhiyuan.activity.ActivityState;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.cell.City;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.presence.Way;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** Reads the rules from the city's pack at every start, new versions are added; opens the book of hours. */
@Component
@Order(HoursPack.LEVEL)
class HoursPack implements ApplicationRunner {
    static final int LEVEL = 150;

    private static final int SAMPLE_MAX = 50;
    private static final Duration SAMPLE_AROUND = Duration.ofMinutes(8);

    private final City city;
    private final CityPack pack;
    private final RuleStore rules;
    private final EntryStore entries;
    private final Booking booking;
    private final Intake intake;
    private final Activities activities;
    private final SignUps signUps;
    private final Volunteers volunteers;
    private final TransactionOperations transactions;

    HoursPack(
            City city,
            CityPack pack,
            RuleStore rules,
            EntryStore entries,
            Booking booking,
            Intake intake,
            Activities activities,
            SignUps signUps,
            Volunteers volunteers,
            TransactionOperations transactions) {
        this.city = city;
        this.pack = pack;
        this.rules = rules;
        this.entries = entries;
        this.booking = booking;
        this.intake = intake;
        this.activities = activities;
        this.signUps = signUps;
        this.volunteers = volunteers;
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
                    if (city.sample() && !entries.any()) {
                        activities.standing(ActivityState.RECORDING, SAMPLE_MAX).forEach(this::sample);
                    }
                }));
    }

    /** Whoever signed up was there by the venue's code; and so was whoever led it, whose hours the office above looks at. */
    private void sample(Activity activity) {
        signUps.seated(activity.id()).forEach(seat -> sample(activity, seat.volunteer()));
        activity.leaders()
                .forEach(leader -> volunteers.of(leader).ifPresent(volunteer -> sample(activity, volunteer.id())));
    }

    private void sample(Activity activity, VolunteerId volunteer) {
        intake.take(
                new Served(
                        UUID.nameUUIDFromBytes(
                                ("sample|" + activity.id() + volunteer).getBytes(StandardCharsets.UTF_8)),
                        activity.id(),
                        volunteer,
                        activity.starts().minus(SAMPLE_AROUND),
                        activity.ends().plus(SAMPLE_AROUND),
                        Way.CODE,
                        null,
                        activity.ends().plus(SAMPLE_AROUND)),
                null,
                "");
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
