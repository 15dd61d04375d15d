package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.Period;
import org.zhiyuan.kernel.Refusal;

class LifeTest {
    private static final SiteId SITE = new SiteId(UUID.fromString("00000000-0000-7000-8000-000000000001"));
    private static final SiteId ABOVE = new SiteId(UUID.fromString("00000000-0000-7000-8000-000000000002"));
    private static final SiteId ELSEWHERE = new SiteId(UUID.fromString("00000000-0000-7000-8000-000000000003"));
    private static final LocalDate OPENED = LocalDate.of(2020, 1, 1);

    private static ActId act() {
        return new ActId(UUID.randomUUID());
    }

    private static Effect opened() {
        return Effect.opened(
                act(), SITE, OPENED, NewSite.of(SiteName.of("示例站"), Tier.STATION, "530181001001", ABOVE), ABOVE);
    }

    private static Effect renamed(LocalDate day, String name) {
        return Effect.renamed(act(), SITE, day, SiteName.of(name));
    }

    @Test
    void aSiteIsWhatItWasOpenedAsUntilSomethingChanges() {
        Life life = Life.fold(SITE, List.of(opened(), renamed(OPENED.plusYears(1), "示例新站")));
        assertThat(life.on(OPENED).name().full()).isEqualTo("示例站");
        assertThat(life.on(OPENED.plusYears(1).minusDays(1)).name().full()).isEqualTo("示例站");
        assertThat(life.on(OPENED.plusYears(1)).name().full()).isEqualTo("示例新站");
        assertThat(life.versions().getLast().days()).isEqualTo(Period.since(OPENED.plusYears(1)));
    }

    @Test
    void aMoveRecordedBeforeAPlannedRenamingHoldsAfterItToo() {
        Life life = Life.fold(
                SITE,
                List.of(
                        opened(),
                        renamed(OPENED.plusYears(2), "示例新站"),
                        Effect.moved(act(), SITE, OPENED.plusYears(1), ELSEWHERE, null)));
        assertThat(life.on(OPENED.plusYears(1)).parent()).isEqualTo(ELSEWHERE);
        assertThat(life.on(OPENED.plusYears(1)).name().full()).isEqualTo("示例站");
        assertThat(life.on(OPENED.plusYears(2)).parent()).isEqualTo(ELSEWHERE);
        assertThat(life.on(OPENED.plusYears(2)).name().full()).isEqualTo("示例新站");
    }

    @Test
    void aMergedSiteEndsOnItsDayAndNamesItsSuccessor() {
        Life life = Life.fold(SITE, List.of(opened(), Effect.merged(act(), SITE, OPENED.plusYears(3), ELSEWHERE)));
        assertThat(life.closed()).isEqualTo(OPENED.plusYears(3));
        assertThat(life.successor()).isEqualTo(ELSEWHERE);
        assertThat(life.versions().getLast().days().contains(OPENED.plusYears(3)))
                .isFalse();
    }

    @Test
    void nothingChangesOnOrAfterTheEnd() {
        Effect end = Effect.closed(act(), SITE, OPENED.plusYears(1));
        assertThatThrownBy(() -> Life.fold(SITE, List.of(opened(), end, renamed(OPENED.plusYears(1), "示例新站"))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Life.fold(SITE, List.of(opened(), end, renamed(OPENED.plusYears(2), "示例新站"))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void nothingChangesBeforeTheOpening() {
        assertThatThrownBy(() -> Life.fold(SITE, List.of(opened(), renamed(OPENED.minusDays(1), "示例新站"))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void twoChangesOfOneKindOnOneDayAreRefused() {
        assertThatThrownBy(() -> Life.fold(
                        SITE,
                        List.of(opened(), renamed(OPENED.plusDays(5), "示例甲站"), renamed(OPENED.plusDays(5), "示例乙站"))))
                .isInstanceOf(Refusal.class);
    }

    /** Whatever was recorded in whatever order: versions follow without gap or overlap, each says what was last ordered. */
    @Test
    void inAnyOrderOfRecordingTheLifeIsTheSame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            List<Effect> effects = randomEffects(random);
            Life life = Life.fold(SITE, effects);
            List<Effect> shuffled = new ArrayList<>(effects);
            Collections.shuffle(shuffled, random);
            assertThat(Life.fold(SITE, shuffled))
                    .as("seed %d run %d", seed, run)
                    .isEqualTo(life);
            assertUnbroken(life, "seed " + seed + " run " + run);
            for (int day = 0; day < 400; day += 7) {
                LocalDate on = OPENED.plusDays(day);
                assertThat(life.on(on).name().full())
                        .as("seed %d run %d on %s", seed, run, on)
                        .isEqualTo(lastName(effects, on));
            }
        }
    }

    private static List<Effect> randomEffects(Random random) {
        List<Effect> effects = new ArrayList<>();
        effects.add(opened());
        List<Integer> days = new ArrayList<>();
        for (int day = 1; day < 390; day++) {
            days.add(day);
        }
        Collections.shuffle(days, random);
        for (int i = 0; i < random.nextInt(8); i++) {
            LocalDate day = OPENED.plusDays(days.get(i));
            switch (random.nextInt(3)) {
                case 0 -> effects.add(renamed(day, "示例" + i + "站"));
                case 1 -> effects.add(Effect.moved(act(), SITE, day, random.nextBoolean() ? ABOVE : ELSEWHERE, null));
                default -> effects.add(Effect.recoded(act(), SITE, day, random.nextBoolean() ? null : "530181001002"));
            }
        }
        if (random.nextBoolean()) {
            effects.add(Effect.closed(act(), SITE, OPENED.plusDays(395)));
        }
        return effects;
    }

    private static void assertUnbroken(Life life, String seed) {
        LocalDate expected = life.opened();
        for (Life.Version version : life.versions()) {
            assertThat(version.days().from()).as(seed).isEqualTo(expected);
            @Nullable LocalDate until = version.days().until();
            if (until == null) {
                assertThat(version).as(seed).isEqualTo(life.versions().getLast());
                return;
            }
            expected = until;
        }
        assertThat(expected).as(seed).isEqualTo(life.closed());
    }

    private static String lastName(List<Effect> effects, LocalDate on) {
        return effects.stream()
                .filter(effect -> effect.name() != null && !effect.day().isAfter(on))
                .max((a, b) -> a.day().compareTo(b.day()))
                .map(effect -> effect.name() == null ? "" : effect.name().full())
                .orElseThrow();
    }
}
