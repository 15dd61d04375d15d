package org.zhiyuan.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
