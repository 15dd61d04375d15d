package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The network in the office: one selection as tree, map and list, and for each what he may do with it. */
@Story
class NetworkOfficeStoryTest {
    private static final String XIANJIE = "530181009";
    private static final String MINGYIHE = "530181009205";

    @Test
    void aStationOperatorFindsHisPlaceByInitialsAndMayChangeOnlyThat(Visits visits) {
        Visit visit = visits.as(Manner.office());
        visits.signIns().signIn(visit.page(), "mingyihe");
        visit.page()
                .locator(".side nav a", new Page.LocatorOptions().setHasText("阵地网络"))
                .click();
        assertThat(visit.page()).hasURL(Pattern.compile(".*/office/network$"));
        visit.page().keyboard().press("/");
        visit.page().keyboard().type("MYH");
        visit.page().keyboard().press("Enter");
        assertThat(visit.page()).hasURL(Pattern.compile(".*[?&]q=MYH.*"));
        assertThat(row(visit, "鸣矣河村").locator("th a")).hasAttribute("href", "/office/network/sites/" + MINGYIHE);

        visit.go("/office/network?street=" + XIANJIE);
        assertThat(row(visit, "鸣矣河村").locator(".may")).hasCount(1);
        assertThat(row(visit, "山口村").locator(".may")).hasCount(1);
        assertThat(row(visit, "石江").locator(".may")).hasCount(0);
        assertThat(row(visit, "石江").locator("th a")).hasAttribute("href", Pattern.compile("/network/sites/\\d+"));
        // nobody changes the past
        visit.go("/office/network?street=" + XIANJIE + "&on=2024-03-01");
        assertThat(visit.page().locator(".dir .may")).hasCount(0);
        assertThat(visit.page().locator(".dir .notice")).containsText("2024年3月1日");
    }

    @Test
    void levelsOpenAsPlainPages(Visits visits) {
        Visit visit = visits.as(Manner.office().withoutScript().as("mingyihe")).go("/office/network?tier=station");
        assertThat(visit.page().locator(".tree ul ul")).hasCount(0);
        visit.page().locator("#tw-" + XIANJIE).click();
        assertThat(visit.path())
                .contains("open=" + XIANJIE)
                .contains("tier=station")
                .doesNotContain("street=");
        assertThat(visit.page().locator("#tw-" + XIANJIE)).hasAttribute("aria-expanded", "true");
        List<String> level = visit.page()
                .locator(".tree ul ul > li > .nd .nm > span:first-child")
                .allInnerTexts();
        assertThat(level).hasSizeGreaterThan(5).anyMatch(name -> name.contains("鸣矣河村"));

        visit.page().locator("#tw-" + MINGYIHE).click();
        assertThat(visit.page().locator(".tree ul ul ul")).containsText("山口村");
        visit.page()
                .locator(".tree .nm", new Page.LocatorOptions().setHasText("鸣矣河村"))
                .click();
        assertThat(visit.path())
                .contains("street=" + MINGYIHE)
                .contains("tier=station")
                .doesNotContain("open=");
        assertThat(visit.page().locator(".tree [aria-current=true]")).containsText("鸣矣河村");
        visit.page().locator("#tw-" + XIANJIE).click();
        assertThat(visit.page().locator(".tree ul ul")).hasCount(0);
    }

    @Test
    void levelsOpenWhereTheyStandAndKeepTheFocus(Visits visits) {
        Visit visit = visits.as(Manner.office().as("mingyihe")).go("/office/network?tier=station");
        String before = visit.path();
        Locator twist = visit.page().locator("#tw-" + XIANJIE);
        twist.focus();
        visit.page().keyboard().press("Enter");
        assertThat(visit.page().locator("#tw-" + XIANJIE + "[aria-expanded=true]"))
                .isFocused();
        assertThat(visit.page().locator(".tree ul ul")).containsText("鸣矣河村");
        assertThat(visit.path()).isEqualTo(before);
        assertThat(visit.page().locator(".tree ul ul .nm").first())
                .hasAttribute("href", Pattern.compile(".*tier=station.*"));
        visit.page().keyboard().press("Enter");
        assertThat(visit.page().locator("#tw-" + XIANJIE + "[aria-expanded=false]"))
                .isFocused();
        assertThat(visit.page().locator(".tree ul ul")).hasCount(0);
    }

    @Test
    void theAddressCarriesTheSelectionAndMapAndListCountAlike(Visits visits) {
        Visit visit = visits.as(Manner.office().as("center")).go("/office/network?street=" + XIANJIE);
        List<String> list = visit.page().locator(".dir tbody .no").allInnerTexts();
        List<String> pins = visit.page().locator(".mapc .pin text").allTextContents();
        assertThat(list).hasSizeGreaterThan(10).first().isEqualTo("1");
        assertThat(pins).isNotEmpty().isSubsetOf(list);
        assertThat(visit.page().locator(".map path.on")).hasCount(1);
        // red is never only a colour: the line says what is wrong
        Locator red = visit.page()
                .locator(
                        ".dir tbody tr",
                        new Page.LocatorOptions().setHas(visit.page().locator(".no.s")));
        assertThat(red.count()).isPositive();
        for (Locator line : red.all()) {
            assertThat(line.locator(".bad").first()).not().isEmpty();
        }
        visit.page()
                .locator(".seg a", new Page.LocatorOptions().setHasText("站"))
                .first()
                .click();
        assertThat(visit.path()).contains("street=" + XIANJIE).contains("tier=station");
        visit.page().locator("#state").selectOption("expired");
        visit.page().locator(".filters .btn").first().click();
        assertThat(visit.page()).hasURL(Pattern.compile(".*state=expired.*"));
        assertThat(visit.path()).contains("street=" + XIANJIE).contains("tier=station");
        assertThat(visit.page().locator("#state")).hasValue("expired");
        int rows = visit.page().locator(".dir tbody tr").count();
        assertThat(rows).isPositive();
        assertThat(visit.page().locator(".dir tbody tr", new Page.LocatorOptions().setHasText("项过期")))
                .hasCount(rows);
    }

    @Test
    void onAPhoneTheListStandsBeforeTheTreeAndTheMap(Visits visits) {
        Visit visit = visits.as(Manner.phone(390).as("center").withoutScript());
        Page page = visit.go("/office/network?street=530181009").page();
        assertThat(page.locator(".fold summary")).containsText("县街街道实践所");
        assertThat(page.locator(".tree")).not().isVisible();
        double list = page.locator("#found").boundingBox().y;
        assertThat(list).as("on the first screen").isLessThan(740);
        assertThat(list).isLessThan(page.locator(".mapc").boundingBox().y);
        page.locator(".fold summary").click();
        assertThat(page.locator(".tree")).isVisible();
        page.locator(".tree .tw").first().click();
        // whoever opens a level sees it
        assertThat(page.locator(".tree")).isVisible();

        Page wide = visits.as(Manner.office().as("center").withoutScript())
                .go("/office/network")
                .page();
        assertThat(wide.locator(".tree")).isVisible();
        assertThat(wide.locator(".fold")).not().isVisible();
    }

    @Test
    void aDayInTheAddressThatIsNoneIsSaid(Visits visits) {
        for (boolean english : new boolean[] {false, true}) {
            Visit visit = visits.as(
                    english
                            ? Manner.office().as("center").inEnglish()
                            : Manner.office().as("center"));
            for (String path : List.of(
                    "/network",
                    "/network/sites/530181009205",
                    "/network/branches/sports",
                    "/network/units",
                    "/office/network")) {
                visit.go(path + "?on=2026-13-45");
                assertThat(visit.page().locator("main .notice").first().innerText())
                        .as(path)
                        .contains(english ? "“2026-13-45” is no day" : "“2026-13-45”不是能看的日子");
            }
            assertThat(visit.page().locator("#on").inputValue())
                    .as("what was asked for stays in the field")
                    .isEqualTo("2026-13-45");
            assertThat(visit.page().locator("main tbody tr").count())
                    .as("today's list")
                    .isPositive();
            visit.go("/network?on=2020-01-01");
            assertThat(visit.page().locator("#misread").count()).isZero();
        }
    }

    @Test
    void pagesOfTheListCountOn(Visits visits) {
        Visit visit = visits.as(Manner.office().as("center")).go("/office/network?tier=station");
        assertThat(visit.page().locator(".dir tbody tr")).hasCount(20);
        visit.page().locator(".pager a[rel=next]").click();
        assertThat(visit.path()).contains("tier=station").contains("page=2");
        assertThat(visit.page().locator(".dir tbody .no").first()).hasText("21");
    }

    @Test
    void aResidentAndAStrangerAreTurnedAway(Visits visits) {
        Visit resident = visits.as(Manner.office().as("resident"));
        for (String path : List.of("/office/network", "/office/network/level?under=" + XIANJIE)) {
            assertThat(resident.open(path).status()).as(path).isIn(403, 404);
            assertThat(resident.page().locator(".tree")).hasCount(0);
        }
        Visit stranger = visits.as(Manner.office());
        stranger.page().navigate("/office/network");
        assertThat(stranger.page()).hasURL(Pattern.compile(".*/sign-in\\?back=.*"));
    }

    @Test
    void theSearchBoxFindsPlacesByInitialsAndByNumberAndUnitsByName(Visits visits) {
        Visit visit = visits.as(Manner.phone()).go("/search?q=myh");
        assertThat(visit.page().locator(".hits a[href='/network/sites/" + MINGYIHE + "']"))
                .hasCount(1);
        visit.go("/search?q=68690001");
        assertThat(visit.page().locator(".hits a[href='/network/sites/530181001']"))
                .hasCount(1);
        visit.go("/search?q=jyty");
        assertThat(visit.page().locator(".hits a[href^='/network/units/']"))
                .not()
                .hasCount(0);
    }

    @Test
    void theHomePageSaysTheNumberWhereOneLooksAndInTheFooter(Visits visits) {
        Page page = visits.as(Manner.phone()).go("/").page();
        String number = page.locator(".call a").innerText().strip();
        assertThat(number).matches("[0-9 -]+");
        assertThat(page.locator("body").innerText().split(number, -1)).hasSize(3);
        assertThat(page.locator("footer").innerText()).contains(number);
    }

    @Test
    void theHomePageLeadsOnlyToWhatIsThere(Visits visits) {
        Visit visit = visits.as(Manner.phone().withoutScript()).go("/");
        visit.page().locator(".doors a").first().click();
        assertThat(visit.page()).hasURL(Pattern.compile(".*/#help$"));
        assertThat(visit.page().locator("#help a[href^='tel:']")).isInViewport();
        List<String> hrefs = visit.page().locator("main a[href^='/']").all().stream()
                .map(link -> link.getAttribute("href"))
                .distinct()
                .toList();
        assertThat(hrefs).hasSizeGreaterThan(15);
        for (String href : hrefs) {
            assertThat(visit.context().request().get(href).status()).as(href).isEqualTo(200);
        }
        assertThat(visit.page().locator(".where .map a")).hasCount(9);
        assertThat(visit.page().locator(".now tbody tr")).hasCount(9);
        assertThat(visit.page().locator(".six li")).hasCount(6);
    }

    private static Locator row(Visit visit, String name) {
        return visit.page()
                .locator(
                        ".dir tbody tr",
                        new Page.LocatorOptions()
                                .setHas(visit.page().locator("th a", new Page.LocatorOptions().setHasText(name))))
                .first();
    }
}
