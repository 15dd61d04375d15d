package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.presence.Gathering;

/**
 * A complaint from somebody without an account, on a telephone: filed, answered by the street, appealed,
 * answered by the city; and a correction that a volunteer asks for. Everybody is made up.
 */
@Story
class ComplaintStoryTest {
    private static final Path PICTURES = Path.of("target/stories");
    private static final int PHONE_WIDTH = 320;
    private static final Pattern CODE = Pattern.compile("\\d{6}");
    private static final String SUBMIT = "main form.form .btn-xl";

    @Autowired
    private ApplicationContext house;

    private Gathering there;

    @BeforeEach
    void gather() {
        there = new Gathering(house, 1);
    }

    @AfterEach
    void disperse() {
        there.end();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("complaint-" + name + ".png"))
                .setFullPage(true));
        List<String> wrong = new ArrayList<>(Gates.axe(page));
        wrong.addAll(Gates.reflow(page, PHONE_WIDTH, 640));
        Assertions.assertThat(wrong).as(name).isEmpty();
    }

    private static String newest(Visits visits) {
        Page developer = visits.as(Manner.office()).page();
        developer.navigate("/developer");
        for (String message :
                developer.locator("table").nth(1).locator("tbody tr").allInnerTexts()) {
            Matcher code = CODE.matcher(message);
            if (message.contains("投诉") && code.find()) {
                return code.group();
            }
        }
        throw new AssertionError("no code was sent");
    }

    @Test
    void aComplaintIsFiledWithoutAnAccountAnsweredAppealedAndAnsweredByAnother(Visits visits) {
        Page own = visits.as(Manner.phone(360)).page();
        own.navigate("/activities/" + there.activity);
        own.locator("main a[href^='/complaints/new']").click();
        assertThat(own.locator("main .sub")).containsText(there.facts().title());
        own.locator(SUBMIT).click();
        assertThat(own.locator(".errsum")).containsText("请选是哪方面的事");
        assertThat(own.locator(".errsum")).containsText("请先点“发验证码”");
        own.locator("#f-topic").selectOption("hours");
        own.locator("#f-words").fill("示例：上周六没有人来，名单上却有三个人签到");
        own.locator("#f-phone").fill("196 0003 0061");
        own.locator("main form.form button[formaction]").click();
        assertThat(own.locator(".notice[role=status]")).containsText("验证码发出去了");
        // nothing that was filled in is lost
        assertThat(own.locator("#f-words")).hasValue("示例：上周六没有人来，名单上却有三个人签到");
        assertThat(own.locator("#f-topic")).hasValue("hours");
        look(own, "new");
        String code = newest(visits);
        own.locator("#f-code").fill(code.equals("000000") ? "111111" : "000000");
        own.locator(SUBMIT).click();
        assertThat(own.locator("#e-code")).containsText("验证码不对");
        own.locator("#f-code").fill(code);
        own.locator(SUBMIT).click();
        Locator main = own.locator("main");
        assertThat(main).containsText("请记下这两行");
        assertThat(main).containsText("县街");
        look(own, "receipt");
        String number = own.locator(".big-code").first().innerText();
        String secret = own.locator(".big-code").nth(1).innerText();

        // the station that it is about sees nothing of it
        Page station = visits.as(Manner.office().as("mingyihe")).page();
        station.navigate("/office/complaints");
        assertThat(station.locator("main")).not().containsText(number);

        Page desk = visits.as(Manner.office().as("xianjie")).page();
        desk.navigate("/workbench");
        desk.locator("main a", new Page.LocatorOptions().setHasText(number)).click();
        assertThat(desk.locator("main")).containsText("名单上却有三个人签到");
        desk.locator("main form.form .btn-p").click();
        assertThat(desk.locator(".errsum")).containsText("请选查下来怎么样");
        look(desk, "office");
        desk.locator("input[value=PARTLY]").check();
        desk.locator("#f-reasons").fill("示例：查了签到记录，一个人没有到场，时长已经冲正");
        desk.locator("main form.form .btn-p").click();
        assertThat(desk.locator("main .tag").first()).hasText("已答复");

        own.navigate("/complaints");
        look(own, "start");
        own.locator("#f-number").fill(number);
        own.locator("#f-code").fill("AAAA AAAA AAAA");
        own.locator("main form.form .btn-p").click();
        assertThat(own.locator("#e-number")).containsText("没有查到");
        own.locator("#f-number").fill(number.toLowerCase(java.util.Locale.ROOT));
        own.locator("#f-code").fill(secret);
        own.locator("main form.form .btn-p").click();
        assertThat(main).containsText("时长已经冲正");
        // the place answers, no name of the office stands there
        assertThat(main).not().containsText("周示例甲");
        look(own, "replied");
        own.locator("#f-words").fill("示例：另外两个人也没有来");
        own.locator("main form.form .btn-p").click();
        assertThat(main.locator(".tag").first()).hasText("申诉中");
        assertThat(own.locator("#f-words")).hasCount(0);

        desk.navigate("/office/complaints");
        assertThat(desk.locator("main")).not().containsText(number);
        Page center = visits.as(Manner.office().as("center")).page();
        center.navigate("/office/complaints?state=APPEALED");
        look(center, "list");
        center.locator("main a", new Page.LocatorOptions().setHasText(number)).click();
        center.locator("input[value=UPHELD]").check();
        center.locator("#f-reasons").fill("示例：核对以后，三个人的时长都冲正了，谢谢您");
        center.locator("main form.form .btn-p").click();

        own.reload();
        assertThat(main.locator(".tag").first()).hasText("申诉已答复");
        assertThat(main).containsText("谢谢您");
        look(own, "closed");
    }

    @Test
    void aVolunteerAsksForACorrectionOfHisRecordAndWithdrawsIt(Visits visits) {
        Visit visit = visits.as(Manner.phone(360));
        visit.context()
                .addCookies(
                        List.of(new Cookie("session", there.session(there.people.getFirst())).setUrl(there.address())));
        Page own = visit.page();
        own.navigate("/me/complaints");
        own.locator("main a[href$='kind=CORRECTION']").click();
        // whoever is signed in is asked for no telephone
        assertThat(own.locator("#f-phone")).hasCount(0);
        own.locator("#f-words").fill("示例：培训那一条的日期应该是 3 月 5 日");
        look(own, "correction");
        own.locator(SUBMIT).click();
        assertThat(own.locator("main")).containsText("鸣矣河");
        own.navigate("/me/complaints");
        look(own, "mine");
        own.locator("main .li a").first().click();
        own.locator("form[action$='/withdrawal'] button").click();
        assertThat(own.locator("main .tag").first()).hasText("已撤回");
        assertThat(own.locator("main")).containsText("本人撤回");
    }
}
