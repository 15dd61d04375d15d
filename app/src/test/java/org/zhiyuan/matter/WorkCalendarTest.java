package org.zhiyuan.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.zhiyuan.shell.Formats;

class WorkCalendarTest {
    private static final OfficeHours USUAL = new OfficeHours(
            LocalDate.of(2000, 1, 1),
            List.of(
                    new OfficeHours.Session(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                    new OfficeHours.Session(LocalTime.of(14, 0), LocalTime.of(17, 0))),
            "");

    /** National Day of 2026 as announced: off from the 1st to the 7th; people work on Sunday 20 September and Saturday 10 October. */
    private static final WorkCalendar NATIONAL_DAY = new WorkCalendar(nationalDay(), Set.of(2026), List.of(USUAL));

    private static List<SpecialDay> nationalDay() {
        List<SpecialDay> days = new ArrayList<>(IntStream.rangeClosed(1, 7)
                .mapToObj(day ->
                        new SpecialDay(LocalDate.of(2026, 10, day), SpecialDay.Kind.HOLIDAY, "国庆节", "National Day"))
                .toList());
        days.add(new SpecialDay(LocalDate.of(2026, 9, 20), SpecialDay.Kind.WORKDAY, "国庆节调休上班", ""));
        days.add(new SpecialDay(LocalDate.of(2026, 10, 10), SpecialDay.Kind.WORKDAY, "国庆节调休上班", ""));
        return days;
    }

    @Test
    void holidaysAreFreeAndMakeUpDaysAreNot() {
        assertThat(NATIONAL_DAY.works(LocalDate.of(2026, 10, 1))).isFalse();
        assertThat(NATIONAL_DAY.works(LocalDate.of(2026, 10, 8))).isTrue();
        assertThat(NATIONAL_DAY.works(LocalDate.of(2026, 10, 10)))
                .as("a Saturday")
                .isTrue();
        assertThat(NATIONAL_DAY.works(LocalDate.of(2026, 10, 11)))
                .as("a Sunday")
                .isFalse();
    }

    @Test
    void theDayOnWhichItBeginsDoesNotCount() {
        assertThat(NATIONAL_DAY.plus(LocalDate.of(2026, 9, 29), 1)).isEqualTo(LocalDate.of(2026, 9, 30));
        assertThat(NATIONAL_DAY.plus(LocalDate.of(2026, 9, 30), 1)).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(NATIONAL_DAY.plus(LocalDate.of(2026, 9, 30), 3))
                .as("the 10th is a Saturday on which people work")
                .isEqualTo(LocalDate.of(2026, 10, 10));
        assertThat(NATIONAL_DAY.plus(LocalDate.of(2026, 10, 3), 1)).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(NATIONAL_DAY.plus(LocalDate.of(2026, 10, 3), 0)).isEqualTo(LocalDate.of(2026, 10, 8));
    }

    @Test
    void aDeadlineInDaysEndsWhenTheOfficeCloses() {
        assertThat(NATIONAL_DAY.due(at("2026-09-30T10:15"), 1).at()).isEqualTo(at("2026-10-08T17:00"));
    }

    @Test
    void workingTimeStopsAtNoonAtNightAndOverHolidays() {
        assertThat(NATIONAL_DAY.due(at("2026-09-30T11:30"), Duration.ofHours(1)).at())
                .isEqualTo(at("2026-09-30T14:30"));
        assertThat(NATIONAL_DAY.due(at("2026-09-30T16:00"), Duration.ofHours(2)).at())
                .isEqualTo(at("2026-10-08T10:00"));
        assertThat(NATIONAL_DAY.due(at("2026-10-02T03:00"), Duration.ofHours(3)).at())
                .as("over when the morning ends, not when the afternoon begins")
                .isEqualTo(at("2026-10-08T12:00"));
        assertThat(NATIONAL_DAY.workingTime(at("2026-09-30T11:30"), at("2026-10-08T09:30")))
                .isEqualTo(Duration.ofMinutes(30 + 180 + 30));
    }

    @Test
    void itIsOpenFromTheFirstMinuteToTheLastOne() {
        assertThat(NATIONAL_DAY.open(at("2026-09-30T09:00"))).isTrue();
        assertThat(NATIONAL_DAY.open(at("2026-09-30T11:59"))).isTrue();
        assertThat(NATIONAL_DAY.open(at("2026-09-30T12:00"))).isFalse();
        assertThat(NATIONAL_DAY.open(at("2026-10-01T10:00"))).isFalse();
    }

    @Test
    void newHoursHoldFromTheirDayOn() {
        OfficeHours summer = new OfficeHours(
                LocalDate.of(2026, 6, 1),
                List.of(new OfficeHours.Session(LocalTime.of(8, 0), LocalTime.of(18, 0))),
                "示例文〔2026〕1号");
        WorkCalendar calendar = new WorkCalendar(List.of(), Set.of(2026), List.of(USUAL, summer));

        assertThat(calendar.due(at("2026-05-28T10:00"), 1).at()).isEqualTo(at("2026-05-29T17:00"));
        assertThat(calendar.due(at("2026-05-29T10:00"), 1).at()).isEqualTo(at("2026-06-01T18:00"));
    }

    @Test
    void aYearWithoutItsHolidaysIsReckonedByWeekdaysAndThatIsSaid() {
        Deadline known = NATIONAL_DAY.due(at("2026-12-01T10:00"), 5);
        Deadline guessed = NATIONAL_DAY.due(at("2026-12-30T10:00"), 3);

        assertThat(known.caution()).isEmpty();
        assertThat(guessed.day()).isEqualTo(LocalDate.of(2027, 1, 4));
        assertThat(guessed.assumedYears()).containsExactly(2027);
        assertThat(guessed.caution())
                .hasValueSatisfying(text -> assertThat(text.toString()).isEqualTo("2027 年的放假安排还没录入，先按周一到周五上班算"));
    }

    @Test
    void aWeekdayCannotBeAMakeUpDay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpecialDay(LocalDate.of(2026, 11, 23), SpecialDay.Kind.WORKDAY, "调休上班", ""));
    }

    @Test
    void spansBeyondAllReasonAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NATIONAL_DAY.plus(LocalDate.of(2026, 1, 1), WorkCalendar.DAYS_MAX + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> NATIONAL_DAY.plus(LocalDate.of(2026, 1, 1), -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NATIONAL_DAY.due(at("2026-01-01T00:00"), WorkCalendar.TIME_MAX.plusMinutes(1)));
    }

    @RepeatedTest(200)
    @DisplayName("random calendars: days add up, never end on a free day, and agree with counting one by one")
    void daysAddUp(RepetitionInfo run) {
        long seed = 20261123L + run.getCurrentRepetition();
        Random random = new Random(seed);
        WorkCalendar calendar = random(random);
        LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
        int m = random.nextInt(40);
        int n = random.nextInt(40);

        LocalDate reached = calendar.plus(day, m);
        assertThat(calendar.works(reached)).as("seed %d", seed).isTrue();
        assertThat(reached).as("seed %d", seed).isAfterOrEqualTo(day);
        if (m > 0) {
            assertThat(calendar.between(day, reached)).as("seed %d", seed).isEqualTo(m);
            assertThat(calendar.plus(day, m + n)).as("seed %d", seed).isEqualTo(calendar.plus(reached, n));
            assertThat(calendar.plus(day, m - 1)).as("seed %d", seed).isBefore(reached.plusDays(m == 1 ? 1 : 0));
        }
    }

    @RepeatedTest(100)
    @DisplayName("random calendars and hours: working time adds up and agrees with counting minute by minute")
    void workingTimeAddsUp(RepetitionInfo run) {
        long seed = 20261123L + run.getCurrentRepetition();
        Random random = new Random(seed);
        WorkCalendar calendar = random(random);
        Instant begun = at("2026-02-01T00:00").plus(random.nextInt(60 * 24 * 300), ChronoUnit.MINUTES);
        Duration a = Duration.ofMinutes(random.nextInt(2_000));
        Duration b = Duration.ofMinutes(1L + random.nextInt(1_000));

        Instant after = calendar.due(begun, a).at();
        Instant then = calendar.due(begun, a.plus(b)).at();

        assertThat(after).as("seed %d", seed).isEqualTo(counted(calendar, begun, a));
        assertThat(calendar.workingTime(begun, after)).as("seed %d", seed).isEqualTo(a);
        assertThat(then)
                .as("seed %d", seed)
                .isEqualTo(calendar.due(after, b).at())
                .isAfter(after);
        assertThat(calendar.workingTime(begun, then))
                .as("seed %d", seed)
                .isEqualTo(calendar.workingTime(begun, after).plus(calendar.workingTime(after, then)));
    }

    /** The slow way: one minute after the other. */
    private static Instant counted(WorkCalendar calendar, Instant begun, Duration workingTime) {
        long left = workingTime.toMinutes();
        Instant at = begun;
        while (left > 0) {
            if (calendar.open(at)) {
                left--;
            }
            at = at.plus(1, ChronoUnit.MINUTES);
        }
        return at;
    }

    private static WorkCalendar random(Random random) {
        Map<LocalDate, SpecialDay> days = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(500));
            boolean works = SpecialDay.weekend(day) && random.nextBoolean();
            days.put(
                    day,
                    new SpecialDay(day, works ? SpecialDay.Kind.WORKDAY : SpecialDay.Kind.HOLIDAY, "随机", "random"));
        }
        List<OfficeHours> hours = new ArrayList<>(List.of(USUAL));
        for (int i = random.nextInt(3); i > 0; i--) {
            int morning = 7 * 60 + random.nextInt(180);
            int noon = morning + 30 + random.nextInt(120);
            int afternoon = noon + random.nextInt(150);
            int evening = afternoon + 30 + random.nextInt(240);
            hours.add(new OfficeHours(
                    LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)),
                    List.of(
                            new OfficeHours.Session(minute(morning), minute(noon)),
                            new OfficeHours.Session(minute(afternoon), minute(evening))),
                    ""));
        }
        return new WorkCalendar(days.values(), Set.of(2026), hours);
    }

    private static LocalTime minute(int ofDay) {
        return LocalTime.of(ofDay / 60, ofDay % 60);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Formats.ZONE).toInstant();
    }
}
