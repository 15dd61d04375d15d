package org.zhiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhiyuan.kernel.ServiceTime;

/** From hours to stars, by the scheme alone. */
class SchemeTest {
    private static Scheme scheme(long... hours) {
        List<Scheme.Grade> grades = new java.util.ArrayList<>();
        for (int i = 0; i < hours.length; i++) {
            grades.add(new Scheme.Grade(i + 1, i + 1 + "星", "star " + (i + 1), new ServiceTime(hours[i] * 60)));
        }
        return new Scheme("2026.1", LocalDate.of(2026, 1, 1), "示例", "sample", null, true, 5, 5, 14, grades);
    }

    private static ServiceTime minutes(long minutes) {
        return new ServiceTime(minutes);
    }

    @Test
    void aStarIsReachedToTheMinute() {
        Scheme scheme = scheme(100, 300, 600, 1000, 1500);

        assertThat(scheme.reached(minutes(100 * 60 - 1))).isEmpty();
        assertThat(scheme.reached(minutes(100 * 60))).map(Scheme.Grade::star).contains(1);
        assertThat(scheme.reached(minutes(599 * 60))).map(Scheme.Grade::star).contains(2);
        assertThat(scheme.reached(minutes(9_000 * 60))).map(Scheme.Grade::star).contains(5);
    }

    @Test
    void theNextStarIsTheNextAboveAndThereIsNoneAboveTheLast() {
        Scheme scheme = scheme(100, 300);

        assertThat(scheme.next(minutes(0))).map(Scheme.Grade::star).contains(1);
        assertThat(scheme.next(minutes(100 * 60))).map(Scheme.Grade::star).contains(2);
        assertThat(scheme.next(minutes(300 * 60))).isEmpty();
    }

    @Test
    void aSchemeWhoseStarsDoNotRiseIsNone() {
        assertThatThrownBy(() -> scheme(100, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("star 2");
    }
}
