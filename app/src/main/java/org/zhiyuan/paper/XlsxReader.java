package org.zhiyuan.paper;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/** Reads the first worksheet of a workbook as words: dates as 2026-11-23, numbers as people write them. */
final class XlsxReader {
    /** Excel keeps fifteen digits of a number; an identity or credit code typed as one has lost its end. */
    private static final int DIGITS_KEPT = 15;

    private static final MathContext AS_SHOWN = new MathContext(DIGITS_KEPT, RoundingMode.HALF_UP);
    private static final BigDecimal TOO_LONG = BigDecimal.TEN.pow(DIGITS_KEPT);
    private static final int MERGED_NAMED_MAX = 5;
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    /** Built-in formats of dates and times; 27 to 36 and 50 to 58 are those of Chinese Excel. */
    private static final Set<Integer> DATE_FORMATS = Set.of(
            14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54,
            55, 56, 57, 58);

    private final SheetLimits limits;
    private final GridBuilder grid;

    private XlsxReader(SheetLimits limits, GridBuilder.@Nullable Lines handedTo) {
        this.limits = limits;
        this.grid = new GridBuilder(SheetFormat.XLSX, limits, handedTo == null ? null : guarded(handedTo));
    }

    /** What the lines' taker stumbles over is its own, and not the file's fault. */
    private static GridBuilder.Lines guarded(GridBuilder.Lines handedTo) {
        return (heading, line, faults) -> {
            try {
                handedTo.line(heading, line, faults);
            } catch (RuntimeException e) {
                throw new Taken(e);
            }
        };
    }

    private static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final RuntimeException by;

        Taken(RuntimeException by) {
            super(by);
            this.by = by;
        }
    }

    static GridBuilder read(byte[] bytes, SheetLimits limits, GridBuilder.@Nullable Lines handedTo) {
        try {
            XlsxPackage parts = XlsxPackage.open(bytes, limits);
            XlsxReader reader = new XlsxReader(limits, handedTo);
            reader.lookThrough(parts.firstSheet());
            boolean styled = parts.styled();
            reader.rows(parts.repacked(), styled);
            return reader.grid;
        } catch (Unreadable e) {
            throw e;
        } catch (Taken e) {
            throw e.by;
        } catch (IOException | RuntimeException e) {
            // whatever the libraries stumble over in somebody's file is the file's fault, not ours
            throw Unreadable.broken();
        }
    }

    /** Refuses what the row reader would not show or would choke on: merged cells, far columns, rows without end. */
    private void lookThrough(byte[] sheet) {
        List<String> merged = new ArrayList<>();
        long[] rows = {0};
        XlsxPackage.walk(sheet, element -> {
            switch (element.getLocalName()) {
                case "row" -> {
                    if (++rows[0] > (long) limits.rowsMax() * SheetLimits.EMPTY_ROWS_FACTOR) {
                        throw limits.tooManyRows();
                    }
                }
                case "c" -> {
                    if (column(XlsxPackage.attribute(element, "r")) >= limits.columnsMax() * 10) {
                        throw limits.tooManyColumns();
                    }
                }
                case "mergeCell" -> {
                    String range = XlsxPackage.attribute(element, "ref");
                    if (range != null && merged.size() < MERGED_NAMED_MAX) {
                        merged.add(range);
                    }
                }
                default -> {}
            }
        });
        if (!merged.isEmpty()) {
            throw new Unreadable(Text.of("表里有合并的单元格：{0}", String.join("，", merged)), Text.of("请取消合并，表头只占一行，每一格都填"));
        }
    }

    /** 0 for A; 0 as well where the address is missing, since cells may leave it out. */
    private static int column(@Nullable String address) {
        int column = 0;
        for (int i = 0; address != null && i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            column = Math.min(column * 26 + (address.charAt(i) & 0x1F), 1_000_000);
        }
        return Math.max(0, column - 1);
    }

    private void rows(InputStream workbook, boolean styled) throws IOException {
        ReadingOptions withFormats = new ReadingOptions(styled, true);
        try (ReadableWorkbook book = new ReadableWorkbook(workbook, withFormats);
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            Iterator<Row> each = rows.iterator();
            while (each.hasNext()) {
                Row row = each.next();
                for (Cell cell : row) {
                    if (cell != null) {
                        cell(row.getRowNum(), cell);
                    }
                }
                grid.endOfRow();
            }
        }
    }

    private void cell(int row, Cell cell) {
        int column = cell.getColumnIndex();
        if (cell.getFormula() != null) {
            grid.formula(row, column, "=" + cell.getFormula());
            grid.cell(row, column, "=" + cell.getFormula());
            return;
        }
        switch (cell.getType()) {
            case STRING -> grid.cell(row, column, cell.asString());
            case BOOLEAN -> grid.cell(row, column, cell.asBoolean() ? "TRUE" : "FALSE");
            case NUMBER -> grid.cell(row, column, number(row, column, cell));
            case ERROR -> {
                grid.fault(row, column, String.valueOf(cell.getRawValue()), Text.of("这一格是 Excel 的错误值，请改成正确的内容"));
                grid.cell(row, column, String.valueOf(cell.getRawValue()));
            }
            case FORMULA -> {
                grid.formula(row, column, "=");
                grid.cell(row, column, "=");
            }
            case EMPTY -> {}
        }
    }

    private String number(int row, int column, Cell cell) {
        if (dated(cell)) {
            LocalDateTime moment = cell.asDate();
            if (cell.asNumber().compareTo(BigDecimal.ONE) < 0) {
                return moment.format(CLOCK);
            }
            return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? moment.toLocalDate().toString()
                    : moment.format(MINUTE);
        }
        BigDecimal number = cell.asNumber();
        if (number.abs().compareTo(TOO_LONG) >= 0) {
            grid.fault(
                    row,
                    column,
                    String.valueOf(cell.getRawValue()),
                    Text.of("Excel 把这一格当成数字，后几位已经丢了；请把这一列设成“文本”格式，重新填"));
        }
        return number.round(AS_SHOWN).stripTrailingZeros().toPlainString();
    }

    private static boolean dated(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && DATE_FORMATS.contains(id)) {
            return true;
        }
        String format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        String bare = LITERAL.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("");
        return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0 || bare.contains("h:") || bare.contains("mm:");
    }
}
