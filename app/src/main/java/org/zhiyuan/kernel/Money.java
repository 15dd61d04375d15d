package org.zhiyuan.kernel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of money in whole 分 (a hundredth of a yuan): added exactly. Never in one book with hours or points.
 *
 * @param fen 0 or more
 */
public record Money(long fen) implements Comparable<Money> {
    public static final Money NONE = new Money(0);
    private static final int FEN_PER_YUAN = 100;
    private static final Pattern YUAN = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,2}))?");

    public Money {
        if (fen < 0) {
            throw new IllegalArgumentException("fen (" + fen + ") must not be negative");
        }
    }

    /** What somebody typed, in yuan with two decimals at most; empty where it is no amount. */
    public static Optional<Money> typed(String yuan) {
        Matcher typed = YUAN.matcher(yuan.strip().replace(",", "").replace("，", ""));
        if (!typed.matches()) {
            return Optional.empty();
        }
        String decimals = typed.group(2) == null ? "" : typed.group(2);
        long fen = Long.parseLong((decimals + "00").substring(0, 2));
        return Optional.of(new Money(Long.parseLong(typed.group(1)) * FEN_PER_YUAN + fen));
    }

    /** Throws ArithmeticException where the sum is too large to keep. */
    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    /** In yuan with two decimals and no separators: what a form shows and {@link #typed} reads. */
    public String yuan() {
        return "%d.%02d".formatted(fen / FEN_PER_YUAN, fen % FEN_PER_YUAN);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }
}
