package org.zhiyuan.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads JSON in the one form that is signed (RFC 8785, narrowed to objects, arrays, strings, whole numbers and truth
 * values). Anything written another way is refused: where there is one way to write, no byte can change unseen.
 */
final class Json {
    private static final int DEPTH_MAX = 20;
    private static final long NUMBER_MAX = (1L << 53) - 1;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object that the bytes write, to the last byte. */
    static Map<String, Object> object(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed(0);
        }
        Json json = new Json(text);
        Object value = json.value(0);
        if (json.at != text.length() || !(value instanceof Map<?, ?>)) {
            throw new Malformed(json.at);
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> object = (Map<String, Object>) value;
        if (!Arrays.equals(bytes(object), bytes)) {
            throw new Malformed(0);
        }
        return object;
    }

    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(int at) {
            super("at character " + at);
        }
    }

    private Object value(int depth) {
        if (depth > DEPTH_MAX || at >= text.length()) {
            throw new Malformed(at);
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Object word(String word, boolean value) {
        if (!text.startsWith(word, at)) {
            throw new Malformed(at);
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new TreeMap<>();
        at++;
        if (peek('}')) {
            return members;
        }
        while (true) {
            if (at >= text.length() || text.charAt(at) != '"') {
                throw new Malformed(at);
            }
            String name = string();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw new Malformed(at);
            }
            if (peek('}')) {
                return members;
            }
            expect(',');
        }
    }

    private List<Object> elements(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        if (peek(']')) {
            return elements;
        }
        while (true) {
            elements.add(value(depth + 1));
            if (peek(']')) {
                return elements;
            }
            expect(',');
        }
    }

    private boolean peek(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!peek(c)) {
            throw new Malformed(at);
        }
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < 0x20) {
                throw new Malformed(at);
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw new Malformed(at);
    }

    private char escaped() {
        if (at >= text.length()) {
            throw new Malformed(at);
        }
        char c = text.charAt(at++);
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                if (at + 4 <= text.length()) {
                    try {
                        int code = Integer.parseUnsignedInt(text, at, at + 4, 16);
                        at += 4;
                        return (char) code;
                    } catch (NumberFormatException e) {
                        throw new Malformed(at);
                    }
                }
                throw new Malformed(at);
            default:
                throw new Malformed(at);
        }
    }

    private Long number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        try {
            long number = Long.parseLong(text, start, at, 10);
            if (number > NUMBER_MAX || number < -NUMBER_MAX) {
                throw new Malformed(start);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new Malformed(start);
        }
    }

    /** The one way to write it. */
    static byte[] bytes(Map<String, ?> object) {
        StringBuilder written = new StringBuilder();
        write(written, object);
        return written.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(StringBuilder written, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                char before = '{';
                for (Map.Entry<?, ?> member : new TreeMap<>(map).entrySet()) {
                    written.append(before);
                    write(written, member.getKey());
                    written.append(':');
                    write(written, member.getValue());
                    before = ',';
                }
                written.append(map.isEmpty() ? "{}" : "}");
            }
            case List<?> list -> {
                char before = '[';
                for (Object element : list) {
                    written.append(before);
                    write(written, element);
                    before = ',';
                }
                written.append(list.isEmpty() ? "[]" : "]");
            }
            case String string -> quote(written, string);
            default -> written.append(value);
        }
    }

    private static void quote(StringBuilder written, String string) {
        written.append('"');
        string.chars().forEach(c -> {
            int short_ = "\b\t\n\f\r\"\\".indexOf(c);
            if (short_ >= 0) {
                written.append('\\').append("btnfr\"\\".charAt(short_));
            } else if (c < 0x20) {
                written.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                written.append((char) c);
            }
        });
        written.append('"');
    }
}
