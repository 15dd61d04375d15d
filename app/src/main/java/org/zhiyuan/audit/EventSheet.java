package org.zhiyuan.audit;

import static org.zhiyuan.shell.Words.t;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/** Events as comma-separated values that open in office programs and start nothing there. */
final class EventSheet {
    /** Tells office programs that what follows is UTF-8. */
    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private static final String LINE_END = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";
    private static final Pattern BLANKS = Pattern.compile("^\\p{Zs}+");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(Formats.ZONE);
    private static final List<Text> HEADINGS = List.of(
            Text.of("时间"),
            Text.of("谁"),
            Text.of("作为"),
            Text.of("从哪里"),
            Text.of("做了什么"),
            Text.of("行为代码"),
            Text.of("对象种类"),
            Text.of("对象编号"),
            Text.of("阵地编号"),
            Text.of("领域"),
            Text.of("改动的项"),
            Text.of("改动前摘要"),
            Text.of("改动后摘要"),
            Text.of("原因"),
            Text.of("结果"),
            Text.of("请求编号"),
            Text.of("账号编号"));

    private EventSheet() {}

    static byte[] of(List<Event> events) {
        StringBuilder sheet = new StringBuilder().append(BYTE_ORDER_MARK);
        line(sheet, HEADINGS.stream().map(heading -> t(heading)).toList());
        for (Event event : events) {
            line(
                    sheet,
                    List.of(
                            MOMENT.format(event.at()),
                            event.actorName(),
                            t(event.role()),
                            event.origin(),
                            t(event.label()),
                            event.what(),
                            event.kind(),
                            event.objectId(),
                            written(event.site()),
                            written(event.field()),
                            String.join(" ", event.fields()),
                            event.before(),
                            event.after(),
                            event.reason(),
                            event.result().name(),
                            event.requestId(),
                            written(event.account())));
        }
        return sheet.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String written(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static void line(StringBuilder sheet, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            sheet.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        sheet.append(LINE_END);
    }

    /** A cell that begins like a formula, blanks aside, gets an apostrophe before it. */
    static String cell(String value) {
        String stripped = BLANKS.matcher(value).replaceFirst("");
        boolean formula = !stripped.isEmpty() && FORMULA_STARTS.indexOf(stripped.charAt(0)) >= 0;
        String safe = formula ? "'" + value : value;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
