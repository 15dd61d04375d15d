package org.zhiyuan.channel;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message whose wording is agreed beforehand, as providers ask.
 *
 * @param key name of the wording; the provider's own number for it is a setting of the gateway
 * @param sentence Chinese, with numbered places {@code {0}}
 * @param secretPlaces places whose values are not kept: codes
 */
public record Template(String key, String sentence, Set<Integer> secretPlaces) {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int KEY_LENGTH_MAX = 40;
    static final String SECRET = "••••••";

    public Template {
        if (key.length() > KEY_LENGTH_MAX || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "key (" + key + ") must be small letters, digits and hyphens, at most " + KEY_LENGTH_MAX);
        }
        secretPlaces = Set.copyOf(secretPlaces);
    }

    /** What the recipient reads. */
    String filled(List<String> values) {
        return fill(values, Set.of());
    }

    /** What is kept of it. */
    String kept(List<String> values) {
        return fill(values, secretPlaces);
    }

    private String fill(List<String> values, Set<Integer> hidden) {
        String text = sentence;
        for (int place = 0; place < values.size(); place++) {
            String mark = "{" + place + "}";
            if (!text.contains(mark)) {
                throw new IllegalArgumentException("template " + key + " has no place " + mark);
            }
            text = text.replace(mark, hidden.contains(place) ? SECRET : values.get(place));
        }
        return text;
    }
}
