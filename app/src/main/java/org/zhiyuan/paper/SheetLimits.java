package org.zhiyuan.paper;

import org.zhiyuan.kernel.Text;

/**
 * How much of a sheet is read. A county's whole network is some hundred rows; the bounds leave room for a province's
 * list and keep one upload from filling the memory.
 *
 * @param bytesMax size of the file as it was uploaded
 * @param partsMax files inside a workbook
 * @param unpackedBytesMax size of the workbook's files together, unpacked
 * @param ratioMax how many times larger than packed; only asked where the unpacked size is worth a question
 * @param rowsMax filled rows below the heading
 * @param columnsMax columns
 * @param cellLengthMax characters of one cell
 */
public record SheetLimits(
        int bytesMax,
        int partsMax,
        int unpackedBytesMax,
        int ratioMax,
        int rowsMax,
        int columnsMax,
        int cellLengthMax) {
    private static final int MEGA = 1024 * 1024;

    /** Below this a high ratio does no harm: a sheet of repeated words packs well. */
    static final int RATIO_ASKED_FROM_BYTES = 8 * MEGA;
    /** Rows that hold nothing are skipped, but even nothing is not read for ever. */
    static final int EMPTY_ROWS_FACTOR = 10;

    /**
     * A whole city's roll of volunteers in one file: 75,000 people and some room. It is read line by line, so what grows
     * with it is the unpacked workbook and not the lines; ten columns are all that such a roll needs.
     */
    public static final SheetLimits ROLL = new SheetLimits(20 * MEGA, 500, 128 * MEGA, 150, 100_000, 20, 500);

    public static final SheetLimits DEFAULT = new SheetLimits(10 * MEGA, 500, 96 * MEGA, 150, 20_000, 60, 2_000);

    public SheetLimits {
        if (bytesMax < 1
                || partsMax < 1
                || unpackedBytesMax < 1
                || ratioMax < 1
                || rowsMax < 1
                || columnsMax < 1
                || cellLengthMax < 1) {
            throw new IllegalArgumentException("every limit must be 1 or more");
        }
    }

    Unreadable tooManyRows() {
        return new Unreadable(Text.of("表里超过 {0} 行", rowsMax), Text.of("请拆成几个文件，一次导一个"));
    }

    Unreadable tooManyColumns() {
        return new Unreadable(Text.of("表里超过 {0} 列", columnsMax), Text.of("请只留模板里的列"));
    }
}
