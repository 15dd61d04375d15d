package org.zhiyuan.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.zhiyuan.kernel.Text;

/**
 * The house's two languages. The Chinese wording stands in the template and is the key of the English catalogue: one
 * file a room, {@code words/<room>.tsv}, lines of {@code Chinese TAB English}; where one Chinese word has two English
 * ones, {@code Chinese@context TAB English}. What English says otherwise of one than of many stands as
 * {@code {0|point|points}}: the first for one, the second for every other number at that place.
 */
public final class Words {
    private static final Map<String, String> ENGLISH = load();
    /** What stands between braces: the number of a value, and what is said of one and of many. */
    private static final Pattern PLACE = Pattern.compile("(\\d{1,2})(?:\\|([^|]*)\\|([^|]*))?");

    private Words() {}

    /** The wording in the language of the request. */
    public static String t(String chinese) {
        return english() ? ENGLISH.getOrDefault(chinese, chinese) : chinese;
    }

    /** The wording where the Chinese word needs its context to be translated: {@code t("点", "tier")}. */
    public static String t(String chinese, String context) {
        return english() ? ENGLISH.getOrDefault(chinese + "@" + context, t(chinese)) : chinese;
    }

    /** The English wording, whatever language the request has; the Chinese one where no catalogue has it. */
    public static String english(String chinese) {
        return ENGLISH.getOrDefault(chinese, chinese);
    }

    /** The sentence with its values filled in. */
    public static String t(Text text) {
        return fill(t(text.key()), text.values().toArray());
    }

    /** The sentence with its values filled in; for templates. */
    public static String tf(String chinese, Object... values) {
        return fill(t(chinese), values);
    }

    public static Locale locale() {
        return english() ? Locale.ENGLISH : Locale.CHINA;
    }

    public static boolean english() {
        return "en".equals(LocaleContextHolder.getLocale().getLanguage());
    }

    /** Whether an English wording stands in a catalogue; for the test that no page is half translated. */
    static boolean translated(String key) {
        return ENGLISH.containsKey(key);
    }

    private static String fill(String pattern, Object[] values) {
        if (values.length == 0) {
            return pattern;
        }
        StringBuilder out = new StringBuilder(pattern.length() + 16 * values.length);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '{' ? pattern.indexOf('}', i) : -1;
            Matcher place = PLACE.matcher(close < 0 ? "" : pattern.substring(i + 1, close));
            if (!place.matches()) {
                out.append(c);
                continue;
            }
            int number = Integer.parseInt(place.group(1));
            Object value = number < values.length ? values[number] : null;
            if (place.group(2) == null) {
                out.append(show(value));
            } else {
                out.append(one(value) ? place.group(2) : place.group(3));
            }
            i = close;
        }
        return out.toString();
    }

    private static boolean one(@Nullable Object value) {
        return value instanceof Number number && number.longValue() == 1;
    }

    private static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Text text -> t(text);
            case Integer number -> Formats.number(number);
            case Long number -> Formats.number(number);
            case LocalDate day -> Formats.day(day);
            default -> String.valueOf(value);
        };
    }

    private static Map<String, String> load() {
        Map<String, String> words = new HashMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:words/*.tsv")) {
                read(file, words);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the word catalogues", e);
        }
        return Map.copyOf(words);
    }

    private static void read(Resource file, Map<String, String> words) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int tab = line.indexOf('\t');
                if (tab > 0 && !line.startsWith("#")) {
                    words.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
        }
    }
}
