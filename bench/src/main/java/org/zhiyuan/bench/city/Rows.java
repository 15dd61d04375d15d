package org.zhiyuan.bench.city;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Rows of one table as COPY reads them: tabs between columns, {@code \N} for nothing. */
class Rows {
    private final String table;
    private final String columns;
    private final StringBuilder lines = new StringBuilder();

    Rows(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    final String table() {
        return table;
    }

    final String columns() {
        return columns;
    }

    String format() {
        return "text";
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

    /** @param length of the array's beginning that counts */
    record Bytes(byte[] array, int length) {}

    /** All of them, once. */
    Bytes bytes() {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        return new Bytes(bytes, bytes.length);
    }
}
