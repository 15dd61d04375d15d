package org.zhiyuan.paper;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.zhiyuan.shell.Words;

/**
 * The wrong rows of a long sheet, and no others: written as they are found, with a column 错误 before them. Mended, it can
 * be uploaded as it is.
 */
public final class FaultBook implements AutoCloseable {
    private static final int ROWS_FLUSHED = 500;
    private static final double FAULTS_WIDTH = 48;

    private final SheetSpec spec;
    private final Workbook workbook;
    private final Worksheet sheet;
    private int row = 1;

    public FaultBook(SheetSpec spec, OutputStream out) {
        this.spec = spec;
        this.workbook = SheetWriter.workbook(out);
        this.sheet = workbook.newWorksheet(Words.t(spec.name()));
        SheetWriter.heading(sheet, 0, Words.t(SheetSpec.FAULTS), false);
        sheet.width(0, FAULTS_WIDTH);
        for (int i = 0; i < spec.columns().size(); i++) {
            SheetWriter.heading(sheet, i + 1, Words.t(spec.columns().get(i).heading()), false);
        }
        sheet.freezePane(1, 1);
    }

    public void add(SheetRow wrong) {
        String words = wrong.faults().stream()
                .map(fault -> fault.heading().isEmpty()
                        ? Words.t(fault.what())
                        : Words.t(fault.heading()) + Words.t("：", "label") + Words.t(fault.what()))
                .collect(Collectors.joining("\n"));
        SheetWriter.cell(sheet, row, 0, words);
        for (int i = 0; i < spec.columns().size(); i++) {
            String cell = wrong.words(spec.columns().get(i));
            if (!cell.isEmpty()) {
                SheetWriter.cell(sheet, row, i + 1, cell);
            }
        }
        if (++row % ROWS_FLUSHED == 0) {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public boolean empty() {
        return row == 1;
    }

    @Override
    public void close() {
        try {
            workbook.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
