package org.zhiyuan.paper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Words;

/**
 * What a sheet of one kind looks like. From it come the template, the check of every row, and the workbook of errors.
 *
 * @param name what the rows are, Chinese: 阵地
 */
public record SheetSpec(String name, List<Column<?>> columns) {
    /** The column that an error workbook adds; a mended error workbook may be uploaded as it is. */
    static final String FAULTS = "错误";

    private static final int NAMED_MAX = 5;

    public SheetSpec {
        columns = List.copyOf(columns);
        if (columns.stream().map(Column::heading).distinct().count() != columns.size()) {
            throw new IllegalArgumentException("two columns of one heading: " + columns);
        }
    }

    /**
     * Reads every row; those with a fault are among the answer.
     *
     * @param seen told of each row when it was read
     */
    public List<SheetRow> check(Grid grid, Consumer<SheetRow> seen) {
        Map<Column<?>, Integer> places = places(grid.heading());
        Map<Integer, List<Fault>> unread = new HashMap<>();
        for (Fault fault : grid.faults()) {
            unread.computeIfAbsent(fault.row(), row -> new ArrayList<>()).add(fault);
        }
        refuseFaultyHeading(unread.getOrDefault(grid.heading().number(), List.of()));
        List<SheetRow> rows = new ArrayList<>(grid.lines().size());
        for (Grid.Line line : grid.lines()) {
            SheetRow row = row(line, places, unread.getOrDefault(line.number(), List.of()));
            rows.add(row);
            seen.accept(row);
        }
        return rows;
    }

    /** Reads each row as it comes. */
    GridBuilder.Lines lines(Consumer<SheetRow> seen) {
        Map<Column<?>, Integer> places = new LinkedHashMap<>();
        return (heading, line, faults) -> {
            if (line == null) {
                places.putAll(places(heading));
                refuseFaultyHeading(faults);
            } else {
                seen.accept(row(line, places, faults));
            }
        };
    }

    private SheetRow row(Grid.Line line, Map<Column<?>, Integer> places, List<Fault> unread) {
        SheetRow row = new SheetRow(line, places);
        unread.stream().filter(fault -> places.containsValue(fault.column())).forEach(row::add);
        columns.forEach(row::read);
        return row;
    }

    private static void refuseFaultyHeading(List<Fault> faults) {
        if (!faults.isEmpty()) {
            Fault first = faults.getFirst();
            throw new Unreadable(Text.of("表头 {0} 格有问题：{1}", first.cell(), first.what()), Text.of("请把表头改成模板里的列名"));
        }
    }

    private Map<Column<?>, Integer> places(Grid.Line heading) {
        Map<Column<?>, Integer> places = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (int place = 0; place < heading.values().size(); place++) {
            String typed = heading.at(place);
            if (typed.isEmpty() || typed.equals(FAULTS) || typed.equalsIgnoreCase(Words.english(FAULTS))) {
                continue;
            }
            Column<?> column = named(typed);
            if (column == null) {
                unknown.add(typed);
            } else if (places.put(column, place) != null) {
                throw new Unreadable(Text.of("表头有两列都叫“{0}”", typed), Text.of("请只留一列"));
            }
        }
        if (!unknown.isEmpty()) {
            throw new Unreadable(Text.of("表头有不认识的列：{0}", someOf(unknown)), Text.of("第一行请用模板里的列名，多余的列请删掉"));
        }
        List<String> missing = columns.stream()
                .filter(Column::required)
                .filter(column -> !places.containsKey(column))
                .map(column -> Words.t(column.heading()))
                .toList();
        if (!missing.isEmpty()) {
            throw new Unreadable(Text.of("表头缺少必填的列：{0}", someOf(missing)), Text.of("请下载模板，照着填好再传"));
        }
        return places;
    }

    private @Nullable Column<?> named(String typed) {
        return columns.stream()
                .filter(column -> column.named(typed))
                .findFirst()
                .orElse(null);
    }

    private static String someOf(List<String> names) {
        return String.join("、", names.subList(0, Math.min(NAMED_MAX, names.size())))
                + (names.size() > NAMED_MAX ? "…" : "");
    }
}
