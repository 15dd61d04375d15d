package org.zhiyuan.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.audit.EventFilter;
import org.zhiyuan.audit.Events;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** The calendar on the real database; each test takes back what it did. */
@HouseTest
class WorkingDaysTest {
    @Autowired
    private WorkingDays days;

    @Autowired
    private Events events;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private SettableClock clock;

    @Autowired
    private InstantSource time;

    @AfterEach
    void tellTheRealTime() {
        clock.reset();
    }

    @Test
    void theSamplesCalendarIsTheAnnouncedOneOf2026() {
        WorkCalendar calendar = days.calendar();

        assertThat(days.year(2026).settled()).isTrue();
        assertThat(calendar.works(LocalDate.of(2026, 10, 7))).isFalse();
        assertThat(calendar.works(LocalDate.of(2026, 10, 10))).isTrue();
        assertThat(days.year(2027).settled()).isFalse();
    }

    @Test
    void nextYearIsMissedFromTheConfiguredMonthOn() {
        clock.set(Instant.parse("2026-10-31T15:59:59Z"));
        assertThat(days.missing(11)).isEmpty();
        clock.set(Instant.parse("2026-10-31T16:00:00Z"));
        assertThat(days.missing(11)).as("the first of November in Shanghai").containsExactly(2027);
        clock.set(Instant.parse("2027-03-01T00:00:00Z"));
        assertThat(days.missing(11)).as("a year that has begun").containsExactly(2027);
    }

    @Test
    void aSettledYearReplacesWhatWasThereAndIsOneEvent() {
        undone(Scope.EVERYTHING, () -> {
            long before = recorded("calendar.year_settled");
            SpecialDay first = new SpecialDay(LocalDate.of(2027, 1, 1), SpecialDay.Kind.HOLIDAY, "元旦", "");
            SpecialDay second = new SpecialDay(LocalDate.of(2027, 1, 2), SpecialDay.Kind.HOLIDAY, "元旦", "");
            days.enter(second);
            days.settle(2027, List.of(first), "示例文〔2026〕9号");

            assertThat(days.year(2027)).isEqualTo(new CalendarYear(2027, true, "示例文〔2026〕9号", List.of(first)));
            assertThat(recorded("calendar.year_settled")).isEqualTo(before + 1);
        });
    }

    @Test
    void aDayEnteredTwiceAlikeIsOneEvent() {
        undone(Scope.EVERYTHING, () -> {
            long before = recorded("calendar.day_entered");
            SpecialDay day = new SpecialDay(LocalDate.of(2027, 1, 1), SpecialDay.Kind.HOLIDAY, "元旦", "");
            days.enter(day);
            days.enter(day);
            assertThat(recorded("calendar.day_entered")).isEqualTo(before + 1);
        });
    }

    @Test
    void hoursHoldFromTheirDayOn() {
        undone(Scope.EVERYTHING, () -> {
            OfficeHours hours = new OfficeHours(
                    LocalDate.of(2026, 6, 1),
                    List.of(new OfficeHours.Session(LocalTime.of(8, 30), LocalTime.of(11, 30))),
                    "示例文〔2026〕8号");
            days.keep(hours);
            assertThat(days.calendar().hours(LocalDate.of(2026, 6, 1))).isEqualTo(hours);
            assertThat(days.calendar().hours(LocalDate.of(2026, 5, 31))).isNotEqualTo(hours);
        });
    }

    @Test
    void onlyWhoActsForTheWholeCityChangesTheCalendar() {
        SpecialDay day = new SpecialDay(LocalDate.of(2027, 1, 1), SpecialDay.Kind.HOLIDAY, "元旦", "");
        Scope station = new Scope(false, Set.of(UUID.randomUUID()), Set.of(), null, null, true);

        assertThatThrownBy(() -> undone(station, () -> days.enter(day)))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("row-level security policy for table \"special_day\"");
    }

    private long recorded(String what) {
        LocalDate today = LocalDate.ofInstant(time.instant(), java.time.ZoneOffset.UTC);
        return events.search(
                        EventFilter.days(today.minusDays(1), today.plusDays(1)).what(what), 1)
                .total();
    }

    private void undone(Scope scope, Runnable work) {
        Acting.as(
                Actor.system("test"),
                scope,
                () -> transactions.executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    work.run();
                }));
    }
}
