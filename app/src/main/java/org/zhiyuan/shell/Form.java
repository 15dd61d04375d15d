package org.zhiyuan.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * What somebody entered, and what is wrong with it. The first of three walls (form, constructor, database): it keeps
 * every value as it was typed, strips spaces and full-width digits, and says what to do in the words that stand at the
 * field and in the summary alike.
 */
public final class Form {
    /** No single field is longer; bodies are bounded by the server as well. */
    private static final int VALUE_LENGTH_MAX = 20_000;

    public record Wrong(String field, Text what) {}

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<Wrong> wrongs = new ArrayList<>();

    private Form() {}

    /** An empty form, to be shown for the first time. */
    public static Form empty() {
        return new Form();
    }

    public static Form of(HttpServletRequest request) {
        Form form = new Form();
        request.getParameterMap().forEach((name, all) -> {
            if (!name.startsWith("_")) {
                form.values.put(name, List.of(all));
            }
        });
        return form;
    }

    /** Fills a field of a form that is about to be shown. */
    public Form with(String field, @Nullable Object value) {
        values.put(field, value == null ? List.of() : List.of(value.toString()));
        return this;
    }

    /** Fills a field that takes several values, of a form that is about to be shown. */
    public Form with(String field, List<String> all) {
        values.put(field, List.copyOf(all));
        return this;
    }

    /** Every entry by field, for a room that keeps a form until its last page. */
    public Map<String, List<String>> entries() {
        return Map.copyOf(values);
    }

    /** The value as it was typed; "" where there is none. For putting it back into the field. */
    public String raw(String field) {
        List<String> all = values.getOrDefault(field, List.of());
        return all.isEmpty() ? "" : all.getFirst();
    }

    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    public boolean has(String field, String value) {
        return all(field).contains(value);
    }

    /** Stripped text; "" where nothing was entered. */
    public String text(String field, int lengthMax) {
        String value = raw(field).strip();
        if (value.length() > Math.min(lengthMax, VALUE_LENGTH_MAX)) {
            wrong(field, Text.of("请缩短到 {0} 个字以内，现在有 {1} 个字", lengthMax, value.length()));
        }
        if (value.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
            wrong(field, Text.of("请去掉看不见的控制字符"));
        }
        return value;
    }

    /** Stripped text that must not be empty. */
    public String required(String field, int lengthMax, Text whatToDo) {
        String value = text(field, lengthMax);
        if (value.isEmpty()) {
            wrong(field, whatToDo);
        }
        return value;
    }

    /** Digits only: spaces and hyphens are dropped, full-width digits become ordinary ones. */
    public String digits(String field) {
        StringBuilder digits = new StringBuilder();
        raw(field).codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if (!Character.isWhitespace(c) && c != '-' && c != 0x3000) {
                digits.appendCodePoint(c);
            }
        });
        return digits.toString();
    }

    /** A day as 2026-11-23; null and an error where it is none. */
    public @Nullable LocalDate day(String field, Text whatToDo) {
        try {
            return LocalDate.parse(raw(field).strip());
        } catch (DateTimeParseException e) {
            wrong(field, whatToDo);
            return null;
        }
    }

    /** One of the constants; null and an error where it is none. */
    public <E extends Enum<E>> @Nullable E choice(String field, Class<E> type, Text whatToDo) {
        for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
            if (constant.name().equals(raw(field).strip())) {
                return constant;
            }
        }
        wrong(field, whatToDo);
        return null;
    }

    /** Notes what is wrong with a field; only the first fault of a field is shown. */
    public void wrong(String field, Text whatToDo) {
        if (wrongs.stream().noneMatch(w -> w.field().equals(field))) {
            wrongs.add(new Wrong(field, whatToDo));
        }
    }

    public boolean hasWrongs() {
        return !wrongs.isEmpty();
    }

    public List<Wrong> wrongs() {
        return List.copyOf(wrongs);
    }

    public @Nullable Text wrong(String field) {
        return wrongs.stream()
                .filter(w -> w.field().equals(field))
                .map(Wrong::what)
                .findFirst()
                .orElse(null);
    }
}
