package org.zhiyuan.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.zhiyuan.shell.Words;

/** The two workbooks that go with a sheet's import: the empty one to fill, and the filled one with its errors. */
public final class Workbooks {
    private static final String WRONG_CELL = "F9D9D6";
    /** Drop-downs reach as far as anybody fills by hand. */
    private static final int ROWS_PREPARED = 2_000;

    private Workbooks() {}

    /**
     * A workbook to fill: headings (required ones with a star), cells as text so that codes keep their digits,
     * drop-downs where the words are fixed, and a second page with what to write in each column.
     */
    public static byte[] template(SheetSpec spec) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = SheetWriter.workbook(out)) {
            Worksheet sheet = workbook.newWorksheet(Words.t(spec.name()));
            Worksheet notes = workbook.newWorksheet(Words.t("填表说明"));
            Worksheet lists = workbook.newWorksheet("lists");
            lists.setVisibilityState(VisibilityState.HIDDEN);
            List<String> heads = List.of(Words.t("列"), Words.t("要不要填"), Words.t("怎么填"), Words.t("例子"));
            for (int i = 0; i < heads.size(); i++) {
                SheetWriter.heading(notes, i, heads.get(i), false);
            }
            notes.width(2, 48);
            notes.width(3, 30);
            for (int i = 0; i < spec.columns().size(); i++) {
                column(sheet, notes, lists, spec.columns().get(i), i);
            }
            sheet.freezePane(0, 1);
            notes.freezePane(0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void column(Worksheet sheet, Worksheet notes, Worksheet lists, Column<?> column, int place) {
        String heading = Words.t(column.heading());
        SheetWriter.heading(sheet, place, heading, column.required());
        sheet.range(1, place, ROWS_PREPARED, place).style().format("@").set();
        String hint = column.hint() == null ? "" : Words.t(column.hint());
        List<String> choices = column.choices().stream().map(Words::t).toList();
        if (!choices.isEmpty()) {
            for (int i = 0; i < choices.size(); i++) {
                lists.value(i, place, choices.get(i));
            }
            sheet.range(1, place, ROWS_PREPARED, place)
                    .validateWithList(lists.range(0, place, choices.size() - 1, place))
                    .allowBlank(!column.required());
            hint = (hint.isEmpty() ? "" : hint + " ") + Words.tf("请填其中一个：{0}", String.join("、", choices));
        }
        if (!hint.isEmpty()) {
            sheet.comment(0, place, hint);
        }
        int row = place + 1;
        notes.value(row, 0, heading);
        notes.value(row, 1, column.required() ? Words.t("必填") : Words.t("选填"));
        notes.value(row, 2, hint);
        notes.style(row, 2).wrapText(true).set();
        notes.value(row, 3, column.example());
    }

    /** The rows as they were uploaded, with a column 错误 before them and the wrong cells coloured. */
    public static byte[] faults(SheetSpec spec, Grid grid, List<Fault> faults) {
        Map<Integer, List<Fault>> byRow = new HashMap<>();
        faults.forEach(fault -> byRow.computeIfAbsent(fault.row(), row -> new java.util.ArrayList<>())
                .add(fault));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = SheetWriter.workbook(out)) {
            Worksheet sheet = workbook.newWorksheet(Words.t(spec.name()));
            SheetWriter.heading(sheet, 0, Words.t(SheetSpec.FAULTS), false);
            sheet.width(0, 48);
            for (int i = 0; i < grid.heading().values().size(); i++) {
                SheetWriter.heading(sheet, i + 1, grid.heading().at(i), false);
            }
            sheet.freezePane(1, 1);
            int row = 1;
            for (Grid.Line line : grid.lines()) {
                write(sheet, row++, line, byRow.getOrDefault(line.number(), List.of()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Worksheet sheet, int row, Grid.Line line, List<Fault> faults) {
        if (!faults.isEmpty()) {
            sheet.value(
                    row,
                    0,
                    faults.stream()
                            .map(fault -> fault.heading().isEmpty()
                                    ? Words.t(fault.what())
                                    : Words.t(fault.heading()) + Words.t("：", "label") + Words.t(fault.what()))
                            .collect(Collectors.joining("\n")));
            sheet.style(row, 0).wrapText(true).fontColor("B3261E").set();
        }
        for (int column = 0; column < line.values().size(); column++) {
            String words = line.at(column);
            if (!words.isEmpty()) {
                sheet.value(row, column + 1, words);
            }
            sheet.style(row, column + 1).format("@").set();
        }
        for (Fault fault : faults) {
            if (fault.column() >= 0) {
                sheet.style(row, fault.column() + 1)
                        .fillColor(WRONG_CELL)
                        .format("@")
                        .set();
            }
        }
    }
}
