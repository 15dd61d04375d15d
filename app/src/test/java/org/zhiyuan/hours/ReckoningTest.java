package org.zhiyuan.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhiyuan.shell.Formats;

/** Every minute of a stay goes somewhere, and never more is counted than was served. */
class ReckoningTest {
    private static final long SEED = Long.getLong("seed", 20261126L);
    private static final int TRIALS = 20_000;
    private static final Instant NINE = Instant.parse("2026-11-21T01:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T04:00:00Z");

    static final RulePack RULES = rules(60, 1, 360, 30);

    static RulePack rules(int share, int roundTo, int mealAfter, int mealMinutes) {
        return new RulePack(
                "2026.1",
                LocalDate.of(2026, 1, 1),
                share,
                480,
                720,
                960,
                3,
                roundTo,
                mealAfter,
                mealMinutes,
                10,
                20,
                600,
                20,
                120,
                3,
                5,
                10,
                10,
                90,
                6,
                18,
                10);
    }

    private static Reckoning alone(RulePack rules, Session session, Instant from, Instant until) {
        return Reckoning.of(rules, session, from, until, 1, session.within(from, until));
    }

    @Test
    void restIsTakenOffAndWaitingBeforeAndAfterIsNotCounted() {
        Session session = new Session(NINE, NOON, 20);
        Reckoning reckoning = alone(RULES, session, NINE.minusSeconds(24 * 60), NOON.plusSeconds(8 * 60));

        assertThat(reckoning.minutes()).isEqualTo(160);
        assertThat(reckoning.stayMinutes()).isEqualTo(212);
        assertThat(reckoning.parts())
                .extracting(part -> part.kind() + " " + part.minutes())
                .containsExactly("EARLY 24", "REST 20", "SERVICE 160", "AFTER 8");
        assertThat(reckoning.parts().getFirst().words()).hasToString("8:36 签到，9:00 才开始");
    }

    @Test
    void lessThanSixtyPercentOfTheActivityDoesNotCountAndSixtyDoes() {
        Session session = new Session(NINE, NOON, 0);
        Reckoning less = alone(RULES, session, NINE, NINE.plusSeconds(107 * 60));
        assertThat(less.minutes()).isZero();
        assertThat(less.refusal()).hasToString("在活动里一共 107 分钟，不到活动 180 分钟的 60%");
        assertThat(alone(RULES, session, NINE, NINE.plusSeconds(108 * 60)).minutes())
                .isEqualTo(108);
    }

    @Test
    void theShareIsAskedOfAllStaysOfTheDayTogether() {
        Session session = new Session(NINE, NOON, 0);
        assertThat(Reckoning.of(RULES, session, NINE, NINE.plusSeconds(3600), 1, 120)
                        .minutes())
                .isEqualTo(60);
    }

    @Test
    void theFourthComingOfADayDoesNotCount() {
        Session session = new Session(NINE, NOON, 0);
        Reckoning reckoning = Reckoning.of(RULES, session, NINE, NOON, 4, 180);
        assertThat(reckoning.minutes()).isZero();
        assertThat(reckoning.refusal()).hasToString("同一活动一天最多记 3 次签到签退，这是第 4 次");
    }

    @Test
    void aLongActivityHasAMealInItThoughNobodySaidSo() {
        Session day = new Session(NINE, NINE.plus(Duration.ofHours(7)), 0);
        assertThat(alone(RULES, day, NINE, NINE.plus(Duration.ofHours(7))).minutes())
                .isEqualTo(390);
        Session withMore = new Session(NINE, NINE.plus(Duration.ofHours(7)), 60);
        assertThat(alone(RULES, withMore, NINE, NINE.plus(Duration.ofHours(7))).minutes())
                .isEqualTo(360);
    }

    @Test
    void whatWasBegunIsNotCounted() {
        Session session = new Session(NINE, NOON, 0);
        assertThat(alone(RULES, session, NINE.plusSeconds(30), NOON.minusSeconds(1))
                        .minutes())
                .isEqualTo(178);
    }

    @Test
    void anActivityOfSeveralDaysIsHeldEachDayFromHourToHour() {
        Instant ends = NOON.plus(Duration.ofDays(2));
        Session second = Session.of(NINE, ends, 0, LocalDate.of(2026, 11, 22));
        assertThat(second.starts()).isEqualTo(NINE.plus(Duration.ofDays(1)));
        assertThat(second.minutes()).isEqualTo(180);
        Session night = Session.of(NINE, NINE.plus(Duration.ofHours(20)), 0, LocalDate.of(2026, 11, 21));
        assertThat(night.minutes()).isEqualTo(1200);
    }

    private static Instant at(String moment) {
        return Instant.parse(moment + ":00+08:00");
    }

    /** From Friday afternoon to Sunday noon nobody serves sixty percent of it in a day, nor may. */
    @Test
    void aCampThatGoesOnDayAndNightIsMeasuredDayByDay() {
        Instant starts = at("2026-11-20T14:00");
        Instant ends = at("2026-11-22T12:00");
        Session friday = Session.of(starts, ends, 0, LocalDate.of(2026, 11, 20));
        Session saturday = Session.of(starts, ends, 0, LocalDate.of(2026, 11, 21));
        Session sunday = Session.of(starts, ends, 0, LocalDate.of(2026, 11, 22));
        assertThat(friday.starts()).isEqualTo(starts);
        assertThat(friday.ends()).isEqualTo(saturday.starts()).isEqualTo(at("2026-11-21T00:00"));
        assertThat(sunday.starts()).isEqualTo(saturday.ends()).isEqualTo(at("2026-11-22T00:00"));
        assertThat(sunday.ends()).isEqualTo(ends);
        assertThat(alone(RULES, friday, starts, at("2026-11-20T20:00")).minutes())
                .isEqualTo(342);
        assertThat(alone(RULES, saturday, at("2026-11-21T08:00"), at("2026-11-21T20:00"))
                        .minutes())
                .isEqualTo(705);
        assertThat(alone(RULES, sunday, at("2026-11-22T07:00"), ends).refusal()).isNull();
        assertThat(alone(RULES, saturday, at("2026-11-21T08:00"), at("2026-11-21T16:00"))
                        .refusal())
                .hasToString("这一天在活动里一共 480 分钟，不到能服务的 960 分钟的 60%");
    }

    @Test
    void nightsOneAfterAnotherAreHeldEachAcrossMidnightWheneverInThemSomebodyComes() {
        Instant starts = at("2026-11-20T23:30");
        Instant ends = at("2026-11-23T05:30");
        Session second = Session.of(starts, ends, 0, LocalDate.of(2026, 11, 21));
        assertThat(second.starts()).isEqualTo(at("2026-11-21T23:30"));
        assertThat(second.ends()).isEqualTo(at("2026-11-22T05:30"));
        assertThat(alone(RULES, second, at("2026-11-21T23:30"), at("2026-11-22T05:30"))
                        .minutes())
                .isEqualTo(330);
        // who came after midnight came to the first night
        assertThat(alone(RULES, second, at("2026-11-21T00:05"), at("2026-11-21T05:30"))
                        .parts())
                .extracting(part -> part.kind() + " " + part.minutes())
                .containsExactly("REST 28", "SERVICE 297");
        assertThat(Session.of(starts, ends, 0, LocalDate.of(2026, 11, 23)).ends())
                .isEqualTo(ends);
    }

    @Test
    void everyDayOfALongActivityHasAWindowThatCanBeServed() {
        Random random = new Random(SEED + 5);
        for (int i = 0; i < TRIALS; i++) {
            Instant starts = NINE.plusSeconds(60L * random.nextInt(1_440));
            Instant ends = starts.plusSeconds(60L * (1_441 + random.nextInt(8 * 1_440)));
            int rest = random.nextInt(90);
            String which = "seed %s, trial %s: %s to %s".formatted(SEED, i, starts, ends);
            Session before = null;
            for (LocalDate day = LocalDate.ofInstant(starts, Formats.ZONE);
                    !day.isAfter(LocalDate.ofInstant(ends, Formats.ZONE));
                    day = day.plusDays(1)) {
                Session session = Session.of(starts, ends, rest, day);
                assertThat(session.starts()).as(which).isAfterOrEqualTo(starts);
                assertThat(session.ends()).as(which).isBeforeOrEqualTo(ends);
                assertThat(session.minutes()).as(which).isLessThanOrEqualTo(1_440);
                if (before != null && !session.starts().equals(before.starts())) {
                    assertThat(session.starts()).as(which).isAfterOrEqualTo(before.ends());
                }
                before = session;
                Instant until = Session.earlier(session.ends(), session.starts().plusSeconds(60L * RULES.dayMax()));
                Reckoning reckoning = alone(RULES, session, session.starts(), until);
                assertThat(reckoning.refusal()).as(which).isNull();
                assertThat(reckoning.minutes()).as(which).isPositive();
            }
        }
    }

    @Test
    void aDecreeMayBeStricterThanSixteenHoursADayAndNeverLaxer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RulePack(
                        "2026.2",
                        LocalDate.of(2026, 1, 1),
                        60,
                        480,
                        720,
                        961,
                        3,
                        1,
                        0,
                        0,
                        10,
                        20,
                        600,
                        20,
                        120,
                        3,
                        5,
                        10,
                        10,
                        90,
                        6,
                        18,
                        10));
    }

    private record Stay(RulePack rules, Session session, Instant from, Instant until, int pair) {}

    private static Stay stay(Random random) {
        int length = 1 + random.nextInt(900);
        Session session = new Session(NINE, NINE.plusSeconds(60L * length), random.nextInt(length));
        Instant from = NINE.plusSeconds(random.nextInt(72_000) - 9_000);
        Instant until = from.plusSeconds(1 + random.nextInt(60_000));
        RulePack rules = rules(random.nextInt(101), 1 + random.nextInt(15), random.nextInt(500), random.nextInt(90));
        return new Stay(rules, session, from, until, 1 + random.nextInt(4));
    }

    private static Reckoning of(Stay stay) {
        return Reckoning.of(
                stay.rules(),
                stay.session(),
                stay.from(),
                stay.until(),
                stay.pair(),
                stay.session().within(stay.from(), stay.until()));
    }

    @Test
    void neverMoreThanBetweenComingAndGoingNorThanTheActivityHolds() {
        Random random = new Random(SEED);
        for (int i = 0; i < TRIALS; i++) {
            Stay stay = stay(random);
            Reckoning reckoning = of(stay);
            String which = "seed " + SEED + ", trial " + i + ": " + stay;
            assertThat(reckoning.minutes())
                    .as(which)
                    .isBetween(
                            0, (int) Duration.between(stay.from(), stay.until()).toMinutes())
                    .isLessThanOrEqualTo(stay.session().within(stay.from(), stay.until()));
        }
    }

    @Test
    void thePartsOfAStaySumToTheWholeMinutesOfIt() {
        Random random = new Random(SEED + 1);
        for (int i = 0; i < TRIALS; i++) {
            Stay stay = stay(random);
            long whole = Math.max(
                    0,
                    Duration.between(Session.up(stay.from()), Session.down(stay.until()))
                            .toMinutes());
            Reckoning reckoning = of(stay);
            assertThat((long) reckoning.stayMinutes())
                    .as("seed %s, trial %s: %s", SEED, i, stay)
                    .isEqualTo(whole);
            int counted = reckoning.parts().stream()
                    .filter(part -> part.kind().counts())
                    .mapToInt(Reckoning.Part::minutes)
                    .sum();
            assertThat(reckoning.minutes()).isEqualTo(counted);
        }
    }

    @Test
    void whoeverStaysLongerHasNoLess() {
        Random random = new Random(SEED + 2);
        for (int i = 0; i < TRIALS; i++) {
            Stay stay = stay(random);
            Stay longer = new Stay(
                    stay.rules(),
                    stay.session(),
                    stay.from().minusSeconds(random.nextInt(600)),
                    stay.until().plusSeconds(random.nextInt(3_600)),
                    stay.pair());
            assertThat(of(longer).minutes())
                    .as("seed %s, trial %s: %s", SEED, i, stay)
                    .isGreaterThanOrEqualTo(of(stay).minutes());
        }
    }

    @Test
    void twoStaysThatTouchComeToWhatTheyMakeUpTogether() {
        Random random = new Random(SEED + 3);
        RulePack free = rules(0, 1, 360, 30);
        for (int i = 0; i < TRIALS; i++) {
            Stay stay = stay(random);
            Instant from = Session.up(stay.from());
            Instant until = from.plusSeconds(60L * (2 + random.nextInt(700)));
            Instant between = from.plusSeconds(60L
                    * (1 + random.nextInt((int) Duration.between(from, until).toMinutes() - 1)));
            int whole = alone(free, stay.session(), from, until).minutes();
            int parts = alone(free, stay.session(), from, between).minutes()
                    + alone(free, stay.session(), between, until).minutes();
            assertThat(parts).as("seed %s, trial %s: %s", SEED, i, stay).isEqualTo(whole);
        }
    }

    @Test
    void theSameFactsComeToTheSame() {
        Random random = new Random(SEED + 4);
        for (Stay stay : List.of(stay(random), stay(random), stay(random))) {
            assertThat(of(stay)).isEqualTo(of(stay));
        }
    }
}
