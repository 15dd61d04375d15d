package org.zhiyuan.matter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhiyuan.kernel.Text;

class AnnouncementTest {
    /** The days of 2026 in the wording in which the State Council's office announces them. */
    private static final String NOTICE_2026 = """
            国务院办公厅关于2026年部分节假日安排的通知

            各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
            经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
            一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
            二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
            三、清明节：4月4日（周六）至6日（周一）放假，共3天。
            四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
            五、端午节：6月19日（周五）至21日（周日）放假，共3天。
            六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
            七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
            节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
            """;

    private final List<Text> wrongs = new ArrayList<>();

    @Test
    void theAnnouncementIsReadInItsOwnWording() throws IOException {
        List<SpecialDay> read = read(NOTICE_2026, 2026);

        assertThat(wrongs).isEmpty();
        List<String> pack = Files.readAllLines(Path.of("src/main/resources/city/anning/calendar.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
        assertThat(read.stream()
                        .map(day -> day.day() + "," + day.kind().name().toLowerCase(Locale.ROOT) + "," + day.name()))
                .containsExactlyElementsOf(pack);
    }

    @Test
    void whatWasReadAndWrittenIsReadAgainAlike() {
        List<SpecialDay> read = read(NOTICE_2026, 2026);

        assertThat(read(Announcement.written(read), 2026)).isEqualTo(read);
        assertThat(wrongs).isEmpty();
    }

    @Test
    void cellsOfASheetAreReadLineByLine() {
        List<SpecialDay> read = read("2026-01-01\t放假\t元旦\tNew Year\n2026/1/4, 上班, 元旦调休上班", 2026);

        assertThat(wrongs).isEmpty();
        assertThat(read)
                .containsExactly(
                        new SpecialDay(LocalDate.of(2026, 1, 1), SpecialDay.Kind.HOLIDAY, "元旦", "New Year"),
                        new SpecialDay(LocalDate.of(2026, 1, 4), SpecialDay.Kind.WORKDAY, "元旦调休上班", ""));
    }

    @Test
    void aFestivalKnownByNameGetsItsEnglishName() {
        assertThat(Announcement.read("一、元旦：1月1日放假。", 2027, Map.of("元旦", "New Year"), wrongs::add))
                .extracting(SpecialDay::nameEn)
                .containsExactly("New Year");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-30 放假 春节 | 没有 2 月 30 日这一天",
                "一、元旦：13月1日放假。 | 没有 13 月 1 日这一天",
                "2025-12-31 放假 元旦 | 2025-12-31不在 2026 年",
                "2026-11-23 上班 周一 | 2026-11-23不是周末，本来就上班",
                "2026-01-01 休息 元旦 | 这一行没读懂：2026-01-01 休息 元旦",
                "1月1日放假 | 这一行没读懂：1月1日放假",
                "一、春节：2月23日至2月15日放假。 | 这一行没读懂：2月23日至2月15日放假",
                "说不清 | 没有读到日期，请粘贴放假通知的正文，或一天一行"
            })
    void whatCannotBeReadIsSaidInWords(String text, String what) {
        read(text, 2026);

        assertThat(wrongs).extracting(Text::toString).contains(what);
    }

    private List<SpecialDay> read(String text, int year) {
        return Announcement.read(text, year, Map.of(), wrongs::add);
    }
}
