package org.zhiyuan.matter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.shell.Formats;

/**
 * Working days and hours as they are known at one moment; reckons without asking the database again. The day on which
 * something begins does not count (民法典 §201). Years whose holidays were not announced yet are reckoned by weekdays.
 */
public final class WorkCalendar {
    /** Ten years; whoever asks for more has mistaken a unit. */
    static final int DAYS_MAX = 2_500;

    static final Duration TIME_MAX = Duration.ofHours(24L * DAYS_MAX);
    private static final ZoneId ZONE = Formats.ZONE;

    private final Map<LocalDate, SpecialDay> special;
    private final Set<Integer> years;
    private final List<OfficeHours> hours;

    /**
     * @param years of which the holidays are known
     * @param hours one at least, which holds from before all days that are asked for
     */
    public WorkCalendar(Collection<SpecialDay> special, Set<Integer> years, List<OfficeHours> hours) {
        if (hours.isEmpty()) {
            throw new IllegalArgumentException("hours must not be empty");
        }
        this.special = special.stream().collect(Collectors.toUnmodifiableMap(SpecialDay::day, Function.identity()));
        this.years = Set.copyOf(years);
        this.hours = hours.stream()
                .sorted(Comparator.comparing(OfficeHours::from).reversed())
                .toList();
    }

    public boolean known(int year) {
        return years.contains(year);
    }

    public @Nullable SpecialDay special(LocalDate day) {
        return special.get(day);
    }

    public boolean works(LocalDate day) {
        SpecialDay known = special.get(day);
        return known == null ? !SpecialDay.weekend(day) : known.kind() == SpecialDay.Kind.WORKDAY;
    }

    /** The hours that hold on a day. */
    public OfficeHours hours(LocalDate day) {
        return hours.stream().filter(h -> !h.from().isAfter(day)).findFirst().orElse(hours.getLast());
    }

    /** Whether people are at work at a moment. */
    public boolean open(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, ZONE);
        LocalTime time = LocalTime.ofInstant(moment, ZONE);
        return works(day)
                && hours(day).sessions().stream()
                        .anyMatch(session -> !time.isBefore(session.start()) && time.isBefore(session.end()));
    }

    /** The n-th working day after a day; with 0 the day itself, or the next working day where it is none. */
    public LocalDate plus(LocalDate day, int workingDays) {
        if (workingDays < 0 || workingDays > DAYS_MAX) {
            throw new IllegalArgumentException("workingDays (" + workingDays + ") must be 0 to " + DAYS_MAX);
        }
        LocalDate reached = day;
        int left = workingDays;
        while (left > 0 || !works(reached)) {
            reached = reached.plusDays(1);
            if (left > 0 && works(reached)) {
                left--;
            }
        }
        return reached;
    }

    /** How many working days there are after one day, up to and with another. */
    public int between(LocalDate after, LocalDate through) {
        if (through.isBefore(after)) {
            throw new IllegalArgumentException("through (" + through + ") must not be before after (" + after + ")");
        }
        return (int) after.plusDays(1)
                .datesUntil(through.plusDays(1))
                .filter(this::works)
                .count();
    }

    /** Due at the close of the n-th working day after the day of a moment. */
    public Deadline due(Instant since, int workingDays) {
        LocalDate begun = LocalDate.ofInstant(since, ZONE);
        LocalDate day = plus(begun, workingDays);
        return deadline(begun, day.atTime(hours(day).close()).atZone(ZONE).toInstant());
    }

    /** Due when so much working time has passed since a moment. */
    public Deadline due(Instant since, Duration workingTime) {
        if (workingTime.isNegative() || workingTime.compareTo(TIME_MAX) > 0) {
            throw new IllegalArgumentException("workingTime (" + workingTime + ") must be 0 to " + TIME_MAX);
        }
        LocalDate begun = LocalDate.ofInstant(since, ZONE);
        Duration left = workingTime;
        Instant reached = since;
        for (LocalDate day = begun; !left.isZero(); day = day.plusDays(1)) {
            for (Stretch stretch : stretches(day)) {
                Duration here = stretch.after(since);
                if (left.isZero() || here.isZero()) {
                    continue;
                }
                Duration taken = here.compareTo(left) < 0 ? here : left;
                reached = stretch.end().minus(here).plus(taken);
                left = left.minus(taken);
            }
        }
        return deadline(begun, reached);
    }

    /** The working time between two moments. */
    public Duration workingTime(Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to (" + to + ") must not be before from (" + from + ")");
        }
        LocalDate last = LocalDate.ofInstant(to, ZONE);
        Duration sum = Duration.ZERO;
        for (LocalDate day = LocalDate.ofInstant(from, ZONE); !day.isAfter(last); day = day.plusDays(1)) {
            for (Stretch stretch : stretches(day)) {
                sum = sum.plus(stretch.after(from)).minus(stretch.after(to));
            }
        }
        return sum;
    }

    private Deadline deadline(LocalDate begun, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZONE);
        return new Deadline(
                at,
                day,
                IntStream.rangeClosed(begun.getYear(), day.getYear())
                        .filter(year -> !years.contains(year))
                        .boxed()
                        .toList());
    }

    private List<Stretch> stretches(LocalDate day) {
        return works(day)
                ? hours(day).sessions().stream()
                        .map(session -> new Stretch(
                                day.atTime(session.start()).atZone(ZONE).toInstant(),
                                day.atTime(session.end()).atZone(ZONE).toInstant()))
                        .toList()
                : List.of();
    }

    private record Stretch(Instant start, Instant end) {
        /** What of it lies after a moment. */
        Duration after(Instant moment) {
            Instant from = moment.isAfter(start) ? moment : start;
            return from.isBefore(end) ? Duration.between(from, end) : Duration.ZERO;
        }
    }
}
