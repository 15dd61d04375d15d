package org.zhiyuan.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.shell.Formats;

/** What marks say together; and that it makes no difference how they come. */
class ReconciliationTest {
    private static final Duration STRETCH_MAX = Duration.ofHours(16);
    private static final int PAIRS_MAX = 3;
    private static final Reconciliation RULES = new Reconciliation(STRETCH_MAX, PAIRS_MAX);
    private static final Instant MORNING = Instant.parse("2026-11-26T01:00:00Z");
    private static final ActivityId HERE = new ActivityId(new UUID(1, 1));
    private static final ActivityId THERE = new ActivityId(new UUID(1, 2));
    private static final long SEED = 20_261_126L;

    private long next = 1;

    private Mark in(int minute) {
        return mark(HERE, Mark.Kind.IN, minute, Way.CODE);
    }

    private Mark out(int minute) {
        return mark(HERE, Mark.Kind.OUT, minute, Way.CODE);
    }

    private Mark mark(ActivityId activity, Mark.Kind kind, int minute, Way way) {
        return new Mark(new UUID(0, next++), activity, kind, MORNING.plus(Duration.ofMinutes(minute)), way);
    }

    private static List<String> told(Mark... marks) {
        return RULES.of(Arrays.asList(marks)).stream()
                .map(ReconciliationTest::told)
                .toList();
    }

    private static String told(Stretch stretch) {
        Instant out = stretch.out();
        return Duration.between(MORNING, stretch.in()).toMinutes() + "–"
                + (out == null ? "" : Duration.between(MORNING, out).toMinutes())
                + " " + stretch.standing();
    }

    @Test
    void whoCameAndWentWasThere() {
        assertThat(told(in(0), out(120))).containsExactly("0–120 CLOSED");
        assertThat(told(in(0))).containsExactly("0– OPEN");
        assertThat(told(out(120))).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void comingTwiceAndGoingTwiceSayNothingNew() {
        assertThat(told(in(0), in(1), in(30), out(120), out(121))).containsExactly("0–120 CLOSED");
        assertThat(told(out(1), in(5), out(60), out(90))).containsExactly("5–60 CLOSED");
    }

    @Test
    void nobodyGoesInTheMomentInWhichHeCame() {
        assertThat(told(in(0), out(0))).containsExactly("0– OPEN");
    }

    @Test
    void atMostThreePairsADayCount() {
        assertThat(told(in(0), out(10), in(20), out(30), in(40), out(50), in(60), out(70)))
                .containsExactly("0–10 CLOSED", "20–30 CLOSED", "40–50 CLOSED");
        // the next day begins anew
        assertThat(told(in(0), out(10), in(20), out(30), in(40), out(50), in(60), out(70), in(1440), out(1450)))
                .hasSize(4)
                .endsWith("1440–1450 CLOSED");
    }

    @Test
    void whoForgotToGoDoesNotCountThroughTheNight() {
        assertThat(told(in(0), out(24 * 60))).containsExactly("0– FORGOTTEN");
        assertThat(told(in(0), in(24 * 60), out(25 * 60))).containsExactly("0– FORGOTTEN", "1440–1500 CLOSED");
        // somebody said later when he went
        assertThat(told(in(0), in(24 * 60), out(25 * 60), out(120)))
                .containsExactly("0–120 CLOSED", "1440–1500 CLOSED");
    }

    @Test
    void nobodyIsAtTwoPlacesAtOnceAndTheFirstStands() {
        Mark inThere = mark(THERE, Mark.Kind.IN, 60, Way.LEADER);
        Mark outThere = mark(THERE, Mark.Kind.OUT, 90, Way.LEADER);
        assertThat(told(in(0), inThere, outThere, out(120))).containsExactly("0–120 CLOSED", "60–90 CLASHES");
        // one after the other is no clash
        assertThat(told(in(0), out(60), inThere, outThere)).containsExactly("0–60 CLOSED", "60–90 CLOSED");
    }

    @Test
    void aStretchIsAsWellKnownAsTheWeakerOfItsEnds() {
        List<Stretch> told = RULES.of(List.of(in(0), mark(HERE, Mark.Kind.OUT, 60, Way.LATE_ENTRY)));
        assertThat(told).singleElement().extracting(Stretch::way).isEqualTo(Way.LATE_ENTRY);
        assertThat(RULES.of(List.of(mark(HERE, Mark.Kind.IN, 0, Way.LEADER), out(60))))
                .singleElement()
                .extracting(Stretch::way)
                .isEqualTo(Way.LEADER);
    }

    /** Ten thousand schedules: batches are lost and sent again, doubled, shuffled and mixed; what is known in the end is one. */
    @Test
    void whateverTheNetworkDoesToTheBatchesTheOutcomeIsOne() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 10_000; trial++) {
            List<Mark> all = marks(random);
            List<Stretch> expected = RULES.of(all);
            Set<Mark> arrived = new LinkedHashSet<>();
            List<Mark> sent = new ArrayList<>(all);
            Collections.shuffle(sent, random);
            while (!arrived.containsAll(all)) {
                int from = random.nextInt(sent.size() + 1);
                int to = from + random.nextInt(sent.size() + 1 - from);
                List<Mark> batch = new ArrayList<>(sent.subList(from, to));
                Collections.shuffle(batch, random);
                if (random.nextInt(10) < 7) {
                    arrived.addAll(batch);
                }
                if (random.nextInt(50) == 0) {
                    Collections.shuffle(sent, random);
                }
            }
            List<Mark> doubled = new ArrayList<>(arrived);
            doubled.addAll(all.subList(0, random.nextInt(all.size() + 1)));
            Collections.shuffle(doubled, random);
            assertThat(RULES.of(doubled)).as("seed %s, trial %s", SEED, trial).isEqualTo(expected);
        }
    }

    /** What must hold of every outcome, whatever the marks. */
    @Test
    void noOutcomeBreaksARule() {
        Random random = new Random(SEED + 1);
        for (int trial = 0; trial < 10_000; trial++) {
            List<Mark> marks = marks(random);
            List<Stretch> stretches = RULES.of(marks);
            String where = "seed %s, trial %s: %s".formatted(SEED + 1, trial, stretches);
            List<Stretch> closed = stretches.stream()
                    .filter(one -> one.standing() == Standing.CLOSED)
                    .toList();
            for (int i = 0; i < closed.size(); i++) {
                Instant out = Objects.requireNonNull(closed.get(i).out());
                assertThat(Duration.between(closed.get(i).in(), out))
                        .as(where)
                        .isPositive()
                        .isLessThanOrEqualTo(STRETCH_MAX);
                for (int j = i + 1; j < closed.size(); j++) {
                    boolean apart = !closed.get(j).in().isBefore(out)
                            || !Objects.requireNonNull(closed.get(j).out())
                                    .isAfter(closed.get(i).in());
                    assertThat(apart).as(where).isTrue();
                }
            }
            Map<List<Object>, Integer> pairs = new HashMap<>();
            Map<ActivityId, Integer> open = new HashMap<>();
            for (Stretch one : stretches) {
                pairs.merge(List.of(one.activity(), LocalDate.ofInstant(one.in(), Formats.ZONE)), 1, Integer::sum);
                if (one.standing() == Standing.OPEN) {
                    open.merge(one.activity(), 1, Integer::sum);
                }
            }
            assertThat(pairs.values()).as(where).allMatch(count -> count <= PAIRS_MAX);
            assertThat(open.values()).as(where).allMatch(count -> count == 1);
            assertThat(stretches.stream().map(Stretch::arrival).distinct().count())
                    .as(where)
                    .isEqualTo(stretches.size());
        }
    }

    /**
     * An event that comes last in time, as every coming and going with a network does, changes only the end: whatever ended
     * before keeps its times. It may lose its standing to a longer one that began before it and ends now.
     */
    @Test
    void whatComesLastInTimeOnlyAddsToTheEnd() {
        Random random = new Random(SEED + 2);
        for (int trial = 0; trial < 5_000; trial++) {
            List<Mark> marks = new ArrayList<>(marks(random));
            Instant last = marks.stream().map(Mark::at).max(Instant::compareTo).orElse(MORNING);
            List<Stretch> before = RULES.of(marks);
            Mark more = new Mark(
                    new UUID(9, trial),
                    random.nextBoolean() ? HERE : THERE,
                    random.nextBoolean() ? Mark.Kind.IN : Mark.Kind.OUT,
                    last.plusSeconds(60),
                    Way.CODE);
            marks.add(more);
            List<Stretch> after = RULES.of(marks);
            assertThat(after.size() - before.size())
                    .as("seed %s, trial %s", SEED + 2, trial)
                    .isBetween(0, 1);
            assertThat(after.stream()
                            .filter(one -> one.out() != null && one.out().isBefore(more.at()))
                            .map(one -> one.standing(Standing.CLOSED))
                            .toList())
                    .as("seed %s, trial %s", SEED + 2, trial)
                    .isEqualTo(before.stream()
                            .filter(one -> one.out() != null)
                            .map(one -> one.standing(Standing.CLOSED))
                            .toList());
        }
    }

    private List<Mark> marks(Random random) {
        List<Mark> marks = new ArrayList<>();
        int count = 1 + random.nextInt(14);
        for (int i = 0; i < count; i++) {
            marks.add(new Mark(
                    new UUID(random.nextLong(), random.nextLong()),
                    random.nextInt(3) == 0 ? THERE : HERE,
                    random.nextBoolean() ? Mark.Kind.IN : Mark.Kind.OUT,
                    MORNING.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60) / 10 * 10)),
                    Way.values()[random.nextInt(Way.values().length)]));
        }
        return marks;
    }
}
