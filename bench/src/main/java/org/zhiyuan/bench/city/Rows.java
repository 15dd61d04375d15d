package org.zhiyuan.bench.city;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Rows of one table as COPY reads them: tabs between columns, {@code \N} for nothing. */
final class Rows {
    private final String table;
    private final String columns;
    private final StringBuilder lines = new StringBuilder();

    Rows(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    String table() {
        return table;
    }

    String columns() {
        return columns;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Values in the order of the columns; texts of ours hold neither tabs nor backslashes. */
    void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                lines.append('\t');
            }
            Object value = values[i];
            switch (value) {
                case null -> lines.append("\\N");
                case byte[] bytes -> {
                    lines.append("\\\\x");
                    lines.append(HexFormat.of().formatHex(bytes));
                }
                default -> lines.append(value);
            }
        }
        lines.append('\n');
    }

    byte[] bytes() {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
