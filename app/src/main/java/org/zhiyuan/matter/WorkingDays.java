package org.zhiyuan.matter;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/** The city's working days and hours: read by whoever sets a deadline, kept by the center. */
@Service
@Transactional
public class WorkingDays {
    private final CalendarStore store;
    private final Audit audit;
    private final InstantSource clock;

    WorkingDays(CalendarStore store, Audit audit, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** All that is known today. Take it once for a page or a batch. */
    @Transactional(readOnly = true)
    public WorkCalendar calendar() {
        return new WorkCalendar(store.days(), store.years().keySet(), store.hours());
    }

    /** Whether whoever acts does so for the whole city: the calendar belongs to no single place. */
    @Transactional(readOnly = true)
    public boolean mayBeChanged() {
        return store.wholeCity();
    }

    @Transactional(readOnly = true)
    public boolean anyKnown() {
        return !store.years().isEmpty();
    }

    @Transactional(readOnly = true)
    public CalendarYear year(int year) {
        Map<Integer, String> settled = store.years();
        return new CalendarYear(
                year,
                settled.containsKey(year),
                settled.getOrDefault(year, ""),
                store.days().stream().filter(day -> day.day().getYear() == year).toList());
    }

    @Transactional(readOnly = true)
    public List<OfficeHours> hours() {
        return store.hours();
    }

    /** Enters a day, or says anew what it is. */
    public void enter(SpecialDay day) {
        SpecialDay before = store.day(day.day()).orElse(null);
        if (day.equals(before)) {
            return;
        }
        store.put(day);
        audit.record(Deed.of("calendar.day_entered", Text.of("{0}登记为{1}（{2}）", day.day(), kind(day), day.name()))
                .on("calendar", day.day(), null)
                .changed(facts(before), facts(day)));
    }

    /** Takes a whole year as announced: days that are not in the list go back to what their weekday says. */
    public void settle(int year, List<SpecialDay> days, String document) {
        if (days.stream().anyMatch(day -> day.day().getYear() != year)) {
            throw new IllegalArgumentException("all days must lie in " + year);
        }
        Map<String, Object> before = facts(year(year));
        store.days().stream()
                .map(SpecialDay::day)
                .filter(day -> day.getYear() == year)
                .forEach(store::remove);
        days.forEach(store::put);
        store.settle(year, document, clock.instant());
        audit.record(Deed.of("calendar.year_settled", Text.of("录入 {0} 年放假安排，{1} 天", String.valueOf(year), days.size()))
                .on("calendar", year, null)
                .changed(before, facts(year(year)))
                .because(document));
    }

    /** From a day on the office keeps these hours. */
    public void keep(OfficeHours hours) {
        Map<String, Object> before = facts(store.hours().stream()
                .filter(h -> h.from().equals(hours.from()))
                .findFirst()
                .orElse(null));
        store.put(hours);
        audit.record(Deed.of("calendar.hours_set", Text.of("{0}起的办公时间改为 {1}", hours.from(), written(hours)))
                .on("calendar", hours.from(), null)
                .changed(before, facts(hours))
                .because(hours.document()));
    }

    /** English names by Chinese ones, as they were given before. */
    @Transactional(readOnly = true)
    public Map<String, String> englishNames() {
        Map<String, String> names = new HashMap<>();
        store.days().stream()
                .filter(day -> !day.nameEn().isEmpty())
                .forEach(day -> names.put(day.name(), day.nameEn()));
        return names;
    }

    /** Which of this year and the next should be known by now and are not. */
    @Transactional(readOnly = true)
    public List<Integer> missing(int nextYearFromMonth) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        Map<Integer, String> settled = store.years();
        return Stream.of(today.getYear(), today.getYear() + 1)
                .filter(year -> year == today.getYear() || today.getMonthValue() >= nextYearFromMonth)
                .filter(year -> !settled.containsKey(year))
                .toList();
    }

    static Text kind(SpecialDay day) {
        return day.kind() == SpecialDay.Kind.HOLIDAY ? Text.of("放假") : Text.of("调休上班");
    }

    static String written(OfficeHours hours) {
        return hours.sessions().stream()
                .map(session -> session.start() + "–" + session.end())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> facts(@Nullable SpecialDay day) {
        return day == null
                ? Map.of()
                : Map.of("day", day.day(), "kind", day.kind(), "name", day.name(), "nameEn", day.nameEn());
    }

    private static Map<String, Object> facts(CalendarYear year) {
        Map<String, Object> facts = new HashMap<>();
        year.days().forEach(day -> facts.put(day.day().toString(), day.kind() + " " + day.name()));
        if (year.settled()) {
            facts.put("document", year.document());
        }
        return facts;
    }

    private static Map<String, Object> facts(@Nullable OfficeHours hours) {
        return hours == null
                ? Map.of()
                : Map.of("from", hours.from(), "sessions", written(hours), "document", hours.document());
    }
}
