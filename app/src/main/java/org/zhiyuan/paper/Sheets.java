package org.zhiyuan.paper;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.files.Kind;
import org.zhiyuan.kernel.Text;

/** Reads a sheet that somebody uploaded. What it is, its bytes say and not its name. */
public final class Sheets {
    private Sheets() {}

    public static Grid read(byte[] bytes) {
        return read(bytes, SheetLimits.DEFAULT);
    }

    static Grid read(byte[] bytes, SheetLimits limits) {
        return read(bytes, limits, null).build();
    }

    /**
     * Reads a long sheet line by line and holds no more than one.
     *
     * @param seen told of each row, with its faults
     */
    public static void each(byte[] bytes, SheetLimits limits, SheetSpec spec, Consumer<SheetRow> seen) {
        read(bytes, limits, spec.lines(seen)).filled();
    }

    private static GridBuilder read(byte[] bytes, SheetLimits limits, GridBuilder.@Nullable Lines handedTo) {
        if (bytes.length == 0) {
            throw new Unreadable(Text.of("这个文件是空的"), Text.of("请下载模板，照着填好再传"));
        }
        if (bytes.length > limits.bytesMax()) {
            throw new Unreadable(
                    Text.of("这个文件有 {0}，上限是 {1}", size(bytes.length), size(limits.bytesMax())),
                    Text.of("请拆成几个文件，一次导一个"));
        }
        return switch (Kind.of(bytes)) {
            case XLSX -> XlsxReader.read(bytes, limits, handedTo);
            case OLD_OFFICE ->
                throw new Unreadable(Text.of("这是旧版 .xls 文件，或者加了密码"), Text.of("请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 再传"));
            case TEXT -> CsvReader.read(bytes, limits, handedTo);
            default -> throw new Unreadable(Text.of("这不是表格文件"), Text.of("请传 .xlsx 或 .csv 文件，可以先下载模板"));
        };
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
    }
}
