package org.zhiyuan.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DaysTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    @Test
    void aDayThatCanBeShownIsShownAndNothingIsSaid() {
        for (String asked : new String[] {"2020-01-01", " 2036-11-25 ", "1949-10-01"}) {
            assertThat(Days.on(asked, TODAY)).as(asked).isEqualTo(LocalDate.parse(asked.strip()));
            assertThat(Days.misread(asked, TODAY)).as(asked).isEmpty();
        }
        assertThat(Days.on("", TODAY)).isEqualTo(TODAY);
        assertThat(Days.misread("", TODAY)).isEmpty();
        assertThat(Days.misread(null, TODAY)).isEmpty();
    }

    @Test
    void whatIsNoDayOrLiesTooFarIsTodayAndIsSaid() {
        for (String asked : new String[] {"2026-13-45", "1949-09-30", "2036-11-26", "昨天", "11/23/2026"}) {
            assertThat(Days.on(asked, TODAY)).as(asked).isEqualTo(TODAY);
            assertThat(Days.misread(asked, TODAY)).isEqualTo(asked);
        }
    }

    @Test
    void aLongTextIsRepeatedInPart() {
        assertThat(Days.misread("x".repeat(5_000), TODAY)).hasSize(21);
    }
}
