package org.zhiyuan.verify;

import java.util.Locale;

/**
 * The answer: right or wrong, in one sentence of each language.
 *
 * @param right whether everything that was looked at holds
 */
public record Verdict(boolean right, String chinese, String english) {
    static Verdict right(String chinese, String english, Object... values) {
        return new Verdict(true, filled(chinese, values), filled(english, values));
    }

    private static String filled(String sentence, Object... values) {
        return String.format(Locale.ROOT, sentence, values);
    }

    /** What ends a check: the first thing that does not hold. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String chinese;
        private final String english;

        Wrong(String chinese, String english, Object... values) {
            super(filled(english, values));
            this.chinese = filled(chinese, values);
            this.english = filled(english, values);
        }

        Verdict verdict() {
            return new Verdict(false, chinese, english);
        }
    }
}
