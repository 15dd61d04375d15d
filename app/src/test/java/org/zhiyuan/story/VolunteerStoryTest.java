package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.volunteer.Inquiries;

/**
 * Becoming a volunteer, on a telephone without script and at the counter; and not being one. Everybody is made up, and
 * erased again.
 */
@Story
class VolunteerStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final String KNOWN_PHONE = "19600030011";
    private static final int LOOKS_MAX = 50;
    private static final String KNOWN = "539999197703030711";
    private static final String TAKEN = "539999197604040818";
    private static final Path PICTURES = Path.of("target/stories");
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    @Autowired
    private SettableClock clock;

    @Autowired
    private Inquiries inquiries;

    private static Page signedIn(Visits visits, Visit visit, String phone) {
        Page page = visit.page();
        page.locator("body").count();
        String code = visits.signIns().codeFor(page, phone);
        page.locator("#f-code").fill(code);
        page.locator("main .btn-p").click();
        return page;
    }

    private static void who(Page page, String name, String number) {
        page.locator("#f-name").fill(name);
        page.locator("#f-identityNumber").fill(number);
        page.locator("#f-site").selectOption(new SelectOption().setLabel("鸣矣河村站 · 县街街道实践所"));
        page.locator(SUBMIT).click();
    }

    private static void erased(Page page) {
        page.navigate("/me/erasure");
        page.locator("main form .btn-d").click();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("volunteer-" + name + ".png"))
                .setFullPage(true));
    }

    @Test
    void somebodyRegistersOnAPhoneInThreeSteps(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, "19600030001");
        try {
            page.navigate("/volunteer");
            picture(page, "about");
            page.locator("main a.btn-p").click();

            // a wrong last digit is told at the field, and what was entered stays
            who(page, "周示例丑", "539999198808120310");
            assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
            assertThat(page.locator("#e-identityNumber")).containsText("最后一位对不上");
            assertThat(page.locator("#f-name")).hasValue("周示例丑");
            picture(page, "wrong");
            who(page, "周示例丑", "539999198808120312");

            assertThat(visit.heading()).isEqualTo("会什么，什么时候有空");
            page.locator("input[name=skill][value=cooking]").check();
            page.locator("input[name=free][value=known]").check();
            page.locator("input[name=slot][value='6-MORNING']").check();
            page.locator("#f-weekHours").fill("99");
            page.locator(SUBMIT).click();
            assertThat(page.locator("#e-weekHours")).containsText("1 到 40");
            assertThat(page.locator("input[name=skill][value=cooking]")).isChecked();
            page.locator("#f-weekHours").fill("６");
            picture(page, "service");
            page.locator(SUBMIT).click();

            assertThat(visit.heading()).isEqualTo("请核对");
            assertThat(page.locator("main")).containsText("53**************");
            assertThat(page.locator("main")).containsText("星期六 上午");
            page.locator(SUBMIT).click();
            assertThat(page.locator(".errsum")).containsText("同意就勾选");
            page.locator("input[name=agree]").check();
            picture(page, "check");
            page.locator(SUBMIT).click();

            assertThat(page).hasURL(Pattern.compile(".*/me/volunteer$"));
            assertThat(page.locator("main .tag").first()).hasText("活跃");
            assertThat(page.locator("main")).containsText(Pattern.compile("AN[0-9]{11}"));
            picture(page, "mine");

            // registering again leads to what is there
            page.navigate("/volunteer/registration");
            assertThat(page).hasURL(Pattern.compile(".*/me/volunteer$"));
        } finally {
            erased(page);
        }
    }

    @Test
    void someoneUnderAgeRegistersWithTheGuardiansCodeAndWaitsForASecondLook(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, "19600030002");
        try {
            page.navigate("/volunteer/registration");
            who(page, "郑示例丑", "539999201901010614");
            assertThat(page.locator("#e-identityNumber")).containsText("监护人在场");
            who(page, "郑示例丑", "539999201301010215");
            assertThat(page.locator("main .sub").first()).hasText("第 2 步，共 4 步");
            page.locator(SUBMIT).click();
            page.locator("input[name=agree]").check();
            page.locator(SUBMIT).click();
            assertThat(visit.heading()).isEqualTo("监护人同意");
            page.locator("#f-guardianName").fill("郑示例丑家长");
            page.locator("#f-guardianPhone").fill("19600030003");
            page.locator("#f-guardianNumber").fill("539999198001010411");
            picture(page, "guardian");
            page.locator(SUBMIT).click();
            assertThat(visit.heading()).isEqualTo("监护人的验证码");
            String code = newest(page, "郑**要登记为志愿者");
            page.locator("#f-code").fill(code.equals("000000") ? "111111" : "000000");
            page.locator(SUBMIT).click();
            assertThat(page.locator("#e-code")).containsText("验证码不对");
            page.locator("#f-code").fill(code);
            page.locator(SUBMIT).click();

            assertThat(page).hasURL(Pattern.compile(".*/me/volunteer$"));
            assertThat(page.locator("main")).containsText("等工作人员审核");
            String number = page.locator("main dd.num b").innerText();

            Visit office = visits.as(Manner.office().as("xianjie"));
            Page desk = office.go("/workbench").page();
            desk.locator("main a", new Page.LocatorOptions().setHasText(number)).click();
            assertThat(desk.locator("main")).containsText("郑**");
            assertThat(desk.locator("main")).not().containsText("郑示例丑");
            picture(desk, "approval");
            desk.locator("main form .btn-p").click();
            assertThat(desk.locator("main .tag").first()).hasText("活跃");

            page.reload();
            assertThat(page.locator("main .tag").first()).hasText("活跃");

            // as easily as it was given
            Page guardian = signedIn(visits, visits.as(Manner.phone(360).withoutScript()), "19600030003");
            guardian.navigate("/me/wards");
            assertThat(guardian.locator("main")).containsText("郑**");
            assertThat(guardian.locator("main")).not().containsText("郑示例丑");
            guardian.locator("main summary").click();
            guardian.locator("main .btn-d").click();
            assertThat(guardian.locator(".errsum")).containsText("想好了，请先勾选");
            guardian.locator("input[name=sure]").check();
            picture(guardian, "ward");
            guardian.locator("main .btn-d").click();
            assertThat(guardian.locator("main")).containsText("这里没有孩子");
            page.reload();
            assertThat(page.locator("main")).containsText("您现在不是志愿者");
        } finally {
            erased(page);
        }
    }

    /** The code of the newest message with these words. */
    private static String newest(Page page, String words) {
        List<String> messages = messages(page);
        for (String message : messages) {
            Matcher code = CODE.matcher(message);
            if (message.contains(words) && code.find()) {
                return code.group();
            }
        }
        throw new AssertionError("no message with " + words + " in " + messages);
    }

    private static List<String> messages(Page page) {
        try (Page developer = page.context().newPage()) {
            developer.navigate("/developer");
            return developer.locator("table").nth(1).locator("tbody tr").allInnerTexts();
        }
    }

    @Test
    void anOperatorRegistersSomebodyWithoutATelephoneAndNobodyTwice(Visits visits) {
        Visit visit = visits.as(Manner.office().as("mingyihe"));
        Page page = visit.go("/office/volunteers/new").page();
        page.locator(SUBMIT).click();
        assertThat(page.locator(".errsum")).isVisible();
        atCounter(page, "周示例寅", "539999196005050518");
        picture(page, "counter");
        page.locator(SUBMIT).click();
        assertThat(page.locator("main")).containsText("周**");
        assertThat(page.locator("main .tag").first()).hasText("活跃");
        assertThat(page.locator("main")).containsText("没有人核对过");
        picture(page, "volunteer");
        String person = page.locator("main a[href^='/office/people/']").getAttribute("href");

        page.navigate("/office/volunteers/new");
        atCounter(page, "周示例寅", "539999196005050518");
        page.locator(SUBMIT).click();
        assertThat(page.locator(".errsum")).containsText("已经是志愿者了");
        assertThat(page.locator("#f-name")).hasValue("周示例寅");

        page.navigate("/office/volunteers");
        picture(page, "list");
        page.locator("#f-words").fill("周示例寅");
        page.locator("main form .btn").first().click();
        assertThat(page.locator("main tbody tr")).hasCount(1);
        Page center = visits.as(Manner.office().as("center")).page();
        center.navigate(person + "/erasure");
        center.locator("#f-reason").fill("示例：故事以后删除");
        center.locator("main form.form .btn-d").click();
    }

    private static void atCounter(Page page, String name, String number) {
        page.locator("#f-name").fill(name);
        page.locator("#f-identityNumber").fill(number);
        page.locator("input[name=willing]").check();
        page.locator("input[name=channel][value=COUNTER]").check();
    }

    @Test
    void whoWasEnteredByOthersDisownsIt(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, "13800003008");
        page.navigate("/me/volunteer");
        assertThat(page.locator("main")).containsText("有人替您登记过，等您确认");
        picture(page, "invited");
        page.locator("a[href='/me/volunteer/disowning']").first().click();
        page.locator("#f-reason").fill("示例：不知道是谁登记的");
        page.locator("main form.form .btn-d").click();
        assertThat(page.locator("main")).containsText("您现在不是志愿者");
        assertThat(page.locator("main")).containsText("本人说没有登记过");
    }

    @Test
    void whetherSomebodyIsRegisteredIsSaidInTheSameWordsForYesAndNoAndToTheTelephoneOnRecordAlone(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, KNOWN_PHONE);
        try {
            page.navigate("/volunteer/registration");
            who(page, "周示例卯", KNOWN);
            page.locator(SUBMIT).click();
            page.locator("input[name=agree]").check();
            page.locator(SUBMIT).click();
            String number = page.locator("main dd.num b").innerText();
            // a number gets one message a minute
            clock.advance(Duration.ofMinutes(2));
            Page stranger = visits.as(Manner.phone(360).withoutScript()).page();

            String nobody = asked(stranger, "539999199808120317", "19600030009");
            String wrongPhone = asked(stranger, KNOWN, "19600030008");
            inquiries.answerAll();
            assertThat(messages(page)).noneMatch(message -> message.contains(number));
            String right = asked(stranger, KNOWN, KNOWN_PHONE);

            assertThat(right).contains("已经收下").isEqualTo(wrongPhone).isEqualTo(nobody);
            inquiries.answerAll();
            // it leaves the house a moment later
            for (int n = 0; n < LOOKS_MAX && messages(page).stream().noneMatch(told -> told.contains(number)); n++) {
                page.reload();
            }
            assertThat(messages(page))
                    .filteredOn(message -> message.contains(number))
                    .singleElement()
                    .asString()
                    .contains("196****0011");
        } finally {
            erased(page);
        }
    }

    @Test
    void aNumberOnRecordGoesOnLikeAnyOtherAndWhatIsInTheWayIsToldAtTheEndInWordsThatSayNothing(Visits visits) {
        Page owner = signedIn(visits, visits.as(Manner.phone(360).withoutScript()), "19600030021");
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, "19600030022");
        try {
            owner.navigate("/volunteer/registration");
            who(owner, "周示例巳", TAKEN);
            owner.locator(SUBMIT).click();
            owner.locator("input[name=agree]").check();
            owner.locator(SUBMIT).click();
            assertThat(owner).hasURL(Pattern.compile(".*/me/volunteer$"));

            page.navigate("/volunteer/registration");
            who(page, "周示例午", TAKEN);
            assertThat(visit.heading()).isEqualTo("会什么，什么时候有空");
            page.locator("input[name=skill][value=cooking]").check();
            page.locator(SUBMIT).click();
            assertThat(visit.heading()).isEqualTo("请核对");
            page.locator("input[name=agree]").check();
            page.locator(SUBMIT).click();
            assertThat(page.locator(".errsum")).containsText("没有办成");
            assertThat(page.locator(".errsum")).containsText("实践站");
            assertThat(page.locator(".errsum")).not().containsText(Pattern.compile("号码|登记|一致"));
            picture(page, "not-done");

            // what was entered is still there, and may be put right
            page.navigate("/volunteer/registration");
            assertThat(page.locator("#f-name")).hasValue("周示例午");
            who(page, "周示例午", "539999197505050826");
            assertThat(page.locator("input[name=skill][value=cooking]")).isChecked();
            page.locator(SUBMIT).click();
            page.locator("input[name=agree]").check();
            page.locator(SUBMIT).click();
            assertThat(page).hasURL(Pattern.compile(".*/me/volunteer$"));
        } finally {
            erased(page);
            erased(owner);
        }
    }

    private static String asked(Page page, String number, String phone) {
        page.navigate("/volunteer/registered");
        page.locator("#f-identityNumber").fill(number);
        page.locator("#f-phone").fill(phone);
        page.locator(SUBMIT).click();
        Locator main = page.locator("main");
        return main.innerText();
    }
}
