package org.zhiyuan.matter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zhiyuan.kernel.Text;

/**
 * When a span of work is over, and how surely that is known.
 *
 * @param at the moment after which it is late
 * @param day its day
 * @param assumedYears years that it was reckoned through without their announced holidays
 */
public record Deadline(Instant at, LocalDate day, List<Integer> assumedYears) {
    public Deadline {
        assumedYears = List.copyOf(assumedYears);
    }

    /** What to say beside it; empty where every year on the way is known. */
    public Optional<Text> caution() {
        return assumedYears.isEmpty()
                ? Optional.empty()
                : Optional.of(Text.of(
                        "{0} 年的放假安排还没录入，先按周一到周五上班算",
                        assumedYears.stream().map(String::valueOf).collect(Collectors.joining("、"))));
    }
}
