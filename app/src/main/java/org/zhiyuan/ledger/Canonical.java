package org.zhiyuan.ledger;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form over which digests and signatures go: RFC 8785 narrowed to objects, arrays, strings and whole
 * numbers. No blanks, names in the order of their UTF-16 units, the shortest escapes, UTF-8. A fact without a value is
 * left out. Written down in docs/LEDGER.md.
 */
public final class Canonical {
    /** Beyond it other readers of JSON lose digits. */
    private static final long NUMBER_MAX = (1L << 53) - 1;

    private Canonical() {}

    public static byte[] bytes(Map<String, ? extends @Nullable Object> facts) {
        return text(facts).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Map<String, ? extends @Nullable Object> facts) {
        StringBuilder json = new StringBuilder();
        object(json, facts);
        return json.toString();
    }

    private static void value(StringBuilder json, Object value) {
        switch (value) {
            case Map<?, ?> map -> object(json, map);
            case List<?> list -> array(json, list);
            case Long number -> number(json, number);
            case Integer number -> number(json, number);
            case Boolean truth -> json.append(truth.booleanValue());
            case Double real -> throw new IllegalArgumentException("a fraction has no one form: " + real);
            case BigInteger big -> throw new IllegalArgumentException("too large: " + big);
            default -> string(json, value.toString());
        }
    }

    private static void number(StringBuilder json, long number) {
        if (number > NUMBER_MAX || number < -NUMBER_MAX) {
            throw new IllegalArgumentException("number (" + number + ") must be within " + NUMBER_MAX);
        }
        json.append(number);
    }

    private static void object(StringBuilder json, Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : sorted(map).entrySet()) {
            Object value = entry.getValue();
            if (value != null) {
                json.append(before);
                string(json, String.valueOf(entry.getKey()));
                json.append(':');
                value(json, value);
                before = ',';
            }
        }
        json.append(before == '{' ? "{}" : "}");
    }

    private static Map<?, ?> sorted(Map<?, ?> map) {
        // a log of millions is reckoned through here: what stands in its order already is not sorted again
        if (map instanceof SortedMap<?, ?> known
                && known.comparator() == null
                && !known.isEmpty()
                && known.firstKey() instanceof String) {
            return known;
        }
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                sorted.put(String.valueOf(name), value);
            }
        });
        return sorted;
    }

    private static void array(StringBuilder json, List<?> list) {
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
            json.append(i > 0 ? "," : "");
            value(json, java.util.Objects.requireNonNull(list.get(i)));
        }
        json.append(']');
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        json.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\';
    }
}
