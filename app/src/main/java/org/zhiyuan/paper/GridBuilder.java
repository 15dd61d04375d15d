package org.zhiyuan.paper;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * Collects a grid while a file is read, or hands on one line after the other, and stops where it grows beyond the
 * limits.
 */
final class GridBuilder {
    /** Takes line by line, the heading first, so that a long sheet is never held as a whole. */
    interface Lines {
        /** @param faults of this line, their headings named */
        void line(Grid.Line heading, Grid.@Nullable Line line, List<Fault> faults);
    }

    private final SheetFormat format;
    private final SheetLimits limits;
    private final List<Grid.Line> lines = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> current = new ArrayList<>();
    private int currentNumber;
    private int rowsSeen;
    private final @Nullable Lines handedTo;
    private int linesSeen;
    private Grid.@Nullable Line heading;

    /** @param handedTo takes the lines; null where the grid is to be built */
    GridBuilder(SheetFormat format, SheetLimits limits, @Nullable Lines handedTo) {
        this.format = format;
        this.limits = limits;
        this.handedTo = handedTo;
    }

    void cell(int row, int column, String words) {
        currentNumber = row;
        String value = Guard.strip(words);
        if (value.isEmpty()) {
            return;
        }
        if (column >= limits.columnsMax()) {
            throw limits.tooManyColumns();
        }
        if (value.length() > limits.cellLengthMax()) {
            fault(
                    row,
                    column,
                    shortened(value),
                    Text.of("这一格有 {0} 个字，请缩短到 {1} 个以内", value.length(), limits.cellLengthMax()));
            value = value.substring(0, limits.cellLengthMax());
        }
        if (value.codePoints().anyMatch(GridBuilder::control)) {
            fault(row, column, shortened(value), Text.of("请去掉看不见的控制字符"));
            value = value.codePoints()
                    .filter(c -> !control(c))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        while (current.size() <= column) {
            current.add("");
        }
        current.set(column, value);
    }

    void formula(int row, int column, String formula) {
        fault(row, column, shortened(formula), Text.of("这一格是公式，请改成固定的值（复制后选择性粘贴为“值”）"));
    }

    void fault(int row, int column, String value, Text what) {
        faults.add(new Fault(row, column, "", value, what));
    }

    void endOfRow() {
        if (++rowsSeen > (long) limits.rowsMax() * SheetLimits.EMPTY_ROWS_FACTOR) {
            throw limits.tooManyRows();
        }
        if (current.isEmpty()) {
            if (handedTo != null) {
                faults.clear();
            }
            return;
        }
        Grid.Line line = new Grid.Line(currentNumber, current);
        current.clear();
        if (heading == null) {
            heading = line;
            handOn(line, null);
        } else if (++linesSeen > limits.rowsMax()) {
            throw limits.tooManyRows();
        } else if (handedTo == null) {
            lines.add(line);
        } else {
            handOn(heading, line);
        }
    }

    private void handOn(Grid.Line head, Grid.@Nullable Line line) {
        if (handedTo != null) {
            handedTo.line(head, line, named(head));
            faults.clear();
        }
    }

    private List<Fault> named(Grid.Line head) {
        return faults.stream()
                .map(f -> new Fault(f.row(), f.column(), head.at(f.column()), f.value(), f.what()))
                .toList();
    }

    /** Refuses a sheet without a line; a heading alone is none. */
    Grid.Line filled() {
        if (heading == null || linesSeen == 0) {
            throw new Unreadable(Text.of("表里没有内容：要有一行表头，下面至少一行数据"), Text.of("请下载模板，照着填好再传"));
        }
        return heading;
    }

    Grid build() {
        Grid.Line head = filled();
        return new Grid(format, head, lines, named(head));
    }

    /** Line breaks are allowed inside a cell; nothing else that cannot be seen is. */
    private static boolean control(int character) {
        return character < ' ' && character != '\n' && character != '\r' && character != '\t' || character == 0x7F;
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
