package org.zhiyuan.hours;

import java.time.LocalDate;

/**
 * The rules of service hours in one version: data of the city pack, never code. An entry keeps the version by which it
 * was reckoned.
 *
 * @param version as people cite it: 2026.1
 * @param validFrom first day of service that it counts for
 * @param minSharePercent how much of the activity must be served for anything to count (R27)
 * @param dayAtOnceMax minutes of a day that count at once (R25)
 * @param dayReviewMax minutes of a day that one other person lets count; beyond it one tier up (R25)
 * @param dayMax minutes of a day beyond which nothing counts (FD3)
 * @param pairsMax comings and goings of one person in one activity on one day (R26)
 * @param roundTo minutes are rounded down to a multiple of so many
 * @param mealAfter activities of at least so many minutes have a meal in them; 0 for none
 * @param mealMinutes what is taken off for it where the activity itself takes off less
 * @param lateWorkingDays working days after the activity within which a record is no late one (R15)
 * @param lateCapPercent how much of an organiser's hours of a year may be late entries
 * @param lateFreeMinutes late minutes of a year that are not asked for their share: few hours make large shares
 * @param manualSharePercent share of an organiser's hours that rest on one person's word, beyond which they are held (FD4)
 * @param travelKmh speed between two activities that nobody travels at (FD2)
 * @param devicePeopleMin as many people on one phone are held (FD7)
 * @param sameSecondMin as many comings in one second are held (FD8)
 * @param sameSecondPercent and as many of a hundred places, so that a crowd is no fraud
 * @param sameLengthMin of so many people at least (FD8)
 * @param sameLengthPercent as many of a hundred with the same time to the second are held
 * @param minYears first age that serves (R28, R30)
 * @param adultYears first age that does dangerous work (R30)
 * @param answerWorkingDays working days within which a volunteer is answered
 */
public record RulePack(
        String version,
        LocalDate validFrom,
        int minSharePercent,
        int dayAtOnceMax,
        int dayReviewMax,
        int dayMax,
        int pairsMax,
        int roundTo,
        int mealAfter,
        int mealMinutes,
        int lateWorkingDays,
        int lateCapPercent,
        int lateFreeMinutes,
        int manualSharePercent,
        int travelKmh,
        int devicePeopleMin,
        int sameSecondMin,
        int sameSecondPercent,
        int sameLengthMin,
        int sameLengthPercent,
        int minYears,
        int adultYears,
        int answerWorkingDays) {
    /** What a decree may make stricter and never laxer (FD3). */
    static final int DAY_MAX = 960;

    public RulePack {
        if (dayAtOnceMax > dayReviewMax || dayReviewMax > dayMax || dayMax > DAY_MAX) {
            throw new IllegalArgumentException("a day's limits (" + dayAtOnceMax + ", " + dayReviewMax + ", " + dayMax
                    + ") must rise to at most " + DAY_MAX);
        }
        if (roundTo < 1 || pairsMax < 1) {
            throw new IllegalArgumentException(
                    "roundTo (" + roundTo + ") and pairsMax (" + pairsMax + ") must be 1 or more");
        }
    }
}
