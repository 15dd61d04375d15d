package org.zhiyuan.paper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * Reads CSV as spreadsheets write it: UTF-8 with or without byte order mark, UTF-16 with one, GB18030; separated by
 * comma, semicolon or tab; quoted values with line breaks and doubled quotes (RFC 4180).
 */
final class CsvReader {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char QUOTE = '"';

    private final SheetLimits limits;
    private final String text;
    private final char separator;
    private int position;
    private int row;

    private CsvReader(SheetLimits limits, String text) {
        this.limits = limits;
        this.text = text;
        this.separator = separator(text);
    }

    static GridBuilder read(byte[] bytes, SheetLimits limits, GridBuilder.@Nullable Lines handedTo) {
        return new CsvReader(limits, decode(bytes)).rows(new GridBuilder(SheetFormat.CSV, limits, handedTo));
    }

    private GridBuilder rows(GridBuilder grid) {
        while (position < text.length()) {
            int number = ++row;
            List<String> cells = record(number);
            for (int column = 0; column < cells.size(); column++) {
                String cell = cells.get(column);
                if (Guard.formula(cell)) {
                    grid.formula(number, column, cell);
                }
                grid.cell(number, column, Guard.original(cell));
            }
            grid.endOfRow();
        }
        return grid;
    }

    private List<String> record(int number) {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(position < text.length() && text.charAt(position) == QUOTE ? quoted(number) : plain());
            if (cells.size() > limits.columnsMax() * 2) {
                throw limits.tooManyColumns();
            }
            if (position >= text.length()) {
                return cells;
            }
            char end = text.charAt(position++);
            if (end == separator) {
                continue;
            }
            if (end == '\r' && position < text.length() && text.charAt(position) == '\n') {
                position++;
            }
            return cells;
        }
    }

    private String plain() {
        int from = position;
        while (position < text.length() && !ends(text.charAt(position))) {
            position++;
        }
        return text.substring(from, position);
    }

    private String quoted(int number) {
        StringBuilder cell = new StringBuilder();
        position++;
        while (position < text.length()) {
            char character = text.charAt(position++);
            if (character != QUOTE) {
                cell.append(character);
            } else if (position < text.length() && text.charAt(position) == QUOTE) {
                cell.append(QUOTE);
                position++;
            } else {
                if (position < text.length() && !ends(text.charAt(position))) {
                    throw new Unreadable(
                            Text.of("从第 {0} 行开始，引号后面还有别的字", number), Text.of("请用 Excel 或 WPS 打开，另存为 .xlsx 再传"));
                }
                return cell.toString();
            }
        }
        throw new Unreadable(Text.of("从第 {0} 行开始的引号没有结束，文件可能没传完", number), Text.of("请用 Excel 或 WPS 打开，另存为 .xlsx 再传"));
    }

    private boolean ends(char character) {
        return character == separator || character == '\n' || character == '\r';
    }

    /** The one that divides the first record most often; a comma where none does. */
    private static char separator(String text) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == QUOTE) {
                inside = !inside;
            } else if (!inside && (character == '\n' || character == '\r')) {
                break;
            } else if (!inside) {
                commas += character == ',' ? 1 : 0;
                semicolons += character == ';' ? 1 : 0;
                tabs += character == '\t' ? 1 : 0;
            }
        }
        if (tabs > commas && tabs > semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    private static String decode(byte[] bytes) {
        String text = tryDecode(bytes);
        if (text == null) {
            throw new Unreadable(Text.of("看不出这个文件用的是哪种文字编码"), Text.of("请用 Excel 或 WPS 打开，另存为 .xlsx 或“CSV UTF-8”再传"));
        }
        return text;
    }

    private static @Nullable String tryDecode(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return sound(strictly(bytes, 3, StandardCharsets.UTF_8));
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return sound(strictly(bytes, 2, StandardCharsets.UTF_16LE));
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return sound(strictly(bytes, 2, StandardCharsets.UTF_16BE));
        }
        String text = strictly(bytes, 0, StandardCharsets.UTF_8);
        return text != null ? sound(text) : sound(strictly(bytes, 0, GB18030));
    }

    private static @Nullable String strictly(byte[] bytes, int from, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Text that a person could have written. Many byte sequences are formally GB18030; those of other encodings or of
     * no text at all give themselves away by characters that nobody types.
     */
    private static @Nullable String sound(@Nullable String text) {
        if (text == null) {
            return null;
        }
        boolean odd = text.codePoints()
                .anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r'
                        || c == 0x7F
                        || c == 0xFFFD
                        || Character.getType(c) == Character.PRIVATE_USE
                        || Character.getType(c) == Character.UNASSIGNED
                        || Character.getType(c) == Character.SURROGATE);
        return odd ? null : text;
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
