package org.zhiyuan.paper;

import org.zhiyuan.kernel.Text;

/**
 * One wrong cell, with everything that its writer needs to mend it.
 *
 * @param row as Excel counts it, from 1
 * @param column from 0; -1 where the whole row is meant
 * @param heading what stands at the head of the column
 * @param value what was found
 * @param what what to do, in words
 */
public record Fault(int row, int column, String heading, String value, Text what) {
    /** The cell's address as Excel shows it: B12. */
    public String cell() {
        return column < 0 ? Integer.toString(row) : address(column) + row;
    }

    static String address(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }
}
