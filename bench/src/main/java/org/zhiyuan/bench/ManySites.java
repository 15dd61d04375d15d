package org.zhiyuan.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A large made-up county as a sheet: institutes below the center, stations below them, points below these. */
final class ManySites {
    static final int ROWS = 5_000;
    private static final int INSTITUTES = 25;
    private static final int STATIONS = 500;

    private static final String[] FIRST = "东 西 南 北 上 下 大 小 新 老 青 白 红 黄 石 沙 松 柳 桃 梨".split(" ");
    private static final String[] SECOND = "河 山 庄 村 营 桥 寨 坪 冲 箐 塘 坝 屯 湾 岭".split(" ");
    private static final String[] HEADINGS = "编号 名称 简称 层级 上级 地址 经度 纬度 坐标系".split(" ");

    private ManySites() {}

    /** The number of a row's site, by which its page is found. */
    static String number(int row) {
        return "many-" + row;
    }

    /** Two characters that some dozens of the names and addresses begin with. */
    static String place(int row) {
        return FIRST[row % FIRST.length] + SECOND[row / FIRST.length % SECOND.length];
    }

    static String brief(int row) {
        return place(row) + row + tier(row);
    }

    private static String tier(int row) {
        return row < INSTITUTES ? "所" : row < INSTITUTES + STATIONS ? "站" : "点";
    }

    private static String parent(int row, String center) {
        if (row < INSTITUTES) {
            return center;
        }
        return row < INSTITUTES + STATIONS ? number(row % INSTITUTES) : number(INSTITUTES + row % STATIONS);
    }

    /** @param center number or code of the site that all of it hangs under */
    static byte[] workbook(String center) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "zhiyuan-bench", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("阵地");
            line(sheet, 0, HEADINGS);
            for (int row = 0; row < ROWS; row++) {
                line(
                        sheet,
                        row + 1,
                        number(row),
                        place(row) + row + "新时代文明实践" + tier(row),
                        brief(row),
                        tier(row),
                        parent(row, center),
                        place(row) + "路 " + row + " 号",
                        // spread over the size of a county
                        "%.6f".formatted(110 + row * 7 % ROWS * 0.36 / ROWS),
                        "%.6f".formatted(30 + row * 13 % ROWS * 0.33 / ROWS),
                        "GCJ-02");
            }
        }
        return out.toByteArray();
    }

    private static void line(Worksheet sheet, int row, String... cells) {
        for (int column = 0; column < cells.length; column++) {
            sheet.value(row, column, cells[column]);
        }
    }
}
