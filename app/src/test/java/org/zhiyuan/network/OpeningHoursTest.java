package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhiyuan.kernel.Refusal;

class OpeningHoursTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private static OpeningHours hours(String written) {
        return OpeningHours.parse(MONDAY, written);
    }

    private static OpeningHours.State at(String time, OpeningHours hours) {
        return OpeningHours.at(MONDAY.atTime(LocalTime.parse(time)), hours, List.of());
    }

    @Test
    void aPlaceIsOpenFromItsFirstMinuteUntilItsLastIsOver() {
        OpeningHours hours = hours("Mo-Fr 08:30-17:30");
        assertThat(at("08:29", hours)).isEqualTo(new OpeningHours.State.Later(LocalTime.of(8, 30)));
        assertThat(at("08:30", hours)).isEqualTo(new OpeningHours.State.Open(LocalTime.of(17, 30)));
        assertThat(at("17:29", hours)).isEqualTo(new OpeningHours.State.Open(LocalTime.of(17, 30)));
        assertThat(at("17:30", hours)).isEqualTo(new OpeningHours.State.Over(MONDAY.plusDays(1)));
    }

    @Test
    void atNoonBetweenTwoSpansItSaysWhenItOpensAgain() {
        assertThat(at("12:00", hours("Mo 8:30-11:30,14:00-17:00")))
                .isEqualTo(new OpeningHours.State.Later(LocalTime.of(14, 0)));
    }

    @Test
    void onADayWithoutHoursItSaysWhichDayIsNext() {
        assertThat(at("10:00", hours("We 08:30-20:00")))
                .isEqualTo(new OpeningHours.State.ClosedToday(MONDAY.plusDays(2)));
    }

    @Test
    void aSpecialDayGoesBeforeTheWeek() {
        var closed = new OpeningHours.SpecialDay(MONDAY, List.of(), "停电检修", "");
        assertThat(OpeningHours.at(MONDAY.atTime(10, 0), hours("Mo-Su 08:00-20:00"), List.of(closed)))
                .isEqualTo(new OpeningHours.State.ClosedToday(MONDAY.plusDays(1)));
    }

    @Test
    void withoutHoursNobodyClaimsToKnow() {
        assertThat(OpeningHours.at(MONDAY.atTime(10, 0), null, List.of())).isEqualTo(new OpeningHours.State.Unknown());
    }

    @Test
    void theWeekIsToldInAsFewRowsAsItNeeds() {
        List<OpeningHours.Row> rows = hours("Mo-Fr 08:30-17:30").rows(DayOfWeek.MONDAY);
        assertThat(rows)
                .extracting(OpeningHours.Row::first)
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.SATURDAY);
        assertThat(rows)
                .extracting(OpeningHours.Row::last)
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, DayOfWeek.SUNDAY);
    }

    @Test
    void peopleTypeHoursAsTheyLike() {
        List<OpeningHours.Span> two = List.of(new OpeningHours.Span(510, 690), new OpeningHours.Span(840, 1050));
        assertThat(OpeningHours.parseSpans("8:30-11:30, 14:00-17:30")).isEqualTo(two);
        assertThat(OpeningHours.parseSpans("８：３０ 至 １１：３０，14：00～17：30".replace('～', '~')))
                .isEqualTo(two);
        assertThat(OpeningHours.parseSpans("08:30–11:30 14:00–17:30")).isEqualTo(two);
        assertThat(OpeningHours.parseSpans(" - ")).isEmpty();
        assertThat(OpeningHours.parseSpans("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8点到5点", "17:30-8:30", "8:30-25:00", "8:60-9:00", "all day", "8:30"})
    void whatCannotBeReadIsRefusedWithAnExample(String typed) {
        assertThatThrownBy(() -> OpeningHours.parseSpans(typed))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("8:30-11:30");
    }

    /** Written and read again, through the pack's notation and the database's, the week is the same. */
    @Test
    void whateverTheHoursAreTheySurviveBeingWritten() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            List<List<OpeningHours.Span>> week = new ArrayList<>();
            for (int day = 0; day < 7; day++) {
                List<OpeningHours.Span> spans = new ArrayList<>();
                for (int i = 0; i < random.nextInt(4); i++) {
                    int from = random.nextInt(1439);
                    spans.add(new OpeningHours.Span(from, from + 1 + random.nextInt(1440 - from - 1 + 1)));
                }
                week.add(spans);
            }
            OpeningHours hours = new OpeningHours(MONDAY, week, "", "");
            assertThat(OpeningHours.parse(MONDAY, hours.written()))
                    .as("seed %d", seed)
                    .isEqualTo(hours);
            hours.week()
                    .forEach(spans -> assertThat(OpeningHours.spans(OpeningHours.literal(spans)))
                            .as("seed %d", seed)
                            .isEqualTo(spans));
        }
    }
}
