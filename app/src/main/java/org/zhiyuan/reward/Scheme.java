package org.zhiyuan.reward;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.ServiceTime;

/**
 * How stars are given (R23, R24): data of the city pack, by version.
 *
 * @param document where it is written
 * @param countsFrom first day of service that counts; null where all days do
 * @param countsLate whether late entries count
 * @param noticeDays working days of public notice; never fewer than five
 * @param answerDays working days in which whoever objects is answered
 * @param minYears nobody younger is told of in public
 * @param grades the lowest first
 */
public record Scheme(
        String version,
        LocalDate validFrom,
        String document,
        String documentEn,
        @Nullable LocalDate countsFrom,
        boolean countsLate,
        int noticeDays,
        int answerDays,
        int minYears,
        List<Grade> grades) {
    public static final int NOTICE_DAYS_MIN = 5;

    /** @param time from so much service on */
    public record Grade(int star, String name, String nameEn, ServiceTime time) {
        public String called(boolean english) {
            return english ? nameEn : name;
        }
    }

    public Scheme {
        grades = List.copyOf(grades);
        for (int i = 1; i < grades.size(); i++) {
            Grade below = grades.get(i - 1);
            Grade grade = grades.get(i);
            if (grade.star() <= below.star() || grade.time().compareTo(below.time()) <= 0) {
                throw new IllegalArgumentException("scheme " + version + ": star " + grade.star() + " (" + grade.time()
                        + ") must lie above star " + below.star() + " (" + below.time() + ")");
            }
        }
    }

    public String document(boolean english) {
        return english ? documentEn : document;
    }

    /** The highest that so much service reaches; empty for none. */
    public Optional<Grade> reached(ServiceTime time) {
        return grades.stream()
                .filter(grade -> grade.time().compareTo(time) <= 0)
                .reduce((lower, higher) -> higher);
    }

    /** The next above so much service; empty where there is none. */
    public Optional<Grade> next(ServiceTime time) {
        return grades.stream().filter(grade -> grade.time().compareTo(time) > 0).findFirst();
    }

    public Optional<Grade> grade(int star) {
        return grades.stream().filter(grade -> grade.star() == star).findFirst();
    }
}
