package org.zhiyuan.kernel;

import java.util.List;

/**
 * A sentence for people. The Chinese wording is the key of the other languages' catalogues; {@code {0}}, {@code {1}} …
 * are filled with the values, formatted for the reader's language where the page is made.
 *
 * @param key the Chinese sentence, with numbered places for the values
 * @param values what goes into the places; numbers, dates, names, or another {@code Text}
 */
public record Text(String key, List<Object> values) {
    public Text {
        if (key.isBlank()) {
            throw new IllegalArgumentException("key must not be blank");
        }
        values = List.copyOf(values);
    }

    public static Text of(String key, Object... values) {
        return new Text(key, List.of(values));
    }

    /** For logs only; pages translate. */
    @Override
    public String toString() {
        String text = key;
        for (int i = 0; i < values.size(); i++) {
            text = text.replace("{" + i + "}", String.valueOf(values.get(i)));
        }
        return text;
    }
}
