package org.zhiyuan.hours;

import org.zhiyuan.kernel.Text;

/**
 * What a rule found in an entry.
 *
 * @param rule as DOMAIN §4.1 numbers it: FD1 …
 * @param hard whether nobody lets it pass; else somebody of another unit looks at it
 * @param words one sentence for people
 */
public record Finding(String rule, boolean hard, Text words) {
    static Finding stop(String rule, String words, Object... values) {
        return new Finding(rule, true, Text.of(words, values));
    }

    static Finding hold(String rule, String words, Object... values) {
        return new Finding(rule, false, Text.of(words, values));
    }
}
