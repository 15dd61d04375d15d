package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.zhiyuan.paper.Grid;
import org.zhiyuan.paper.Sheets;

/**
 * A roll of former years: looked through, taken over, one wrong merge split; and those who came in by it, one who
 * confirms and one who never registered. Everybody is made up, and erased again.
 */
@Story
class RollStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final Path PICTURES = Path.of("target/stories");
    private static final String CONFIRMS = "19600040001";
    private static final String DISOWNS = "19600040002";
    private static final String NUMBER = "539996198808080016";

    private static final String SHEET = """
            姓名,证件号码,手机号,出生日期,登记在,住址,原编号
            周示例辰,%s,%s,,鸣矣河村站,示例路 1 号,旧101
            郑示例辰,,%s,1979-03-03,鸣矣河村站,,旧102
            吴示例辰,,19600040003,,鸣矣河村站,示例路 2 号,旧103
            吴示例辰,,19600040003,1990-05-05,鸣矣河村站,,旧104
            冯示例辰,539996198808080010,,,鸣矣河村站,,旧105
            陈示例辰,,19600040004,,没有的站,,旧106
            """.formatted(NUMBER, CONFIRMS, DISOWNS);

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("roll-" + name + ".png"))
                .setFullPage(true));
    }

    private static Page signedIn(Visits visits, Visit visit, String phone) {
        Page page = visit.page();
        page.locator("body").count();
        String code = visits.signIns().codeFor(page, phone);
        page.locator("#f-code").fill(code);
        page.locator("main .btn-p").click();
        return page;
    }

    private static void openRoll(Page page, String state) {
        page.waitForCondition(() -> {
            page.navigate("/office/rolls");
            return page.locator("main tbody tr:has-text('示例街道旧册') .tag")
                    .first()
                    .innerText()
                    .equals(state);
        });
        page.locator("main tbody tr:has-text('示例街道旧册') th a").first().click();
    }

    @Test
    void aRollIsLookedThroughTakenOverAndAWrongMergeSplit(Visits visits) {
        Page page = visits.as(Manner.office().as("xianjie")).go("/office/rolls").page();
        List<String> people = new ArrayList<>();
        try {
            page.locator(SUBMIT).click();
            assertThat(page.locator("#e-title")).containsText("请填写名册的名称");
            page.locator("#f-title").fill("示例街道旧册");
            page.locator("#f-file")
                    .setInputFiles(new FilePayload("旧册.csv", "text/csv", SHEET.getBytes(StandardCharsets.UTF_8)));
            picture(page, "upload");
            page.locator(SUBMIT).click();
            assertThat(page).hasURL(Pattern.compile(".*/jobs/.*"));

            openRoll(page, "等您确认");
            assertThat(page.locator("main")).containsText("检查完了，还没有登记任何人");
            assertThat(sums(page)).containsExactly("新的人 3", "已有这个人 0", "疑似重复 1", "文件里重复 0", "登记在别处 0", "有误 2");
            assertThat(page.locator("main tbody")).containsText("最后一位对不上");
            assertThat(page.locator("main")).not().containsText("冯示例辰");
            picture(page, "checked");
            Grid errors = errors(page);
            assertThat(errors.lines()).hasSize(2);
            assertThat(errors.lines().getFirst().at(1)).isEqualTo("冯示例辰");

            page.locator("form[action$='/confirmation'] .btn-p").click();
            openRoll(page, "已导入");
            assertThat(page.locator("main")).containsText("哪里都不算");
            picture(page, "done");
            page.locator("main a[href*='kind=FRESH']").click();
            assertThat(page.locator("main tbody tr")).hasCount(3);
            assertThat(page.locator("main")).not().containsText("周示例辰");
            for (Locator row : page.locator("main tbody td a").all()) {
                people.add(row.getAttribute("href"));
            }
            picture(page, "lines");

            page.navigate("/office/rolls/pairs");
            page.locator("main tbody th a:has-text('吴**')").first().click();
            String pair = page.url();
            people.add(page.locator("main dl a[href^='/office/volunteers/']")
                    .first()
                    .getAttribute("href"));
            picture(page, "pair");
            page.locator(SUBMIT).click();
            assertThat(page.locator("#e-reason")).containsText("请写明原因");
            page.locator("#f-reason").fill("示例：姓名和手机号都一样");
            page.locator(SUBMIT).click();
            assertThat(page.locator("main")).containsText("两条记录现在当作一个人");
            picture(page, "merged");
            page.locator("#f-reason").fill("示例：问过了，是叔侄两个人");
            page.locator("main form.form .btn-d").click();
            assertThat(page.locator(".head .tag").first()).hasText("已拆开");
            assertThat(page.locator("main section.panel")).hasCount(4);
            picture(page, "split");

            // another street's clerk finds no such thing
            Page foreign = visits.as(Manner.office().as("lianran")).page();
            assertThat(foreign.navigate(java.net.URI.create(pair).getPath()).status())
                    .isEqualTo(404);

            confirmed(visits);
            disowned(visits);
        } finally {
            Page center = visits.as(Manner.office().as("center")).page();
            for (String volunteer : people) {
                center.navigate(volunteer);
                center.locator("main a[href^='/office/people/']").first().click();
                center.navigate((String) center.evaluate("location.pathname") + "/erasure");
                center.locator("#f-reason").fill("示例：故事以后删除");
                center.locator("main form.form .btn-d").click();
            }
        }
    }

    private static List<String> sums(Page page) {
        return page.locator("main dl.sums > div").all().stream()
                .map(one ->
                        one.locator("dt").innerText() + " " + one.locator("dd").innerText())
                .toList();
    }

    private static Grid errors(Page page) {
        Download book = page.waitForDownload(
                () -> page.locator("main a[href$='/errors']").click());
        try {
            return Sheets.read(Files.readAllBytes(book.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void confirmed(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, CONFIRMS);
        page.navigate("/me/volunteer");
        assertThat(page.locator("main")).containsText("有人替您登记过，等您确认");
        picture(page, "invited");
        page.navigate("/volunteer/registration");
        page.locator("#f-name").fill("周示例辰");
        page.locator("#f-identityNumber").fill(NUMBER);
        page.locator("#f-site").selectOption(new SelectOption().setLabel("鸣矣河村站 · 县街街道实践所"));
        page.locator(SUBMIT).click();
        page.locator(SUBMIT).click();
        page.locator("input[name=agree]").check();
        page.locator(SUBMIT).click();
        assertThat(page).hasURL(Pattern.compile(".*/me/volunteer$"));
        assertThat(page.locator("main .tag").first()).hasText("活跃");
    }

    private static void disowned(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, DISOWNS);
        page.navigate("/me/volunteer");
        page.locator("a[href='/me/volunteer/disowning']").first().click();
        page.locator("#f-reason").fill("示例：从来没有登记过");
        page.locator("main form.form .btn-d").click();
        assertThat(page.locator("main")).containsText("您现在不是志愿者");
    }
}
