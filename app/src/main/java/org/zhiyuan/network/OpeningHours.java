package org.zhiyuan.network;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;

/**
 * When a place is open in a week, from a day on.
 *
 * @param week seven lists of spans, Monday first; an empty list is a day on which it stays closed
 * @param note what the spans cannot say: by appointment, on market days
 */
public record OpeningHours(LocalDate from, List<List<Span>> week, String note, String noteEn) {
    public static final int SPANS_MAX = 6;
    public static final int NOTE_LENGTH_MAX = 200;
    static final int DAY_MINUTES = 24 * 60;

    /**
     * @param from minute of the day at which it opens
     * @param until minute of the day at which it closes
     */
    public record Span(int from, int until) {
        public Span {
            if (from < 0 || until > DAY_MINUTES || from >= until) {
                throw new IllegalArgumentException("span (" + from + ", " + until + ") must lie within one day");
            }
        }

        @Override
        public String toString() {
            return clock(from) + "–" + clock(until);
        }
    }

    public OpeningHours {
        if (week.size() != DayOfWeek.values().length) {
            throw new IllegalArgumentException("week (" + week.size() + ") must have seven days");
        }
        week = week.stream().map(OpeningHours::normal).toList();
        note = note.strip();
        noteEn = noteEn.strip();
    }

    /** In order; spans that touch become one. */
    static List<Span> normal(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort((a, b) -> Integer.compare(a.from(), b.from()));
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && span.from() <= last.until()) {
                merged.set(merged.size() - 1, new Span(last.from(), Math.max(last.until(), span.until())));
            } else {
                merged.add(span);
            }
        }
        return List.copyOf(merged);
    }

    public List<Span> on(DayOfWeek day) {
        return week.get(day.getValue() - 1);
    }

    public int weekMinutes() {
        return week.stream()
                .flatMap(List::stream)
                .mapToInt(span -> span.until() - span.from())
                .sum();
    }

    public String note(boolean english) {
        return english && !noteEn.isEmpty() ? noteEn : note;
    }

    /** Days that follow each other with the same hours, as one row of a table. */
    public record Row(DayOfWeek first, DayOfWeek last, List<Span> spans) {
        public boolean contains(DayOfWeek day) {
            return day.compareTo(first) >= 0 && day.compareTo(last) <= 0;
        }
    }

    /** The week in as few rows as it needs, today's by itself. */
    public List<Row> rows(@Nullable DayOfWeek today) {
        List<Row> rows = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            Row last = rows.isEmpty() ? null : rows.getLast();
            if (last != null && last.spans().equals(on(day)) && day != today && last.last() != today) {
                rows.set(rows.size() - 1, new Row(last.first(), day, last.spans()));
            } else {
                rows.add(new Row(day, day, on(day)));
            }
        }
        return rows;
    }

    /**
     * A single day that differs from the week.
     *
     * @param spans when it is open that day; empty where it stays closed
     */
    public record SpecialDay(LocalDate day, List<Span> spans, String note, String noteEn) {
        public SpecialDay {
            spans = normal(spans);
        }

        public String note(boolean english) {
            return english && !noteEn.isEmpty() ? noteEn : note;
        }
    }

    /** Whether a place is open at a moment, in words that a page can say. */
    public sealed interface State {
        record Open(LocalTime until) implements State {}

        /** Closed now, opens later today. */
        record Later(LocalTime at) implements State {}

        /** Was open today and is closed now. */
        record Over(@Nullable LocalDate next) implements State {}

        record ClosedToday(@Nullable LocalDate next) implements State {}

        record Unknown() implements State {}
    }

    /** The state at a moment; a special day goes before the week. */
    public static State at(LocalDateTime moment, @Nullable OpeningHours hours, List<SpecialDay> specials) {
        if (hours == null && specials.isEmpty()) {
            return new State.Unknown();
        }
        List<Span> today = spansOn(moment.toLocalDate(), hours, specials);
        int minute = moment.getHour() * 60 + moment.getMinute();
        for (Span span : today) {
            if (minute < span.from()) {
                return new State.Later(time(span.from()));
            }
            if (minute < span.until()) {
                return new State.Open(time(span.until()));
            }
        }
        LocalDate next = nextOpen(moment.toLocalDate(), hours, specials);
        return today.isEmpty() ? new State.ClosedToday(next) : new State.Over(next);
    }

    public static List<Span> spansOn(LocalDate day, @Nullable OpeningHours hours, List<SpecialDay> specials) {
        for (SpecialDay special : specials) {
            if (special.day().equals(day)) {
                return special.spans();
            }
        }
        return hours == null ? List.of() : hours.on(day.getDayOfWeek());
    }

    private static @Nullable LocalDate nextOpen(
            LocalDate today, @Nullable OpeningHours hours, List<SpecialDay> specials) {
        for (int ahead = 1; ahead <= 14; ahead++) {
            if (!spansOn(today.plusDays(ahead), hours, specials).isEmpty()) {
                return today.plusDays(ahead);
            }
        }
        return null;
    }

    private static LocalTime time(int minute) {
        return minute >= DAY_MINUTES ? LocalTime.MIDNIGHT : LocalTime.of(minute / 60, minute % 60);
    }

    /** 8:30, and 24:00 for the end of the day. */
    public static String clock(int minute) {
        return minute / 60 + ":" + (minute % 60 < 10 ? "0" : "") + minute % 60;
    }

    // --- how hours are written ---

    private static final String DAY_NAMES = "MoTuWeThFrSaSu";
    private static final Pattern SPAN =
            Pattern.compile("(\\d{1,2})[:：](\\d{2})\\s*[-–—~\\x{81f3}\\x{5230}]\\s*(\\d{1,2})[:：](\\d{2})");

    /** Reads {@code Mo-Fr 08:30-11:30,14:00-17:30; Sa 09:00-12:00}; days not named stay closed. */
    public static OpeningHours parse(LocalDate from, String written) {
        List<List<Span>> week = new ArrayList<>(Collections.nCopies(7, List.of()));
        for (String rule : written.split(";", -1)) {
            String stripped = rule.strip();
            if (stripped.isEmpty()) {
                continue;
            }
            int blank = stripped.indexOf(' ');
            List<Span> spans = parseSpans(blank < 0 ? "" : stripped.substring(blank + 1));
            for (String days :
                    stripped.substring(0, blank < 0 ? stripped.length() : blank).split(",", -1)) {
                int dash = days.indexOf('-');
                int first = dayIndex(dash < 0 ? days : days.substring(0, dash));
                int last = dayIndex(dash < 0 ? days : days.substring(dash + 1));
                for (int day = first; day <= last; day++) {
                    week.set(day, spans);
                }
            }
        }
        return new OpeningHours(from, week, "", "");
    }

    private static int dayIndex(String name) {
        int index = DAY_NAMES.indexOf(name);
        if (name.length() != 2 || index < 0 || index % 2 == 1) {
            throw new Refusal(Text.of("不认识的星期：{0}", name));
        }
        return index / 2;
    }

    /** How people write that a place stays closed on a day. */
    private static final Set<String> CLOSED = Set.of("", "-", "–", "休", "休息", "不开", "不开放");

    /** Reads {@code 8:30-11:30，14:00-17:30} as people type it; nothing, a dash or 休 is a closed day. */
    public static List<Span> parseSpans(String typed) {
        String text = plain(typed);
        if (CLOSED.contains(text)) {
            return List.of();
        }
        List<Span> spans = new ArrayList<>();
        for (String part : text.split("[,，、;；\\s]+", -1)) {
            Matcher matcher = SPAN.matcher(part);
            if (!matcher.matches()) {
                throw unreadable(part);
            }
            int from = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
            int until = Integer.parseInt(matcher.group(3)) * 60 + Integer.parseInt(matcher.group(4));
            if (Integer.parseInt(matcher.group(2)) > 59
                    || Integer.parseInt(matcher.group(4)) > 59
                    || until > DAY_MINUTES
                    || from >= until) {
                throw unreadable(part);
            }
            spans.add(new Span(from, until));
        }
        if (spans.size() > SPANS_MAX) {
            throw new Refusal(Text.of("一天最多写 {0} 段时间", SPANS_MAX));
        }
        return normal(spans);
    }

    private static Refusal unreadable(String part) {
        return new Refusal(Text.of("看不懂“{0}”。请写成 8:30-11:30，几段时间用逗号隔开；不开放就留空", part));
    }

    private static String plain(String typed) {
        StringBuilder plain = new StringBuilder();
        typed.strip().codePoints().forEach(c -> plain.appendCodePoint(c >= '０' && c <= '９' ? c - '０' + '0' : c));
        return plain.toString().replaceAll("\\s*([-–—~\\x{81f3}\\x{5230}])\\s*", "$1");
    }

    /** As {@link #parseSpans} reads it; for putting it back into a form. */
    public static String written(List<Span> spans) {
        return String.join(
                ", ",
                spans.stream()
                        .map(span -> clock(span.from()) + "-" + clock(span.until()))
                        .toList());
    }

    /** The week as {@link #parse} reads it. */
    public String written() {
        List<String> rules = new ArrayList<>();
        for (Row row : rows(null)) {
            if (!row.spans().isEmpty()) {
                String days = name(row.first()) + (row.first() == row.last() ? "" : "-" + name(row.last()));
                rules.add(days + " " + written(row.spans()).replace(", ", ","));
            }
        }
        return String.join("; ", rules);
    }

    private static String name(DayOfWeek day) {
        int at = (day.getValue() - 1) * 2;
        return DAY_NAMES.substring(at, at + 2);
    }

    // --- how the database writes them: multiranges of minutes ---

    static String literal(List<Span> spans) {
        return "{"
                + String.join(
                        ",",
                        spans.stream()
                                .map(span -> String.format(Locale.ROOT, "[%d,%d)", span.from(), span.until()))
                                .toList())
                + "}";
    }

    private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    static List<Span> spans(String literal) {
        List<Span> spans = new ArrayList<>();
        Matcher matcher = RANGE.matcher(literal);
        while (matcher.find()) {
            spans.add(new Span(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        return List.copyOf(spans);
    }
}
