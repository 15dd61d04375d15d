package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.project.Outcome;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;
import org.zhiyuan.shell.Formats;

/** A project from an idea to its closing, by a captain on a telephone without script and two reviewers at their desks. */
@Story
class ProjectStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final Path PICTURES = Path.of("target/stories");

    @Autowired
    private SettableClock clock;

    @Autowired
    private Projects projects;

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("project-" + name + ".png"))
                .setFullPage(true));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Formats.ZONE);
    }

    private static Page captain(Visits visits) {
        return visits.as(Manner.phone(390).withoutScript().as("volunteer")).page();
    }

    /** Fills in the five pages, and stands before the last look. */
    private void applied(Page page, String title, String need) {
        page.navigate("/projects/new");
        page.locator("#f-title").fill(title);
        page.locator("#f-team").selectOption(new SelectOption().setIndex(1));
        page.locator("#f-site").selectOption(new SelectOption().setLabel("鸣矣河村站 · 县街街道实践所"));
        picture(page, "1-basics");
        page.locator(SUBMIT).click();
        page.locator("#f-need").fill(need);
        page.locator("#f-source").fill("村民小组会");
        page.locator("#f-guidance").fill("老人是一村的宝");
        page.locator("#f-benefit").fill("二十位老人有人说话、有人帮忙");
        // one answer is missing, and what was entered stays
        page.locator(SUBMIT).click();
        assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
        assertThat(page.locator("#f-benefit")).hasValue("二十位老人有人说话、有人帮忙");
        picture(page, "2-need-wrong");
        page.locator("#f-practice").fill("邻居轮流，一家一天");
        page.locator("#f-category").selectOption("care");
        page.locator("input[name=object][value=elderly]").check();
        page.locator(SUBMIT).click();
        page.locator("#f-place").fill("鸣矣河村老年活动室");
        page.locator("#f-from").fill(today().minusDays(1).toString());
        page.locator("#f-last").fill(today().plusDays(60).toString());
        page.locator("#f-days").fill("８");
        page.locator("#f-volunteers").fill("10");
        page.locator("#f-reached").fill("160");
        page.locator("#f-money").fill("500.5");
        page.locator("#f-moneyUse").fill("茶水，村集体出");
        page.locator(SUBMIT).click();
        assertThat(page.locator("#e-from")).containsText("已经过去");
        page.locator("#f-from").fill(today().toString());
        picture(page, "3-plan");
        page.locator(SUBMIT).click();
        for (Locator no : page.locator("main input[value=no]").all()) {
            no.check();
        }
        page.locator("input[name=q-alone][value=yes]").check();
        page.locator("input[name=minors][value=yes]").check();
        page.locator(SUBMIT).click();
        assertThat(page.locator("#e-risks")).containsText("怎么防");
        page.locator("#f-risks").fill("两个人一起去，先打电话");
        picture(page, "4-risk");
        page.locator(SUBMIT).click();
    }

    private static Page desk(Visits visits, String who, String title) {
        Page desk = visits.as(Manner.office().as(who)).go("/workbench").page();
        desk.locator("main a", new Page.LocatorOptions().setHasText(title)).click();
        return desk;
    }

    @Test
    void aProjectFromIdeaToClosingWithTwoReviewers(Visits visits) {
        Page page = captain(visits);
        String title = "示例陪伴老人";
        applied(page, title, "村里二十位老人白天没有人值班照看，想有人去看看");
        // a draft is there on another day
        page.navigate("/me/projects");
        picture(page, "mine");
        page.locator("main .prj a", new Page.LocatorOptions().setHasText(title)).click();
        page.locator("main a.btn-p").click();
        assertThat(page.locator("main")).containsText("500.50");
        picture(page, "5-check");
        // stopped with the reason, until the captain says why it is not so
        page.locator(SUBMIT).click();
        assertThat(page.locator(".errsum")).containsText("单位的值班是本职");
        page.locator("#f-why-0").fill("是说老人没人看着，不是单位值班");
        page.locator(SUBMIT).click();
        assertThat(page).hasURL(Pattern.compile(".*/me/projects/[0-9a-f-]{36}$"));
        assertThat(page.locator("main .tag").first()).hasText("待初审");
        picture(page, "handed-in");
        String id = page.url().substring(page.url().lastIndexOf('/') + 1);

        Page institute = desk(visits, "xianjie", title);
        picture(institute, "desk-first");
        institute.locator(SUBMIT).click();
        assertThat(institute.locator(".errsum")).containsText("请选通过");
        institute.locator("input[name=verdict][value=PASSED]").check();
        institute.locator(SUBMIT).click();
        assertThat(institute.locator("main .tag").first()).hasText("待复审");
        assertThat(institute.locator(SUBMIT)).hasCount(0);

        Page center = desk(visits, "center", title);
        center.locator("input[name=verdict][value=PASSED]").check();
        center.locator(SUBMIT).click();
        assertThat(center.locator(".errsum")).containsText("请先判断");
        center.locator("input[name=accepted]").check();
        picture(center, "desk-second");
        center.locator(SUBMIT).click();
        assertThat(center.locator("main .tag").first()).hasText("已发布");

        // everybody sees it now
        Page anybody = visits.as(Manner.phone(390))
                .go("/projects?street=530181009&state=recruiting")
                .page();
        picture(anybody, "list");
        anybody.locator("main .prj a", new Page.LocatorOptions().setHasText(title))
                .click();
        assertThat(anybody.locator("main")).containsText("老人是一村的宝");
        picture(anybody, "public");

        page.reload();
        page.locator("main form .btn-p").click();
        assertThat(page.locator("main .tag").first()).hasText("招募中");
        Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
            ProjectId project = new ProjectId(UUID.fromString(id));
            projects.look();
            projects.record(new Outcome(project, UUID.randomUUID(), today(), 6, 720, 20, "陪二十位老人吃了重阳饭"));
            projects.record(new Outcome(project, UUID.randomUUID(), today(), 4, 250, 18, ""));
        });
        page.reload();
        assertThat(page.locator("main .tag").first()).hasText("进行中");
        page.locator("main form .btn", new Page.LocatorOptions().setHasText("现在结项"))
                .click();

        // drafted from what was recorded; what no record tells is said
        assertThat(page.locator("#f-achieved")).hasValue(Pattern.compile("2 次活动.*16 小时 10 分钟.*重阳饭", Pattern.DOTALL));
        assertThat(page.locator("#f-undone")).hasValue(Pattern.compile("计划办 8 次，办了 2 次"));
        assertThat(page.locator("main .notice")).containsText("没有记录");
        picture(page, "closing");
        page.locator(SUBMIT).click();
        assertThat(page.locator("main")).containsText("等评估");

        // what was recorded after that is told to whoever evaluates, and a report that came back is drafted anew
        Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> projects.record(new Outcome(
                        new ProjectId(UUID.fromString(id)), UUID.randomUUID(), today(), 5, 300, 12, "补记的一次：陪着晒太阳")));
        Page evaluator = desk(visits, "center2", title);
        assertThat(evaluator.locator("main")).containsText("报告确认以后又有新的记录");
        picture(evaluator, "desk-overtaken");
        evaluator.locator("input[name=verdict][value=RETURN]").check();
        evaluator.locator("#f-reason").fill("最后一次没有写进去");
        evaluator.locator(SUBMIT).click();
        page.reload();
        page.locator("main form .btn", new Page.LocatorOptions().setHasText("现在结项"))
                .click();
        assertThat(page.locator("#f-achieved")).hasValue(Pattern.compile("3 次活动.*晒太阳", Pattern.DOTALL));
        page.locator("main .notice summary").click();
        picture(page, "closing-anew");
        page.locator(SUBMIT).click();

        evaluator = desk(visits, "center2", title);
        evaluator.locator("input[name=verdict][value=PARTLY]").check();
        evaluator.locator("#f-reason").fill("做得用心，次数少了");
        picture(evaluator, "desk-evaluation");
        evaluator.locator(SUBMIT).click();
        assertThat(evaluator.locator("main .tag").first()).hasText("已评估");
        evaluator.locator("form[action$='/archive'] button").click();
        assertThat(evaluator.locator("main .tag").first()).hasText("已结项");

        anybody.navigate("/projects/" + id + "/report");
        assertThat(anybody.locator("main")).containsText("做到一部分");
        assertThat(anybody.locator("main")).containsText("服务对象怎么评价，没有记录");
        picture(anybody, "report");
        anybody.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        picture(anybody, "report-print");
    }

    @Test
    void aRefusalIsAppealedAndAnotherDecides(Visits visits) {
        Page page = captain(visits);
        String title = "示例陪伴老人之二";
        applied(page, title, "村里二十位老人想有人去看看");
        page.locator(SUBMIT).click();
        assertThat(page.locator("main .tag").first()).hasText("待初审");
        String mine = page.url();

        Page institute = desk(visits, "xianjie", title);
        institute.locator("input[name=verdict][value=REFUSED]").check();
        institute.locator("#f-reason").fill("和别的项目重复了");
        institute.locator(SUBMIT).click();
        assertThat(institute.locator("main .tag").first()).hasText("未通过");

        page.reload();
        assertThat(page.locator("main")).containsText("和别的项目重复了");
        page.locator("main a[href$='/appeal']").click();
        page.locator("#f-reason").fill("那个项目只送饭，我们是陪着说话");
        picture(page, "appeal");
        page.locator(SUBMIT).click();
        assertThat(page.locator("main")).containsText("由另一个人决定");

        Page center = desk(visits, "center", title);
        center.locator("input[name=upheld][value=no]").check();
        center.locator("#f-reason").fill("请并到送饭的项目里");
        center.locator(SUBMIT).click();
        assertThat(center.locator("main")).containsText("申诉不成立");
        page.navigate(mine);
        assertThat(page.locator("main")).containsText("请并到送饭的项目里");
        page.navigate(mine + "/withdrawal");
        page.locator("#f-reason").fill("并到别的项目");
        page.locator("main form .btn-d").click();
        assertThat(page.locator("main .tag").first()).hasText("已终止");
        assertThat(page.locator("main")).not().containsText("撤回这个项目");
    }
}
