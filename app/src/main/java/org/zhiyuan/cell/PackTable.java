package org.zhiyuan.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zhiyuan.kernel.Text;

/** Reads a pack's table: CSV as RFC 4180 has it, the first line names the columns. */
final class PackTable {
    private static final char QUOTE = '"';
    private static final String BYTE_ORDER_MARK = Character.toString(0xFEFF);

    private final String file;
    private final String text;
    private int at;
    private int line = 1;

    private PackTable(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static List<PackRow> rows(String file, String text) {
        return new PackTable(file, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).rows();
    }

    private List<PackRow> rows() {
        List<String> heading = at < text.length() ? record() : List.of();
        List<PackRow> rows = new ArrayList<>();
        while (at < text.length()) {
            int number = line;
            List<String> cells = record();
            if (cells.size() == 1 && cells.getFirst().isEmpty()) {
                continue;
            }
            if (cells.size() != heading.size()) {
                throw new CannotStart(Text.of(
                        "城市数据包的 {0} 第 {1} 行有 {2} 格，表头有 {3} 格。请检查逗号和引号。", file, number, cells.size(), heading.size()));
            }
            Map<String, String> row = new HashMap<>();
            for (int column = 0; column < cells.size(); column++) {
                row.put(heading.get(column), cells.get(column));
            }
            rows.add(new PackRow(file, number, row));
        }
        return rows;
    }

    private List<String> record() {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain());
            if (at >= text.length()) {
                return cells;
            }
            char end = text.charAt(at++);
            if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                end = text.charAt(at++);
            }
            if (end == '\n') {
                line++;
                return cells;
            }
        }
    }

    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        int opened = line;
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == QUOTE && at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
                at++;
            } else if (character == QUOTE) {
                at++;
                if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                    throw new CannotStart(Text.of("城市数据包的 {0} 第 {1} 行，引号后面只能是逗号。", file, line));
                }
                return cell.toString();
            } else if (character == '\n') {
                line++;
            }
            cell.append(character);
        }
        throw new CannotStart(Text.of("城市数据包的 {0} 第 {1} 行，引号没有合上。", file, opened));
    }
}
