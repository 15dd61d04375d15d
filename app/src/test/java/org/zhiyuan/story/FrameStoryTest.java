package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frame around every page: its switches, its keys, its sample mark, its errors. */
@Story
class FrameStoryTest {
    @Test
    void everyPageSaysThatItsDataAreMadeUp(Visits visits) {
        Visit visit = visits.as(Manner.phone()).go("/");
        assertThat(visit.page().locator(".demo")).containsText("示例数据");
        assertThat(visit.page().locator(".bottom")).containsText("不是正式系统");
        visit.open("/no-such-page");
        assertThat(visit.page().locator(".demo")).containsText("示例数据");
    }

    @Test
    void theLanguageSwitchKeepsWhatWasAskedFor(Visits visits) {
        Visit visit = visits.as(Manner.office().withoutScript()).go("/search?q=%E5%8E%BF%E8%A1%97&page=1");
        visit.page().locator("a[hreflang=en]").click();
        assertThat(visit.page()).hasURL(java.util.regex.Pattern.compile(".*/search\\?q=%E5%8E%BF%E8%A1%97&page=1$"));
        assertThat(visit.page().locator("html")).hasAttribute("lang", "en");
        assertThat(visit.page().locator("#find")).hasValue("县街");
        visit.page().locator("a[hreflang=zh-CN]").click();
        assertThat(visit.page().locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(visit.page().locator("#find")).hasValue("县街");
    }

    @Test
    void largeTypeStaysOnEveryPageAndNeedsNoScript(Visits visits) {
        Visit visit = visits.as(Manner.phone(320).withoutScript()).go("/search?q=%E7%AB%99");
        visit.page()
                .locator("a.tool", new Page.LocatorOptions().setHasText("大字"))
                .click();
        assertThat(visit.page().locator("html")).hasClass("elder");
        assertThat(visit.page().locator("#find")).hasValue("站");
        visit.go("/about");
        assertThat(visit.page().locator("html")).hasClass("elder");
        visit.page()
                .locator("a.tool", new Page.LocatorOptions().setHasText("标准字"))
                .click();
        assertThat(visit.page().locator("html.elder")).hasCount(0);
    }

    @Test
    void largeTypeDoesNotLoseWhatIsBeingTyped(Visits visits) {
        Visit visit = visits.as(Manner.phone()).go("/search");
        visit.page().locator("#find").fill("还没写完");
        visit.page()
                .locator("a.tool", new Page.LocatorOptions().setHasText("大字"))
                .click();
        assertThat(visit.page().locator("html")).hasClass("elder");
        assertThat(visit.page().locator("#find")).hasValue("还没写完");
    }

    @Test
    void slashGoesToTheSearchBoxAndTabToTheContentFirst(Visits visits) {
        Visit visit = visits.as(Manner.office()).go("/about");
        visit.page().keyboard().press("Tab");
        Locator skip = visit.page().locator("a.skip");
        assertThat(skip).isFocused();
        assertThat(skip).isInViewport();
        visit.page().keyboard().press("Enter");
        assertThat(visit.page()).hasURL(java.util.regex.Pattern.compile(".*/about#main$"));

        visit.go("/");
        visit.page().keyboard().press("/");
        assertThat(visit.page().locator("#find")).isFocused();
        assertThat(visit.page().locator("#find")).hasValue("");
        visit.page().keyboard().type("a/b");
        assertThat(visit.page().locator("#find")).hasValue("a/b");
    }

    @Test
    void anAddressWithAControlCharacterIsToldSo(Visits visits) {
        Visit visit = visits.as(Manner.office());
        for (String address : List.of("/search?q=%00", "/network?street=%00", "/network?q=a%1Fb")) {
            Response refused = visit.open(address);
            assertThat(refused.status()).as(address).isEqualTo(400);
            assertThat(visit.page().locator("h1")).hasCount(1);
            assertThat(visit.page().locator(".wordmark").first()).isVisible();
        }
        // the server itself refuses these, before anything of the house sees them
        for (String address : List.of("/network/%00", "/network%2Fsites")) {
            Response refused = visit.open(address);
            assertThat(refused.status()).as(address).isEqualTo(400);
            assertThat(visit.page().locator("h1")).hasText("这个网址打不开");
            assertThat(visit.page().locator("main a[href='/']").first()).isVisible();
        }
    }

    /** What a form answered with is no page of its own: Back leads to the form, not to the question whether to send again. */
    @Test
    void backOverAFormThatHadToBeMendedLeadsToTheForm(Visits visits) {
        Visit visit = visits.as(Manner.office().as("center"));
        Page page = visit.go("/office/calendar/days/new").page();
        for (String name : List.of("", "示例日")) {
            page.locator("#f-day").fill("");
            page.locator("#f-name").fill(name);
            page.locator("main form .btn-p").click();
            assertThat(page.locator(".errsum")).isVisible();
            assertThat(page.locator("#f-name")).hasValue(name);
        }
        Response again = java.util.Objects.requireNonNull(page.reload());
        assertThat(again.request().method()).isEqualTo("GET");
        visit.go("/office/calendar");
        page.goBack();
        assertThat(page.locator("#f-name")).isVisible();
        assertThat(visit.path()).isEqualTo("/office/calendar/days/new");
    }

    /** Browser's Back finds in a form what was entered before the preview. */
    @Test
    void backFromAPreviewKeepsWhatWasEntered(Visits visits) {
        Page page = visits.as(Manner.office().as("center"))
                .go("/office/network/sites/530181009210/closures/new")
                .page();
        page.locator("#f-from").fill("2027-03-01");
        page.locator("#f-document").fill("示例文〔2026〕9 号");
        page.locator("main form.form .btn-p").click();
        assertThat(page.locator("main")).containsText("示例文〔2026〕9 号");
        page.goBack();
        assertThat(page.locator("#f-document")).hasValue("示例文〔2026〕9 号");
        assertThat(page.locator("#f-from")).hasValue("2027-03-01");
    }

    /** Inside a date the browser's own parts take the focus, the last of them a button that is no field any more. */
    @Test
    void theFocusIsSeenOnEveryPartOfADate(Visits visits) {
        Page page = visits.as(Manner.office().as("center"))
                .go("/office/calendar/days/new")
                .page();
        Locator day = page.locator("input[type=date]").first();
        day.focus();
        int parts = 0;
        while (Boolean.TRUE.equals(day.evaluate("field => document.activeElement === field"))) {
            assertThat((String) day.evaluate("field => getComputedStyle(field).outlineStyle"))
                    .as("part %d", parts)
                    .isEqualTo("solid");
            page.keyboard().press("Tab");
            parts++;
        }
        assertThat(parts).isGreaterThan(1);
    }

    @Test
    void noSwitchLeadsToAnotherHost(Visits visits) {
        Visit visit = visits.as(Manner.office());
        for (String evil :
                new String[] {"//evil.example", "/%5Cevil.example", "https://evil.example", "/%0d%0aSet-Cookie:a=b"}) {
            APIResponse answer = visit.context()
                    .request()
                    .get(
                            "/preference/elder?on=true&back=" + evil,
                            RequestOptions.create().setMaxRedirects(0));
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.headers().get("location")).isEqualTo("/");
        }
    }

    @Test
    void whatFailedIsAPageForPeopleAndAProblemForMachines(Visits visits) {
        Visit visit = visits.as(Manner.office());
        Response page = visit.open("/no-such-page");
        assertThat(page.status()).isEqualTo(404);
        assertThat(visit.heading()).isEqualTo("没有找到这一页");
        String id = page.headerValue("X-Request-Id");
        assertThat(visit.page().locator(".ask")).containsText(id.substring(id.length() - 8));

        APIResponse problem = visit.context()
                .request()
                .get("/no-such-page", RequestOptions.create().setHeader("Accept", "application/json"));
        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(problem.text())
                .contains("\"type\":\"/problems/not-found\"")
                .contains("\"requestId\":\"" + problem.headers().get("x-request-id") + "\"");

        APIResponse fragment = visit.context()
                .request()
                .get(
                        "/no-such-page",
                        RequestOptions.create().setHeader("Accept", "text/html").setHeader("HX-Request", "true"));
        assertThat(fragment.status()).isEqualTo(404);
        assertThat(fragment.text()).contains("class=\"notice e\"").doesNotContain("<html");
    }

    @Test
    void filesAreKeptForAYearAndPagesAreNot(Visits visits) {
        Visit visit = visits.as(Manner.office()).go("/");
        String sheet = visit.page().locator("link[href*=kit]").getAttribute("href");
        assertThat(sheet).matches("/css/kit\\.css\\?v=[0-9a-f]{10}");
        APIResponse file = visit.context().request().get(sheet);
        assertThat(file.headers().get("cache-control")).contains("max-age=31536000");
        assertThat(file.headers().get("content-encoding")).isEqualTo("gzip");
        assertThat(visit.context().request().get("/").headers().get("cache-control"))
                .contains("no-store");
        assertThat(visit.context().request().get("/favicon.svg").text()).contains(">安<");
        assertThat(visit.context().request().get("/favicon.ico").status()).isEqualTo(200);
    }
}
