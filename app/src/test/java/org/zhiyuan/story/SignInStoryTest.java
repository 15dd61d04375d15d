package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Coming in: each way once, through the pages that people use. */
@Story
class SignInStoryTest {
    @Test
    void anOperatorSignsInAndLandsOnWhatWaits(Visits visits) {
        Visit visit = visits.as(Manner.office());
        visits.signIns().signIn(visit.page(), "center2");
        assertThat(visit.page()).hasURL(Pattern.compile(".*/workbench$"));
        assertThat(visit.heading()).isEqualTo("待我处理");
        assertThat(visit.page().locator(".side .who")).containsText("黄示例甲");
        assertThat(visit.page().locator(".side nav a[aria-current=page]")).hasCount(1);
    }

    @Test
    void aResidentSignsInByPhoneWithoutScript(Visits visits) {
        Visit visit = visits.as(Manner.phone(320).inLargeType().withoutScript());
        visits.signIns().signIn(visit.page(), "resident");
        assertThat(visit.heading()).isEqualTo("待我处理");
        assertThat(visit.page().locator(".side")).hasCount(0);
    }

    @Test
    void aResidentTypesTheCodeAndPressesEnter(Visits visits) {
        Visit visit = visits.as(Manner.phone());
        Page page = visit.page();
        String code = visits.signIns().codeFor(page, "13800001003");
        assertThat(visit.path()).isEqualTo("/sign-in/phone-code");
        page.locator("#f-code").fill(code);
        page.locator("#f-code").press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/workbench$"));
        assertThat(visit.heading()).isEqualTo("待我处理");
    }

    @Test
    void backAndReloadAfterWrongCodesLeadIntoNoDeadEnd(Visits visits) {
        Visit visit = visits.as(Manner.phone());
        Page page = visit.page();
        String code = visits.signIns().codeFor(page, "13800001003");
        String wrong = code.equals("000000") ? "111111" : "000000";
        for (int tries = 0; tries < 2; tries++) {
            page.locator("#f-code").fill(wrong);
            page.locator("#f-code").press("Enter");
            assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
            assertThat(page.locator(".errsum")).isFocused();
        }
        page.reload();
        assertThat(page.locator(".errsum")).hasCount(0);
        assertThat(page.locator("#h-code")).containsText("138****1003");
        assertThat(page.content()).doesNotContain("13800001003");

        page.goBack();
        assertThat(visit.path()).isEqualTo("/sign-in/phone-code");
        assertThat(page.locator("#h-code")).containsText("138****1003");
        page.locator("#f-code").fill(code);
        page.locator("#f-code").press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/workbench$"));

        // the pages of signing in lie behind, and let nobody in a second time
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/workbench$"));
    }

    @Test
    void theFieldForACodeIsNotShownToWhoGaveNoNumber(Visits visits) {
        Visit visit = visits.as(Manner.phone()).go("/sign-in/phone-code");
        assertThat(visit.path()).isEqualTo("/sign-in");
    }

    @Test
    void whoeverAskedForAPageComesBackToIt(Visits visits) {
        Visit visit = visits.as(Manner.office());
        visit.page().navigate("/office/calendar");
        assertThat(visit.page()).hasURL(Pattern.compile(".*/sign-in\\?back=.*"));
    }

    @Test
    void aWrongPasswordKeepsTheAccountAndSaysHowManyTriesAreLeft(Visits visits) {
        Visit visit = visits.as(Manner.office()).go("/sign-in/staff");
        Page page = visit.page();
        page.locator("#f-login").fill("nobody-here");
        page.locator("#f-password").fill("wrong");
        page.locator("main .btn-p").click();
        assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
        assertThat(page.locator(".errsum")).isFocused();
        assertThat(page.locator("#f-login")).hasValue("nobody-here");
        assertThat(page.locator("#f-password")).hasValue("");
        page.locator(".errsum a").first().click();
        assertThat(page.locator("#f-password")).isFocused();
    }
}
