package org.zhiyuan.paper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/** A row of an uploaded sheet with its values read, and what is wrong with it so far. */
public final class SheetRow {
    private final Grid.Line line;
    private final Map<Column<?>, Integer> places;
    private final Map<Column<?>, Object> values = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    SheetRow(Grid.Line line, Map<Column<?>, Integer> places) {
        this.line = line;
        this.places = places;
    }

    /** As Excel counts, from 1. */
    public int number() {
        return line.number();
    }

    /** The cell's words; "" where it is empty or the sheet lacks the column. */
    public String words(Column<?> column) {
        Integer place = places.get(column);
        return place == null ? "" : line.at(place);
    }

    /** The cell's value; null where it is empty, wrong, or the sheet lacks the column. */
    @SuppressWarnings("unchecked") // put by read() from the same column
    public <V> @Nullable V get(Column<V> column) {
        return (V) values.get(column);
    }

    /** The value of a column that every row must have; asked only of a sound row. */
    public <V> V need(Column<V> column) {
        V value = get(column);
        if (value == null) {
            throw new IllegalStateException("row " + number() + " has no " + column.heading());
        }
        return value;
    }

    /** Notes what is wrong with a cell; only the first fault of a cell is kept. */
    public void wrong(Column<?> column, Text what) {
        int place = places.getOrDefault(column, -1);
        add(new Fault(number(), place, column.heading(), words(column), what));
    }

    /** Notes what is wrong with the row as a whole. */
    public void wrong(Text what) {
        add(new Fault(number(), -1, "", "", what));
    }

    public boolean sound() {
        return faults.isEmpty();
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    <V> void read(Column<V> column) {
        String words = words(column);
        if (words.isEmpty()) {
            if (column.required()) {
                wrong(column, Text.of("请填写{0}", Text.of(column.heading())));
            }
            return;
        }
        V value = column.reading().read(words, what -> wrong(column, what));
        if (value != null) {
            values.put(column, value);
        }
    }

    void add(Fault fault) {
        if (fault.column() < 0 || faults.stream().noneMatch(f -> f.column() == fault.column())) {
            faults.add(fault);
        }
    }
}
