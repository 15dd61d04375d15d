package org.zhiyuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.zhiyuan.kernel.Text;

class SheetSpecTest {
    private static final Column<String> NAME = Column.text("名称", 10).needed().like("示例站");
    private static final Column<Integer> TIER = Column.choice("层级", tiers()).needed();
    private static final Column<LocalDate> DAY = Column.day("日期");
    private static final Column<BigDecimal> AREA =
            Column.number("面积", BigDecimal.ZERO, new BigDecimal("10000"), 1).hinted(Text.of("平方米"));
    private static final SheetSpec SPEC = new SheetSpec("阵地", List.of(NAME, TIER, DAY, AREA));

    @BeforeEach
    void readChinese() {
        LocaleContextHolder.setLocale(Locale.CHINA);
    }

    @AfterEach
    void readAnything() {
        LocaleContextHolder.resetLocaleContext();
    }

    private static Map<String, Integer> tiers() {
        Map<String, Integer> tiers = new LinkedHashMap<>();
        tiers.put("所", 2);
        tiers.put("站", 3);
        return tiers;
    }

    private static Grid csv(String words) {
        return Sheets.read(words.getBytes(StandardCharsets.UTF_8));
    }

    private static List<SheetRow> check(String words) {
        return SPEC.check(csv(words), seen -> {});
    }

    @Test
    void soundRowsHaveValues() {
        List<SheetRow> rows = check("面积,名称*,层级,日期\n120.5,甲,站,2026/1/2\n,乙,所,2026年11月23日\n");
        assertThat(rows).allMatch(SheetRow::sound);
        assertThat(rows.getFirst().need(NAME)).isEqualTo("甲");
        assertThat(rows.getFirst().get(AREA)).isEqualByComparingTo("120.5");
        assertThat(rows.getFirst().get(DAY)).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(rows.get(1).need(TIER)).isEqualTo(2);
        assertThat(rows.get(1).get(AREA)).isNull();
    }

    @Test
    void everyFaultOfEveryRowSaysWhereAndWhatToDo() {
        List<SheetRow> rows = check("名称,层级,日期,面积\n,村,2026-02-30,x\n甲,站,,1.25\n一二三四五六七八九十百,站,明天,-1\n");
        assertThat(rows.stream().flatMap(row -> row.faults().stream()).map(Fault::cell))
                .containsExactly("A2", "B2", "C2", "D2", "D3", "A4", "C4", "D4");
        assertThat(rows.getFirst().faults().get(1).what().toString()).contains("所、站");
    }

    @Test
    void headingsThatAreUnknownTwiceOrMissingAreNamed() {
        assertThatThrownBy(() -> check("名称,层及\n甲,站\n"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("层及");
        assertThatThrownBy(() -> check("名称,名称,层级\n甲,乙,站\n"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("两列都叫");
        assertThatThrownBy(() -> check("名称\n甲\n"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("层级");
    }

    @Test
    void theTemplateIsReadAgainOnceFilled() {
        byte[] template = Workbooks.template(SPEC);
        assertThatThrownBy(() -> Sheets.read(template))
                .as("nothing filled in yet")
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("没有内容");
        List<List<String>> filled = List.of(List.of("名称*", "层级*", "日期", "面积"), List.of("甲", "站", "2026-11-23", "3"));
        assertThat(SPEC.check(Sheets.read(Corpus.table(filled)), seen -> {}))
                .singleElement()
                .matches(SheetRow::sound);
    }

    @Test
    void theWorkbookOfErrorsHasEveryRowAndCanBeMendedAndSentAgain() {
        Grid grid = csv("名称,层级\n甲,村\n乙,站\n丙,县\n=1+1,站\n");
        List<SheetRow> rows = SPEC.check(grid, seen -> {});
        List<Fault> faults = rows.stream().flatMap(row -> row.faults().stream()).toList();
        Grid again = Sheets.read(Workbooks.faults(SPEC, grid, faults));
        assertThat(again.heading().values()).containsExactly("错误", "名称", "层级");
        assertThat(again.lines()).hasSize(4);
        assertThat(again.lines().getFirst().at(0)).contains("层级").contains("所、站");
        assertThat(again.lines().get(1).at(0)).isEmpty();
        assertThat(again.lines().get(3).values()).startsWith("名称：这一格是公式，请改成固定的值（复制后选择性粘贴为“值”）", "=1+1");
        assertThat(again.faults()).as("words, not formulas").isEmpty();
        assertThat(SPEC.check(again, seen -> {}).stream()
                        .filter(SheetRow::sound)
                        .map(row -> row.need(NAME)))
                .contains("乙");
    }

    @Test
    void nothingThatIsExportedBeginsAFormula() {
        List<String> evil = List.of(
                "=1+1",
                "+1",
                "-1",
                "@A1",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1",
                "＋1",
                "－1",
                "＠1",
                "　=1",
                " \u00A0@x",
                "\uFEFF=1",
                "a=1",
                "'=1");
        for (String words : evil) {
            String line = write(SheetFormat.CSV, List.of(words)).split("\r\n", 2)[1];
            String cell = line.startsWith("\"") ? line.substring(1) : line;
            boolean starts = "=+-@\t\r\n＝＋－＠"
                            .indexOf(cell.strip().isEmpty() ? 'x' : cell.strip().charAt(0))
                    >= 0;
            assertThat(starts).as(words).isFalse();
            Grid back = Sheets.read(write(SheetFormat.CSV, List.of(words)).getBytes(StandardCharsets.UTF_8));
            assertThat(back.lines().getFirst().at(0)).isEqualTo(Guard.strip(words));
            assertThat(back.faults()).isEmpty();
        }
    }

    @Test
    void whatIsWrittenIsReadAgainInBothFormats() {
        long seed = System.nanoTime();
        System.out.println("SheetSpecTest round trip seed " + seed);
        Random random = new Random(seed);
        String alphabet = "ab1 ,;\t\"'\n=+-@＝－　八街𬭚€";
        int[] points = alphabet.codePoints().toArray();
        for (int round = 0; round < 300; round++) {
            List<List<String>> rows = new ArrayList<>();
            for (int row = 0; row < 5; row++) {
                List<String> cells = new ArrayList<>(List.of("x"));
                for (int column = 0; column < 3; column++) {
                    StringBuilder cell = new StringBuilder();
                    for (int i = random.nextInt(6); i > 0; i--) {
                        cell.appendCodePoint(points[random.nextInt(points.length)]);
                    }
                    cells.add(Guard.strip(cell.toString()));
                }
                cells.add("x");
                rows.add(cells);
            }
            for (SheetFormat format : SheetFormat.values()) {
                Grid back = Sheets.read(bytes(format, rows));
                assertThat(back.lines()).extracting(Grid.Line::values).containsExactlyElementsOf(rows);
                assertThat(back.faults()).isEmpty();
            }
        }
    }

    private static String write(SheetFormat format, List<String> cells) {
        return new String(bytes(format, List.of(cells)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(SheetFormat format, List<List<String>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = SheetWriter.to(out, format, "s", Arrays.asList("a", "b", "c", "d", "e"))) {
            rows.forEach(writer::row);
        }
        return out.toByteArray();
    }
}
