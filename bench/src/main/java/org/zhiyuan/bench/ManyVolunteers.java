package org.zhiyuan.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Rolls of people who are visibly made up, with faults and duplicates planted by a seed: how many of each is known, so
 * that what was found can be held against it. The division of their numbers does not exist.
 */
final class ManyVolunteers {
    private static final String FRESH = "新的人";
    private static final String KNOWN = "已有这个人";
    private static final String LIKELY = "疑似重复";
    private static final String REPEATED = "文件里重复";
    private static final String WRONG = "有误";
    /** What each is called in the table of figures. */
    static final Map<String, String> ENGLISH = Map.of(
            FRESH, "new",
            KNOWN, "known by number",
            LIKELY, "perhaps known",
            REPEATED, "repeated in the file",
            WRONG, "wrong");

    private static final String HEADING = "姓名,证件号码,手机号,出生日期,登记在,住址,原编号\n";
    private static final String[] FAMILIES = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈"};
    private static final String[] DIGITS = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final LocalDate FIRST_BORN = LocalDate.of(1955, 1, 1);
    private static final int ORDINALS_A_DAY = 900;
    private static final int WRONG_KINDS = 8;

    /**
     * A roll, and how many of its rows are of which kind by its making.
     *
     * @param planted by what the house calls the kind
     */
    record Made(byte[] csv, Map<String, Integer> planted) {
        /** The same roll as a workbook. */
        byte[] workbook() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Workbook workbook = new Workbook(out, "zhiyuan-bench", "1.0")) {
                Worksheet sheet = workbook.newWorksheet("志愿者名册");
                int row = 0;
                for (String line : new String(csv, StandardCharsets.UTF_8).split("\n")) {
                    String[] cells = line.split(",");
                    for (int column = 0; column < cells.length; column++) {
                        sheet.value(row, column, cells[column]);
                    }
                    row++;
                }
            }
            return out.toByteArray();
        }
    }

    private final Random random;
    private final List<String> stations;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> planted = new TreeMap<>();

    private ManyVolunteers(long seed, List<String> stations) {
        this.random = new Random(seed);
        this.stations = stations;
    }

    /** People of whom nobody is known yet. */
    static Made fresh(int from, int people, long seed, List<String> stations) {
        ManyVolunteers made = new ManyVolunteers(seed, stations);
        for (int who = from; who < from + people; who++) {
            made.add(FRESH, made.line(who, number(who), phone(who)));
        }
        return made.made();
    }

    /**
     * A roll of so many rows, a share of whom are among the known ones: two in a hundred by their number, a half by name
     * and telephone alone; two in a hundred are wrong, one and a half repeat a row, one is perhaps another row's.
     *
     * @param known how many were known before
     */
    static Made roll(int rows, int known, long seed, List<String> stations) {
        ManyVolunteers made = new ManyVolunteers(seed, stations);
        List<Integer> kinds = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            kinds.add(
                    row * 1000L / rows < 20
                            ? 1
                            : row * 1000L / rows < 25
                                    ? 2
                                    : row * 1000L / rows < 45
                                            ? 3
                                            : row * 1000L / rows < 60 ? 4 : row * 1000L / rows < 70 ? 5 : 0);
        }
        Collections.shuffle(kinds, made.random);
        // what is repeated must stand above: some new ones come first
        Collections.sort(kinds.subList(0, kinds.size() / 10));
        made.write(kinds, known);
        return made.made();
    }

    private void write(List<Integer> kinds, int known) {
        int byNumber = 0;
        int byName = known - 1;
        int next = known;
        int again = 0;
        List<Integer> above = new ArrayList<>();
        for (int row = 0; row < kinds.size(); row++) {
            switch (kinds.get(row)) {
                case 1 -> {
                    // another telephone than before: listed, and not written over
                    add(KNOWN, line(byNumber, number(byNumber), phone(900_000 + byNumber)));
                    byNumber++;
                }
                case 2 -> {
                    add(LIKELY, line(byName, "", phone(byName)));
                    byName--;
                }
                case 3 -> add(WRONG, wrong(row % WRONG_KINDS, next++));
                case 4 -> {
                    int who = above.get(again++);
                    add(REPEATED, line(who, number(who), phone(who)));
                }
                case 5 -> {
                    int who = above.get(again++);
                    add(LIKELY, line(who, "", phone(who)));
                }
                default -> {
                    int who = next++;
                    add(FRESH, line(who, number(who), phone(who)));
                    above.add(who);
                }
            }
        }
        if (byNumber > byName) {
            throw new IllegalArgumentException("known (" + known + ") are too few");
        }
    }

    private void add(String kind, String line) {
        planted.merge(kind, 1, Integer::sum);
        lines.add(line);
    }

    private String line(int who, String number, String phone) {
        return "%s,%s,%s,,%s,示例路 %d 号,旧%06d"
                .formatted(name(who), number, phone, stations.get(who % stations.size()), who % 500 + 1, who);
    }

    private String wrong(int kind, int who) {
        String number = number(who);
        String station = stations.getFirst();
        return switch (kind) {
            case 0 -> "%s,%s,,,%s,,".formatted(name(who), wrongEnd(number), station);
            case 1 -> "%s,,12345,,%s,,".formatted(name(who), station);
            case 2 -> "%s,%s,,1931-01-01,%s,,".formatted(name(who), number, station);
            case 3 -> "%s,%s,,,没有的站,,".formatted(name(who), number);
            case 4 -> "%s,%s,,,%s,,".formatted(name(who), number(LocalDate.of(2024, 5, 5), who % 900), station);
            case 5 -> "%s3,%s,,,%s,,".formatted(name(who), number, station);
            case 6 -> "%s,,,1980-01-01,%s,,".formatted(name(who), station);
            default -> "%s,,%s,2999-01-01,%s,,".formatted(name(who), phone(who), station);
        };
    }

    private Made made() {
        String csv = HEADING + String.join("\n", lines) + "\n";
        return new Made(csv.getBytes(StandardCharsets.UTF_8), planted);
    }

    private static String name(int who) {
        StringBuilder name = new StringBuilder(FAMILIES[who % FAMILIES.length]).append("示例");
        for (char digit : String.valueOf(who / FAMILIES.length).toCharArray()) {
            name.append(DIGITS[digit - '0']);
        }
        return name.toString();
    }

    private static String phone(int who) {
        return "1962%07d".formatted(who);
    }

    private static String number(int who) {
        return number(FIRST_BORN.plusDays(who / ORDINALS_A_DAY), who % ORDINALS_A_DAY);
    }

    private static String number(LocalDate born, int ordinal) {
        String body = "539997%tY%<tm%<td%03d".formatted(born, 100 + ordinal);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    private static String wrongEnd(String number) {
        return number.substring(0, number.length() - 1) + (number.endsWith("1") ? "2" : "1");
    }
}
