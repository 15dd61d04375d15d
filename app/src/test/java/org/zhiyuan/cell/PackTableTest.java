package org.zhiyuan.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackTableTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void cellsAreFoundByTheirColumnWhateverEndsTheLine(String end) {
        List<PackRow> rows = PackTable.rows(
                "a.csv", "\uFEFFkey,from,count,flag" + end + "one,2026-11-23,7,true" + end + end + "two,,8,");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().required("key")).isEqualTo("one");
        assertThat(rows.getFirst().requiredDay("from")).isEqualTo("2026-11-23");
        assertThat(rows.getFirst().number("count")).isEqualTo(7);
        assertThat(rows.getFirst().flag("flag")).isTrue();
        assertThat(rows.getLast().day("from")).isNull();
        assertThat(rows.getLast().flag("flag")).isFalse();
        assertThat(rows.getLast().text("absent")).isEmpty();
    }

    @Test
    void quotedCellsHoldCommasQuotesAndLines() {
        List<PackRow> rows = PackTable.rows("a.csv", "a,b\n\"x, \"\"y\"\"\nz\",2\n3,4");

        assertThat(rows.getFirst().text("a")).isEqualTo("x, \"y\"\nz");
        assertThat(rows.getFirst().text("b")).isEqualTo("2");
        assertThat(rows.getLast().text("b")).isEqualTo("4");
    }

    @Test
    void aFaultNamesFileLineAndColumn() {
        List<PackRow> rows = PackTable.rows("sites.csv", "a,b\n\"two\nlines\",x\n,y");

        assertThatThrownBy(() -> rows.getLast().required("a"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("sites.csv 第 4 行，a");
        assertThatThrownBy(() -> rows.getFirst().requiredDay("b")).hasMessageContaining("第 2 行，b");
        assertThatThrownBy(() -> rows.getFirst().number("b")).isInstanceOf(CannotStart.class);
        assertThatThrownBy(() -> rows.getFirst().flag("b")).isInstanceOf(CannotStart.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1", "a,b\n1,2,3", "a,b\n\"1,2", "a,b\n\"1\"x,2"})
    void aBrokenTableIsRefused(String text) {
        assertThatThrownBy(() -> PackTable.rows("a.csv", text)).isInstanceOf(CannotStart.class);
    }

    @Test
    void anEmptyFileHasNoRows() {
        assertThat(PackTable.rows("a.csv", "")).isEmpty();
    }
}
