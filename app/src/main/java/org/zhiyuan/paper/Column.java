package org.zhiyuan.paper;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Words;

/**
 * One column of a sheet: what stands at its head, what a cell of it may hold, and how a cell becomes a value.
 *
 * @param heading its Chinese name; the catalogue has the English one, and both are understood
 * @param required whether every row needs it
 * @param example one plain value for the template
 * @param hint what to write, for the template's notes; null where the heading says it all
 * @param choices the words allowed, for the template's drop-down; empty where any may stand
 * @param reading makes the value; says what to do where it cannot, and answers null
 */
public record Column<V>(
        String heading,
        boolean required,
        String example,
        @Nullable Text hint,
        List<String> choices,
        Reading<V> reading) {

    /** Makes a value of a cell's words, which are never empty. */
    public interface Reading<V> {
        @Nullable
        V read(String words, Consumer<Text> wrong);
    }

    public Column {
        choices = List.copyOf(choices);
    }

    public static <V> Column<V> of(String heading, Reading<V> reading) {
        return new Column<>(heading, false, "", null, List.of(), reading);
    }

    public static Column<String> text(String heading, int lengthMax) {
        return of(heading, (words, wrong) -> {
            if (words.length() > lengthMax) {
                wrong.accept(Text.of("请缩短到 {0} 个字以内，现在有 {1} 个字", lengthMax, words.length()));
                return null;
            }
            return words;
        });
    }

    /** One of the words given, in either language. */
    public static <V> Column<V> choice(String heading, Map<String, V> words) {
        List<String> all = List.copyOf(words.keySet());
        Column<V> column = of(heading, (typed, wrong) -> {
            for (Map.Entry<String, V> choice : words.entrySet()) {
                if (typed.equals(choice.getKey()) || typed.equalsIgnoreCase(Words.english(choice.getKey()))) {
                    return choice.getValue();
                }
            }
            wrong.accept(Text.of("请填其中一个：{0}", String.join("、", all)));
            return null;
        });
        return new Column<>(heading, false, "", null, all, column.reading());
    }

    public static Column<BigDecimal> number(String heading, BigDecimal least, BigDecimal most, int decimals) {
        return of(heading, (words, wrong) -> {
            BigDecimal number;
            try {
                number = new BigDecimal(words.replace(",", "").replace("，", ""));
            } catch (NumberFormatException e) {
                wrong.accept(Text.of("请填一个数字，从 {0} 到 {1}", least.toPlainString(), most.toPlainString()));
                return null;
            }
            if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
                wrong.accept(Text.of("请填一个数字，从 {0} 到 {1}", least.toPlainString(), most.toPlainString()));
                return null;
            }
            if (number.stripTrailingZeros().scale() > decimals) {
                wrong.accept(Text.of("小数点后最多 {0} 位", decimals));
                return null;
            }
            return number;
        });
    }

    public static Column<LocalDate> day(String heading) {
        return of(heading, (words, wrong) -> {
            LocalDate day = WrittenDay.read(words);
            if (day == null) {
                wrong.accept(Text.of("请填日期，像 2026-11-23"));
            }
            return day;
        });
    }

    public Column<V> needed() {
        return new Column<>(heading, true, example, hint, choices, reading);
    }

    public Column<V> like(String plainExample) {
        return new Column<>(heading, required, plainExample, hint, choices, reading);
    }

    public Column<V> hinted(Text whatToWrite) {
        return new Column<>(heading, required, example, whatToWrite, choices, reading);
    }

    /** Whether a cell at the head of an uploaded sheet names this column. */
    boolean named(String typed) {
        String bare = typed.endsWith("*") ? Guard.strip(typed.substring(0, typed.length() - 1)) : typed;
        return bare.equals(heading) || bare.equalsIgnoreCase(Words.english(heading));
    }
}
