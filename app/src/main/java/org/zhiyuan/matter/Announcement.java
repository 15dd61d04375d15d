package org.zhiyuan.matter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Text;

/**
 * Reads a year's special days from what somebody pastes: the announcement of the State Council's office as it is
 * published (“一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。”), or a line for each day
 * (“2026-01-01 放假 元旦”), as a sheet's cells come out.
 */
public final class Announcement {
    private static final int DAYS_MAX = 200;
    private static final String GAP = "[\\s,，]+";
    private static final Pattern LINE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?" + GAP
            + "(放假|上班|调休上班)" + GAP + "([^,，\\t]+?)(?:\\s*[,，\\t]\\s*(.*))?");
    private static final Pattern ORDER = Pattern.compile("^(?:[一二三四五六七八九十]+、|\\d+[.、．])\\s*");
    private static final Pattern BRACKETS = Pattern.compile("（[^）]*）|\\([^)]*\\)");
    private static final Pattern SPAN = Pattern.compile(
            "(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日(?:[至—–-]+(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日)?");

    private final int year;
    private final Map<String, String> englishNames;
    private final Consumer<Text> wrong;
    private final Map<LocalDate, SpecialDay> days = new TreeMap<>();

    private Announcement(int year, Map<String, String> englishNames, Consumer<Text> wrong) {
        this.year = year;
        this.englishNames = englishNames;
        this.wrong = wrong;
    }

    /**
     * @param englishNames known English names of festivals, by the Chinese ones
     * @param wrong told what cannot be read, in words that help its writer
     * @return the days in their order; of no use where something was wrong
     */
    public static List<SpecialDay> read(String text, int year, Map<String, String> englishNames, Consumer<Text> wrong) {
        Announcement announcement = new Announcement(year, englishNames, wrong);
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(announcement::line);
        if (announcement.days.isEmpty()) {
            wrong.accept(Text.of("没有读到日期，请粘贴放假通知的正文，或一天一行"));
        }
        return List.copyOf(announcement.days.values());
    }

    private void line(String line) {
        Matcher single = LINE.matcher(line);
        if (single.matches()) {
            LocalDate day = day(single.group(1), single.group(2), single.group(3));
            boolean holiday = single.group(4).equals("放假");
            if (day != null) {
                add(
                        day,
                        holiday ? SpecialDay.Kind.HOLIDAY : SpecialDay.Kind.WORKDAY,
                        single.group(5).strip(),
                        single.group(6));
            }
            return;
        }
        String bare = BRACKETS.matcher(ORDER.matcher(line).replaceFirst("")).replaceAll("");
        int colon = Math.max(bare.indexOf('：'), bare.indexOf(':'));
        if (colon > 0
                && colon <= SpecialDay.NAME_LENGTH_MAX
                && SPAN.matcher(bare).find()) {
            paragraph(bare.substring(0, colon).strip(), bare.substring(colon + 1));
        } else if (SPAN.matcher(bare).find() || Character.isDigit(bare.charAt(0))) {
            wrong.accept(Text.of("这一行没读懂：{0}", shortened(line)));
        }
    }

    /** One festival: a sentence says when people are off, another on which weekend days they work. */
    private void paragraph(String name, String sentences) {
        for (String sentence : sentences.split("[。；;]")) {
            boolean works = sentence.contains("上班");
            if (!works && !sentence.contains("放假")) {
                continue;
            }
            Matcher span = SPAN.matcher(sentence);
            while (span.find()) {
                LocalDate first = day(span.group(1), span.group(2), span.group(3));
                LocalDate last = span.group(6) == null ? first : last(span);
                if (first == null || last == null) {
                    return;
                }
                if (last.isBefore(first) || last.isAfter(first.plusDays(DAYS_MAX))) {
                    wrong.accept(Text.of("这一行没读懂：{0}", shortened(sentence)));
                    return;
                }
                first.datesUntil(last.plusDays(1))
                        .filter(day -> day.getYear() == year || !SpecialDay.weekend(day))
                        .forEach(day -> add(
                                day,
                                works ? SpecialDay.Kind.WORKDAY : SpecialDay.Kind.HOLIDAY,
                                works ? name + "调休上班" : name,
                                null));
            }
        }
    }

    private @Nullable LocalDate last(Matcher span) {
        return day(
                span.group(4) == null ? span.group(1) : span.group(4),
                span.group(5) == null ? span.group(2) : span.group(5),
                span.group(6));
    }

    private @Nullable LocalDate day(@Nullable String writtenYear, String month, String day) {
        try {
            return LocalDate.of(
                    writtenYear == null ? year : Integer.parseInt(writtenYear),
                    Integer.parseInt(month),
                    Integer.parseInt(day));
        } catch (DateTimeException e) {
            wrong.accept(Text.of("没有 {0} 月 {1} 日这一天", Integer.parseInt(month), Integer.parseInt(day)));
            return null;
        }
    }

    private void add(LocalDate day, SpecialDay.Kind kind, String name, @Nullable String english) {
        if (day.getYear() != year) {
            wrong.accept(Text.of("{0}不在 {1} 年", day, String.valueOf(year)));
        } else if (kind == SpecialDay.Kind.WORKDAY && !SpecialDay.weekend(day)) {
            wrong.accept(Text.of("{0}不是周末，本来就上班", day));
        } else if (name.length() > SpecialDay.NAME_LENGTH_MAX
                || (english != null && english.length() > SpecialDay.NAME_LENGTH_MAX)) {
            wrong.accept(Text.of("{0}的名称请缩短到 {1} 个字以内", day, SpecialDay.NAME_LENGTH_MAX));
        } else {
            SpecialDay other = days.put(
                    day,
                    new SpecialDay(
                            day,
                            kind,
                            name,
                            english == null || english.isBlank() ? englishNames.getOrDefault(name, "") : english));
            if (other != null && other.kind() != kind) {
                wrong.accept(Text.of("{0}既写了放假又写了上班", day));
            }
        }
    }

    private static String shortened(String line) {
        return line.length() <= 30 ? line : line.substring(0, 30) + "…";
    }

    /** The days as lines, to be changed and read again. */
    public static String written(List<SpecialDay> days) {
        List<String> lines = new ArrayList<>();
        for (SpecialDay day : days) {
            lines.add(day.day() + " " + (day.kind() == SpecialDay.Kind.HOLIDAY ? "放假" : "上班") + " " + day.name()
                    + (day.nameEn().isEmpty() ? "" : "，" + day.nameEn()));
        }
        return String.join("\n", lines);
    }
}
