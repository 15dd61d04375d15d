package org.zhiyuan.kernel;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list. Every list in the house is paged.
 *
 * @param number page number, from 1
 * @param size rows a page, at most {@link #SIZE_MAX}
 * @param total rows of the whole list, as far as they are counted
 * @param more whether there are more than that: nobody counts on, and nobody turns that far
 */
public record Slice<T>(List<T> rows, int number, int size, long total, boolean more) {
    public static final int SIZE_DEFAULT = 20;
    public static final int SIZE_MAX = 200;
    /** Lists that grow for years are counted up to here: whoever wants a later row asks for fewer at a time. */
    public static final int COUNTED_MAX = 10_000;

    public static final int PAGE_MAX = COUNTED_MAX / SIZE_DEFAULT;

    public Slice(List<T> rows, int number, int size, long total) {
        this(rows, number, size, total, false);
    }

    /** @param counted rows of the whole list, of which no more than {@link #COUNTED_MAX} + 1 were looked at */
    public static <T> Slice<T> counted(List<T> rows, int number, int size, long counted) {
        return new Slice<>(rows, number, size, Math.min(counted, COUNTED_MAX), counted > COUNTED_MAX);
    }

    public Slice {
        if (number < 1) {
            throw new IllegalArgumentException("number (" + number + ") must be 1 or more");
        }
        if (size < 1 || size > SIZE_MAX) {
            throw new IllegalArgumentException("size (" + size + ") must be 1 to " + SIZE_MAX);
        }
        rows = List.copyOf(rows);
    }

    public int pages() {
        return (int) Math.max(1, (total + size - 1) / size);
    }

    public boolean hasNext() {
        return number < pages();
    }

    public boolean hasPrevious() {
        return number > 1;
    }

    public <R> Slice<R> map(Function<? super T, ? extends R> change) {
        return new Slice<>(rows.stream().<R>map(change).toList(), number, size, total, more);
    }
}
