package org.zhiyuan.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.HouseTest;

/** The units of the sample city as they stand after the first start. */
@HouseTest
class SampleUnitsTest {
    @Autowired
    private Responsibilities responsibilities;

    @Test
    void sportsMovedToTheEducationAndSportsBureauOnItsDay() {
        assertThat(responsibilities.main("sports", LocalDate.of(2024, 2, 29)))
                .hasValueSatisfying(main -> assertThat(main.unit().number()).isEqualTo("sports-former"));
        assertThat(responsibilities.main("sports", LocalDate.of(2024, 3, 1)))
                .hasValueSatisfying(main -> assertThat(main.unit().number()).isEqualTo("education-sports"));
    }
}
