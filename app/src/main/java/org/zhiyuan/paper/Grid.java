package org.zhiyuan.paper;

import java.util.List;

/**
 * A sheet as it was uploaded: words in rows, nothing interpreted yet.
 *
 * @param heading the first filled row
 * @param lines the filled rows below it
 * @param faults cells that hold no plain value (a formula, an error of Excel …)
 */
public record Grid(SheetFormat format, Line heading, List<Line> lines, List<Fault> faults) {
    /**
     * @param number the row's number as Excel and the person count it, from 1
     * @param values the cells' words, stripped; shorter than the heading where the last cells are empty
     */
    public record Line(int number, List<String> values) {
        public Line {
            values = List.copyOf(values);
        }

        public String at(int column) {
            return column < values.size() ? values.get(column) : "";
        }

        boolean blank() {
            return values.stream().allMatch(String::isEmpty);
        }
    }

    public Grid {
        lines = List.copyOf(lines);
        faults = List.copyOf(faults);
    }
}
