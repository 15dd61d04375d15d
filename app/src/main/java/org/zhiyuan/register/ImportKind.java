package org.zhiyuan.register;

import org.zhiyuan.kernel.Text;
import org.zhiyuan.paper.SheetSpec;

/** What a sheet of the network holds. */
public enum ImportKind {
    SITES(Text.of("阵地"), ImportSheets.SITES, 20_000),
    /** A unit is entered one by one, with its own act; a county has some dozens. */
    UNITS(Text.of("责任单位"), ImportSheets.UNITS, 2_000);

    private final Text label;
    private final SheetSpec sheet;
    private final int rowsMax;

    ImportKind(Text label, SheetSpec sheet, int rowsMax) {
        this.label = label;
        this.sheet = sheet;
        this.rowsMax = rowsMax;
    }

    public Text label() {
        return label;
    }

    public SheetSpec sheet() {
        return sheet;
    }

    public int rowsMax() {
        return rowsMax;
    }
}
