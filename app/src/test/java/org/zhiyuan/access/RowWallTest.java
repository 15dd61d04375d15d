package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;

/** The second wall by itself: every table, seen and written with every kind of scope. */
@HouseTest
class RowWallTest {
    @Autowired
    WebApplicationContext house;

    @Test
    void everyTableWithARowPolicyIsWrittenDown() throws Exception {
        assertThat(RowWall.written()).isEqualTo(RowWall.guarded());
    }

    @Test
    void everyRowIsSeenAndChangedByThoseWhoMayAndByNobodyElse() {
        RowWall wall = new RowWall(house);
        try {
            var wrong = wall.wrong();
            System.out.printf(Locale.ROOT, "row policies: %,d answers, %d wrong%n", wall.answers(), wrong.size());
            assertThat(wrong).isEmpty();
        } finally {
            wall.clear();
        }
    }
}
