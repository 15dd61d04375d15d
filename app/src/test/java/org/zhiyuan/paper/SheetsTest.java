package org.zhiyuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class SheetsTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String TABLE = "名称,上级\r\n八街街道实践所,安宁市实践中心\r\n\"双村,新村\n实践站\",八街\"\"街道\r\n";

    private static List<List<String>> cells(byte[] bytes) {
        Grid grid = Sheets.read(bytes);
        List<List<String>> cells = new ArrayList<>();
        cells.add(grid.heading().values());
        grid.lines().forEach(line -> cells.add(line.values()));
        return cells;
    }

    private static void refused(ThrowableAssert.ThrowingCallable reading, String words) {
        assertThatThrownBy(reading).isInstanceOf(Unreadable.class).hasMessageContaining(words);
    }

    private static byte[] with(byte[] mark, byte[] rest) {
        byte[] all = Arrays.copyOf(mark, mark.length + rest.length);
        System.arraycopy(rest, 0, all, mark.length, rest.length);
        return all;
    }

    @Test
    void csvIsReadInEveryEncodingThatOfficesSend() {
        List<List<String>> expected =
                List.of(List.of("名称", "上级"), List.of("八街街道实践所", "安宁市实践中心"), List.of("双村,新村\n实践站", "八街\"\"街道"));
        assertThat(cells(TABLE.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(cells(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(cells(TABLE.getBytes(GB18030))).isEqualTo(expected);
        assertThat(cells(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(expected);
        assertThat(cells(("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(expected);
    }

    @Test
    void rareCharactersOfNamesSurviveGb18030() {
        // 禄脿 has a character beyond GBK's common part; 𬭚 lies beyond the first plane
        byte[] bytes = "名称,上级\n禄脿街道𬭚村,八街\n".getBytes(GB18030);
        assertThat(cells(bytes).get(1).getFirst()).isEqualTo("禄脿街道𬭚村");
    }

    @Test
    void csvMayBeSeparatedBySemicolonOrTab() {
        assertThat(cells("名称;上级\na;\"b;c\"\n".getBytes(StandardCharsets.UTF_8)).get(1))
                .containsExactly("a", "b;c");
        assertThat(cells("名称\t上级\na\tb,c\n".getBytes(StandardCharsets.UTF_8)).get(1))
                .containsExactly("a", "b,c");
    }

    @Test
    void bytesOfNoKnownEncodingAreRefused() {
        byte[] latin = {'n', ',', 'm', '\n', (byte) 0xE9, (byte) 0x20, (byte) 0xFF, ',', 'x', '\n'};
        refused(() -> Sheets.read(latin), "哪种文字编码");
        refused(
                () -> Sheets.read(with(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, TABLE.getBytes(GB18030))),
                "哪种文字编码");
    }

    @Test
    void aCutCsvIsRefusedAndNamesTheRow() {
        refused(() -> Sheets.read("名称,上级\na,b\n\"双村,c\n".getBytes(StandardCharsets.UTF_8)), "从第 3 行开始的引号没有结束");
        refused(() -> Sheets.read("名称,上级\n\"a\"x,b\n".getBytes(StandardCharsets.UTF_8)), "引号后面还有别的字");
    }

    @Test
    void emptyRowsAreSkippedAndRowsKeepTheirNumbers() {
        Grid grid = Sheets.read("\n名称,上级\n,\n　, \na,b\n\n\nc,d\n".getBytes(StandardCharsets.UTF_8));
        assertThat(grid.heading().number()).isEqualTo(2);
        assertThat(grid.lines()).extracting(Grid.Line::number).containsExactly(5, 8);
    }

    @Test
    void aWorkbookReadsDatesNumbersAndWordsAsPeopleWriteThem() {
        byte[] bytes = Corpus.workbook(sheet -> {
            sheet.value(0, 0, "a");
            sheet.value(0, 1, "b");
            sheet.value(0, 2, "c");
            sheet.value(1, 0, LocalDate.of(2026, 11, 23));
            sheet.style(1, 0).format("yyyy-mm-dd").set();
            sheet.value(1, 1, new BigDecimal("24.919999999999998"));
            sheet.value(1, 2, "　八街 ");
            sheet.value(2, 0, 120);
            sheet.value(2, 1, true);
        });
        assertThat(cells(bytes).get(1)).containsExactly("2026-11-23", "24.92", "八街");
        assertThat(cells(bytes).get(2)).containsExactly("120", "TRUE");
    }

    @Test
    void aLongNumberThatLostItsEndIsAFault() {
        byte[] bytes = Corpus.workbook(sheet -> {
            sheet.value(0, 0, "代码");
            sheet.value(1, 0, new BigDecimal("530181001001000000"));
        });
        assertThat(Sheets.read(bytes).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.cell()).isEqualTo("A2");
            assertThat(fault.what().toString()).contains("后几位已经丢了");
        });
    }

    @Test
    void formulaCellsAreFaultsWithTheirAddress() {
        byte[] bytes = Corpus.workbook(sheet -> {
            sheet.value(0, 0, "名称");
            sheet.value(0, 1, "上级");
            sheet.value(1, 0, "x");
            sheet.formula(1, 1, "HYPERLINK(\"http://example.invalid\",\"点我\")");
        });
        assertThat(Sheets.read(bytes).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.cell()).isEqualTo("B2");
            assertThat(fault.heading()).isEqualTo("上级");
            assertThat(fault.what().toString()).contains("公式");
        });
        Grid csv =
                Sheets.read("名称,上级\n＝1+1,-3\n　@SUM(1),+2\n=cmd|' /C calc'!A0,'=abc\n".getBytes(StandardCharsets.UTF_8));
        assertThat(csv.faults()).extracting(Fault::cell).containsExactly("A2", "A3", "A4");
        assertThat(csv.lines().get(2).at(1)).as("what our own export guarded").isEqualTo("=abc");
    }

    @Test
    void sharedFormulasHaveNoTextOfTheirOwnAndAreStillFaults() {
        byte[] bytes = Corpus.xlsx(Corpus.rows(
                "<row r=\"1\">" + Corpus.words("A1", "名称") + "</row>",
                "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2:A3\" si=\"0\">1+1</f><v>2</v></c></row>",
                "<row r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>"));
        assertThat(Sheets.read(bytes).faults()).extracting(Fault::cell).containsExactly("A2", "A3");
    }

    @Test
    void mergedCellsAreNamed() {
        byte[] bytes = Corpus.workbook(sheet -> {
            sheet.value(0, 0, "名称");
            sheet.value(1, 0, "x");
            sheet.range(0, 0, 0, 2).merge();
        });
        refused(() -> Sheets.read(bytes), "A1:C1");
    }

    @Test
    void aDocumentTypeIsRefusedInEveryPart() {
        String evil =
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        String data = Corpus.rows(
                "<row r=\"1\">" + Corpus.words("A1", "n") + "</row>",
                "<row r=\"2\">" + Corpus.words("A2", "&f;") + "</row>");
        for (String part : Corpus.parts(data).keySet()) {
            Map<String, byte[]> parts = Corpus.parts(data);
            String clean = new String(parts.get(part), StandardCharsets.UTF_8);
            parts.put(
                    part,
                    Corpus.utf8(clean.replaceFirst("\\?>", "?>" + java.util.regex.Matcher.quoteReplacement(evil))));
            refused(() -> Sheets.read(Corpus.zip(parts)), "文档类型定义");
            parts.put(
                    part,
                    clean.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"")
                            .replaceFirst("\\?>", "?>" + java.util.regex.Matcher.quoteReplacement(evil))
                            .getBytes(StandardCharsets.UTF_16));
            refused(() -> Sheets.read(Corpus.zip(parts)), "文档类型定义");
        }
    }

    @Test
    void aBombIsNotUnpacked() {
        Map<String, byte[]> parts = Corpus.parts(Corpus.rows());
        parts.put("xl/worksheets/sheet1.xml", new byte[100 * 1024 * 1024]);
        byte[] bomb = Corpus.zip(parts);
        assertThat(bomb.length).isLessThan(1024 * 1024);
        refused(() -> Sheets.read(bomb), "大得不正常");

        Map<String, byte[]> dense = Corpus.parts(Corpus.rows());
        dense.put("xl/sharedStrings.xml", new byte[40 * 1024 * 1024]);
        refused(() -> Sheets.read(Corpus.zip(dense)), "大得不正常");

        Map<String, byte[]> many = Corpus.parts(Corpus.rows());
        for (int i = 0; i < 600; i++) {
            many.put("xl/media/" + i, new byte[1]);
        }
        refused(() -> Sheets.read(Corpus.zip(many)), "大得不正常");
    }

    @Test
    void aSizeThatIsOnlyClaimedIsRefusedBeforeReading() {
        byte[] bytes = Corpus.xlsx(Corpus.rows("<row r=\"1\">" + Corpus.words("A1", "n") + "</row>"));
        int directory = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
        for (int i = 0; i < 4; i++) {
            bytes[directory + 24 + i] = (byte) (500 * 1024 * 1024 >> (8 * i));
        }
        assertThatThrownBy(() -> Sheets.read(bytes)).isInstanceOf(Unreadable.class);
    }

    @Test
    void wrongKindsAreNamedForWhatTheyAre() {
        refused(() -> Sheets.read(new byte[0]), "空的");
        refused(() -> Sheets.read(new byte[11 * 1024 * 1024]), "上限");
        refused(() -> Sheets.read("%PDF-1.7 …".getBytes(StandardCharsets.UTF_8)), "不是表格");
        refused(() -> Sheets.read(Corpus.zip(Map.of("a.txt", new byte[3]))), "不是表格");
        refused(
                () -> Sheets.read(with(
                        new byte[] {
                            (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
                        },
                        new byte[600])),
                "旧版 .xls");
        refused(() -> Sheets.read("名称,上级\n".getBytes(StandardCharsets.UTF_8)), "没有内容");
        Map<String, byte[]> macro = Corpus.parts(Corpus.rows());
        macro.put("xl/vbaProject.bin", new byte[10]);
        refused(() -> Sheets.read(Corpus.zip(macro)), "带宏");
    }

    @Test
    void aCutWorkbookIsRefused() {
        byte[] whole = Corpus.table(List.of(List.of("名称"), List.of("x")));
        for (int length = 1; length < whole.length; length += 37) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Sheets.read(cut)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void tooManyRowsColumnsAndLettersAreRefused() {
        SheetLimits small = new SheetLimits(1_000_000, 100, 10_000_000, 100, 3, 4, 10);
        refused(() -> Sheets.read("a\n1\n2\n3\n4\n".getBytes(StandardCharsets.UTF_8), small), "超过 3 行");
        refused(() -> Sheets.read("a,b,c,d,e\n1\n".getBytes(StandardCharsets.UTF_8), small), "超过 4 列");
        refused(
                () -> Sheets.read(Corpus.table(List.of(List.of("a", "b", "c", "d", "e"), List.of("1"))), small),
                "超过 4 列");
        refused(
                () -> Sheets.read(("a\n" + "\n".repeat(200) + "1\n").getBytes(StandardCharsets.UTF_8), small),
                "超过 3 行");
        assertThat(Sheets.read("a\n12345678901\n".getBytes(StandardCharsets.UTF_8), small)
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what().toString()).contains("11 个字"));
        // one cell at the far right of each of many rows would make the reader fill 16,384 cells a row
        refused(() -> Sheets.read(Corpus.xlsx(Corpus.rows("<row r=\"1\"><c r=\"XFD1\"/></row>"))), "超过 60 列");
    }

    @Test
    void whateverBytesComeTheAnswerIsRowsOrARefusal() {
        long seed = System.nanoTime();
        System.out.println("SheetsTest bytes seed " + seed);
        Random random = new Random(seed);
        byte[] workbook = Corpus.table(List.of(List.of("名称", "上级"), List.of("八街", "安宁"), List.of("双村", "八街")));
        byte[] plain = Corpus.xlsx(Corpus.rows(
                "<row r=\"1\">" + Corpus.words("A1", "n") + "</row>",
                "<row r=\"2\">" + Corpus.words("A2", "x") + "</row>"));
        byte[] csv = TABLE.getBytes(GB18030);
        int read = 0;
        for (int i = 0; i < 1_200; i++) {
            byte[] bytes = List.of(workbook, plain, csv).get(i % 3).clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Sheets.read(bytes);
                read++;
            } catch (Unreadable refusal) {
                assertThat(refusal.reason().key()).isNotBlank();
            }
        }
        assertThat(read).as("some changes do no harm").isPositive();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i < bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
