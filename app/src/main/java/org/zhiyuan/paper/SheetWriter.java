package org.zhiyuan.paper;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes rows as a workbook or as CSV. Whatever stands in them, no program takes it for a formula. */
public final class SheetWriter implements AutoCloseable {
    private static final String PRODUCER = "zhiyuan";
    private static final String VERSION = "1.0";
    private static final int ROWS_FLUSHED = 500;
    private static final double WIDTH_LEAST = 10;
    private static final double WIDTH_MOST = 48;

    private final @Nullable Workbook workbook;
    private final @Nullable Worksheet worksheet;
    private final @Nullable Writer csv;
    private int row;

    private SheetWriter(@Nullable Workbook workbook, @Nullable Worksheet worksheet, @Nullable Writer csv) {
        this.workbook = workbook;
        this.worksheet = worksheet;
        this.csv = csv;
    }

    /**
     * @param name name of the worksheet, already in the reader's language
     * @param headings first row, already in the reader's language
     */
    public static SheetWriter to(OutputStream out, SheetFormat format, String name, List<String> headings) {
        SheetWriter writer = switch (format) {
            case XLSX -> {
                Workbook workbook = workbook(out);
                yield new SheetWriter(workbook, workbook.newWorksheet(name), null);
            }
            case CSV ->
                new SheetWriter(null, null, new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        };
        writer.heading(headings);
        return writer;
    }

    static Workbook workbook(OutputStream out) {
        return new Workbook(out, PRODUCER, VERSION);
    }

    /** Bold on a soft ground, and wide enough to be read. */
    static void heading(Worksheet sheet, int column, String words, boolean required) {
        sheet.value(0, column, required ? words + "*" : words);
        sheet.style(0, column).bold().fillColor("E8EEF1").set();
        sheet.width(column, width(words));
    }

    static double width(String words) {
        int halves = words.codePoints().map(c -> c > 0xFF ? 2 : 1).sum();
        return Math.clamp(halves + 4.0, WIDTH_LEAST, WIDTH_MOST);
    }

    private void heading(List<String> headings) {
        if (worksheet != null) {
            for (int column = 0; column < headings.size(); column++) {
                heading(worksheet, column, headings.get(column), false);
            }
            worksheet.freezePane(0, 1);
            row = 1;
        } else {
            try {
                // without the mark Excel takes UTF-8 for the machine's own code page
                csv().write('\uFEFF');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            row(headings);
        }
    }

    /** Numbers stay numbers; everything else is written as words. */
    public void row(List<? extends @Nullable Object> values) {
        try {
            if (worksheet != null) {
                for (int column = 0; column < values.size(); column++) {
                    cell(worksheet, row, column, values.get(column));
                }
                if (++row % ROWS_FLUSHED == 0) {
                    worksheet.flush();
                }
            } else {
                line(values);
                row++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void cell(Worksheet sheet, int row, int column, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case BigDecimal number -> sheet.value(row, column, number);
            case Integer number -> sheet.value(row, column, number);
            case Long number -> sheet.value(row, column, number);
            default -> {
                // a string cell is never calculated, whatever it begins with
                sheet.value(row, column, printable(value.toString()));
            }
        }
    }

    private void line(List<? extends @Nullable Object> values) throws IOException {
        Writer out = csv();
        for (int column = 0; column < values.size(); column++) {
            if (column > 0) {
                out.write(',');
            }
            Object value = values.get(column);
            out.write(
                    value == null
                            ? ""
                            : value instanceof Number
                                    ? value.toString()
                                    : quoted(Guard.harmless(printable(value.toString()))));
        }
        out.write("\r\n");
    }

    private static String quoted(String words) {
        boolean plain =
                words.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r' || c == '\t')
                        && words.equals(words.strip());
        return plain ? words : '"' + words.replace("\"", "\"\"") + '"';
    }

    /** XML and spreadsheets have no place for control characters. */
    private static String printable(String words) {
        if (words.chars().allMatch(SheetWriter::printable)) {
            return words;
        }
        StringBuilder printable = new StringBuilder(words.length());
        words.chars().filter(SheetWriter::printable).forEach(c -> printable.append((char) c));
        return printable.toString();
    }

    private static boolean printable(int character) {
        return character >= ' ' && character != 0x7F && character < 0xFFFE
                || character == '\n'
                || character == '\t'
                || character == '\r';
    }

    private Writer csv() {
        if (csv == null) {
            throw new IllegalStateException("this is a workbook");
        }
        return csv;
    }

    @Override
    public void close() {
        try {
            if (workbook != null) {
                workbook.close();
            } else {
                csv().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
