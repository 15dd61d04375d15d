package org.zhiyuan.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.shell.Formats;

/**
 * What all marks of one volunteer say together. A function of the set of marks: in which order, how often and in what
 * batches they came makes no difference, so phones that were without a network may send whenever they can.
 *
 * <ul>
 *   <li>Coming while there, and going while not there, say nothing new.
 *   <li>Whoever came and did not go within {@code stretchMax} forgot to say so; whatever comes later begins anew.
 *   <li>Of one day's pairs (by the city's calendar, R26) the first {@code pairsMax} count.
 *   <li>Nobody is at two places at once (FD1): where two ended stretches overlap, the one that began first stands.
 * </ul>
 */
final class Reconciliation {
    private static final ZoneId ZONE = Formats.ZONE;

    private final Duration stretchMax;
    private final int pairsMax;

    /**
     * @param stretchMax longest time from coming to going
     * @param pairsMax pairs that count, for one activity and day
     */
    Reconciliation(Duration stretchMax, int pairsMax) {
        this.stretchMax = stretchMax;
        this.pairsMax = pairsMax;
    }

    /** @param marks of one volunteer, at whatever activities, in whatever order, some of them several times */
    List<Stretch> of(Collection<Mark> marks) {
        TreeSet<Mark> inOrder = new TreeSet<>(Mark.ORDER);
        inOrder.addAll(marks);
        Map<ActivityId, List<Mark>> byActivity = new LinkedHashMap<>();
        inOrder.forEach(mark -> byActivity
                .computeIfAbsent(mark.activity(), activity -> new ArrayList<>())
                .add(mark));
        List<Stretch> stretches = new ArrayList<>();
        byActivity.values().forEach(there -> stretches.addAll(atOne(there)));
        return withoutClashes(stretches);
    }

    private List<Stretch> atOne(List<Mark> marks) {
        List<Stretch> stretches = new ArrayList<>();
        Map<LocalDate, Integer> pairs = new HashMap<>();
        Mark open = null;
        for (Mark mark : marks) {
            if (open != null && Duration.between(open.at(), mark.at()).compareTo(stretchMax) > 0) {
                stretches.add(stretch(stretches.size() + 1, open, null).standing(Standing.FORGOTTEN));
                open = null;
            }
            if (mark.kind() == Mark.Kind.IN) {
                if (open == null && pairs.merge(day(mark.at()), 1, Integer::sum) <= pairsMax) {
                    open = mark;
                }
            } else if (open != null && mark.at().isAfter(open.at())) {
                stretches.add(stretch(stretches.size() + 1, open, mark));
                open = null;
            }
        }
        if (open != null) {
            stretches.add(stretch(stretches.size() + 1, open, null));
        }
        return stretches;
    }

    private static Stretch stretch(int ordinal, Mark in, @Nullable Mark out) {
        return new Stretch(
                in.activity(),
                ordinal,
                in.event(),
                in.at(),
                out == null ? null : out.event(),
                out == null ? null : out.at(),
                out == null ? in.way() : in.way().weaker(out.way()),
                out == null ? Standing.OPEN : Standing.CLOSED);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /** Goes through them as they began: each that touches none of those that stand stands too. */
    private static List<Stretch> withoutClashes(List<Stretch> stretches) {
        List<Stretch> settled = new ArrayList<>();
        Instant takenUntil = Instant.MIN;
        for (Stretch stretch : stretches.stream()
                .sorted(Comparator.comparing(Stretch::in).thenComparing(Stretch::arrival))
                .toList()) {
            Instant out = stretch.out();
            if (out == null) {
                settled.add(stretch);
            } else if (stretch.in().isBefore(takenUntil)) {
                settled.add(stretch.standing(Standing.CLASHES));
            } else {
                settled.add(stretch);
                takenUntil = out;
            }
        }
        return settled;
    }
}
