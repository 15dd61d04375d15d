package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short {@code drill crash}: some kills, some hundred answers. */
class CrashIT {
    private static final int KILLS = 3;

    @Test
    void whatWasAnsweredStandsExactlyOnceHoweverOftenBothAreKilled() throws Exception {
        Crash.Plan plan = new Crash.Plan("short drill", 20261126, Crash.Names.KEPT, KILLS, 12, 3, true);
        Crash.Outcome outcome = Crash.run(plan);
        Crash.print(plan, outcome);
        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.allKills()).isGreaterThanOrEqualTo(KILLS);
        assertThat(outcome.answered()).isEqualTo(12 * (3 * 6 + 4));
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.twice()).isZero();
        assertThat(outcome.refused()).isZero();
        Crash.assertConsistent(outcome);
    }
}
