package org.zhiyuan.cell;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/** A line of a table in a city pack. What cannot be read stops the start with the file's name and the line. */
public final class PackRow {
    private final String file;
    private final int line;
    private final Map<String, String> cells;

    PackRow(String file, int line, Map<String, String> cells) {
        this.file = file;
        this.line = line;
        this.cells = cells;
    }

    /** The cell; "" where it is empty or there is no such column. */
    public String text(String column) {
        return cells.getOrDefault(column, "");
    }

    public String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw wrong(column, Text.of("不能为空"));
        }
        return text;
    }

    /** Null where the cell is empty. */
    public @Nullable LocalDate day(String column) {
        String text = text(column);
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(column, Text.of("日期要写成 2026-11-23 的样子"));
        }
    }

    public LocalDate requiredDay(String column) {
        required(column);
        LocalDate day = day(column);
        if (day == null) {
            throw wrong(column, Text.of("不能为空"));
        }
        return day;
    }

    public int number(String column) {
        try {
            return Integer.parseInt(required(column));
        } catch (NumberFormatException e) {
            throw wrong(column, Text.of("要写整数"));
        }
    }

    /** True where it says so; false where it says so or says nothing. */
    public boolean flag(String column) {
        return switch (text(column)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw wrong(column, Text.of("要写 true 或 false"));
        };
    }

    /** The fault of a cell, for a room that finds it. */
    public CannotStart wrong(String column, Text what) {
        return new CannotStart(Text.of("城市数据包的 {0} 第 {1} 行，{2}：{3}。", file, line, column, what));
    }
}
