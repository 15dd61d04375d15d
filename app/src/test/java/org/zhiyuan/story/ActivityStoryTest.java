package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.shell.Formats;

/** Finding something to do, on a telephone without script: one tap, a clash, the waiting list; and what the office does before. */
@Story
class ActivityStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final String RIVER = "示例：螳螂川护河";
    private static final String MEAL = "示例：送餐上门";
    private static final Path PICTURES = Path.of("target/stories");

    @Autowired
    private SettableClock clock;

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("activity-" + name + ".png"))
                .setFullPage(true));
    }

    private static Locator row(Page page, String title) {
        return page.locator("main .act", new Page.LocatorOptions().setHasText(title));
    }

    private static void open(Page page, String title) {
        page.navigate("/activities");
        row(page, title).locator("h3 a").click();
    }

    /** Other tests' clocks close what the sample has open: open again, as it was. */
    private static void openToSignUp(String... titles) throws SQLException {
        try (Connection owner = TestCell.connectAsOwner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select set_config('app.everything', 'on', true), set_config('app.changes', 'on', true)");
            statement.execute("alter table activity.activity disable trigger user");
            for (String title : titles) {
                statement.executeUpdate("update activity.activity set state = 'ENROLLING' where title like '%" + title
                        + "%' and state = 'CONFIRMED' and enrol_until > now()");
            }
            statement.execute("alter table activity.activity enable trigger user");
            owner.commit();
        }
    }

    @Test
    void oneTapAClashAndTheWaitingList(Visits visits) throws SQLException {
        openToSignUp(RIVER, MEAL);
        Page one = visits.as(Manner.phone(390).withoutScript().as("volunteer"))
                .go("/activities")
                .page();
        Page two = visits.as(Manner.phone(390).withoutScript().as("volunteer2"))
                .go("/activities")
                .page();
        Page office = visits.as(Manner.office().as("mingyihe")).page();
        picture(one, "list");

        // the office publishes something at the same time as the river
        String clash = "示例：同一时间的活动";
        write(office, clash);
        picture(office, "office");

        try {
            // one tap in the list
            one.navigate("/activities");
            row(one, RIVER).locator("button").click();
            assertThat(one).hasURL(Pattern.compile(".*/activities/[0-9a-f-]{36}$"));
            assertThat(one.locator("main .mine .tag")).hasText("已报上");
            picture(one, "seated");

            // a clash is said in a sentence, and where the button would be
            open(one, clash);
            assertThat(one.locator("main .posts")).containsText("两个活动撞上了");
            assertThat(one.locator("main .posts")).containsText(RIVER);
            assertThat(one.locator("main .posts button")).hasCount(0);
            picture(one, "clash");

            // the only seat is taken: one waits, and moves up when it falls free
            open(two, MEAL);
            two.locator("main .posts button").click();
            assertThat(two.locator("main .mine .tag")).hasText("候补第 1");
            picture(two, "waiting");
            open(one, MEAL);
            one.locator("main .mine .btn-d").click();
            assertThat(one.locator("main .mine")).hasCount(0);
            two.reload();
            assertThat(two.locator("main .mine .tag")).hasText("已报上");
            two.navigate("/me/activities");
            assertThat(two.locator("main")).containsText(MEAL);
            picture(two, "mine");

            // the leader's page names nobody in full
            one.navigate("/me/activities");
            row(one, RIVER).locator("a[href$='/lead']").first().click();
            assertThat(one.locator("main .people")).containsText("唐**");
            assertThat(one.locator("main")).not().containsText("唐示例甲");
            picture(one, "lead");
        } finally {
            leave(one, RIVER);
            leave(two, MEAL);
            open(one, MEAL);
            one.locator("main .posts button").click();
            office.navigate("/office/activities?state=ENROLLING");
            office.locator("main tbody th a", new Page.LocatorOptions().setHasText(clash))
                    .click();
            office.locator("main [name=reason]").last().fill("示例：故事以后撤回");
            office.locator("main button[value=withdraw]").click();
            assertThat(office.locator("main .panel .tag").first()).hasText("已撤回");
        }
    }

    private static void leave(Page page, String title) {
        open(page, title);
        if (page.locator("main .mine .btn-d").count() > 0) {
            page.locator("main .mine .btn-d").click();
        }
    }

    private void write(Page office, String title) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), Formats.ZONE).plusDays(4);
        office.navigate("/office/activities/new");
        office.locator(SUBMIT).click();
        assertThat(office.locator(".errsum")).containsText("请填写活动名称");
        picture(office, "form-wrong");
        office.locator("#f-title").fill(title);
        office.locator("#f-site").selectOption(new SelectOption().setIndex(1));
        office.locator("#f-content").fill("给老人修家电");
        office.locator("#f-leaders").fill(leader(office));
        office.locator("#f-day").fill(day.toString());
        office.locator("#f-from").fill("10:00");
        office.locator("#f-to").fill("12:00");
        office.locator("#f-place").fill("站里一楼");
        office.locator("#f-risks").fill("小心用电");
        office.locator("#f-safeguards").fill("有电工在场");
        office.locator("#f-post1").fill("修理");
        office.locator("#f-seats1").fill("３");
        office.locator(SUBMIT).click();
        assertThat(office.locator("main .panel .tag").first()).hasText("草稿");
        office.locator("main button[value=submit]").click();
        assertThat(office.locator("main .panel .tag").first()).hasText("报名中");
    }

    /** The number of a volunteer of the station. */
    private static String leader(Page office) {
        try (Page list = office.context().newPage()) {
            list.navigate("/office/volunteers");
            list.locator("#f-words").fill("唐示例甲");
            list.locator("main form .btn").first().click();
            String number = list.locator("main tbody tr", new Page.LocatorOptions().setHasText("唐**"))
                    .locator("th")
                    .innerText()
                    .strip();
            assertThat(number).startsWith("AN");
            return number;
        }
    }
}
