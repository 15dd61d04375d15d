package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.person.People;
import org.zhiyuan.reward.StarGround;
import org.zhiyuan.volunteer.Volunteers;

/**
 * A star from hours to the grant: how far it is on a telephone, a station that checks, a street that decides, a neighbour
 * who objects without a name, a city that answers, and the day after the notice. Everybody is made up.
 */
@Story
class RewardStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final Path PICTURES = Path.of("target/stories");
    private static final int PHONE_WIDTH = 320;
    private static final MobileNumber VOLUNTEER = MobileNumber.of("13800001001");

    @Autowired
    private ApplicationContext house;

    @Autowired
    private SettableClock clock;

    private StarGround ground;
    private StarGround.One one;

    @BeforeEach
    void begin() {
        ground = new StarGround(house);
        one = ground.inHouse(() -> {
            var person = house.getBean(People.class).ownerOf(VOLUNTEER).orElseThrow();
            var volunteer = house.getBean(Volunteers.class).of(person).orElseThrow();
            return ground.known(volunteer.id(), person, java.util.UUID.randomUUID());
        });
        ground.serve(one, 10);
    }

    @AfterEach
    void end() {
        ground.end();
        clock.reset();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("reward-" + name + ".png"))
                .setFullPage(true));
        List<String> wrong = new ArrayList<>(Gates.axe(page));
        wrong.addAll(Gates.reflow(page, PHONE_WIDTH, 640));
        assertThat(wrong).as(name).isEmpty();
    }

    private static void press(Page page, String text) {
        page.locator("main button", new Page.LocatorOptions().setHasText(text))
                .first()
                .click();
    }

    @Test
    void aStarIsReachedCheckedDecidedObjectedToAndGranted(Visits visits) {
        Page own = visits.as(Manner.phone(360).as("volunteer")).page();
        Page station = visits.as(Manner.office().as("mingyihe")).page();
        Page street = visits.as(Manner.office().as("xianjie")).page();
        Page city = visits.as(Manner.office().as("center")).page();
        Page stranger = visits.as(Manner.phone(360)).page();

        own.navigate("/me/volunteer");
        own.locator("main a[href='/me/stars']").click();
        assertThat(own.locator("main")).containsText("还没有星级");
        assertThat(own.locator("main")).containsText("还差");
        look(own, "how-far");

        ground.serve(one, 3);
        ground.propose();
        own.reload();
        assertThat(own.locator("main")).containsText("1 星，正在办");

        // the station looks; it may not decide as well
        station.navigate("/workbench");
        station.locator("main a", new Page.LocatorOptions().setHasText("核对志愿者星级"))
                .first()
                .click();
        assertThat(station).hasURL(Pattern.compile(".*/office/stars/[0-9a-f-]+$"));
        String star = station.url();
        look(station, "check");
        press(station, "核对过，没有疑问");
        assertThat(station.locator("main")).containsText("等审定");
        assertThat(station.locator("main button", new Page.LocatorOptions().setHasText("审定，开始公示")))
                .hasCount(0);

        street.navigate("/workbench");
        street.locator("main a", new Page.LocatorOptions().setHasText("审定志愿者星级"))
                .first()
                .click();
        look(street, "decide");
        press(street, "审定，开始公示");
        assertThat(street.locator("main")).containsText("公示中");
        street.navigate("/office/stars");
        look(street, "office");

        own.navigate("/me/stars");
        assertThat(own.locator("main")).containsText("没有异议，下一天授予");
        look(own, "noticed");

        // everybody: a family name, a place, hours; no telephone, no whole name
        stranger.navigate("/stars");
        Locator main = stranger.locator("main");
        assertThat(main).containsText("**");
        assertThat(main).not().containsText("1380000");
        look(stranger, "notices");
        main.locator("a", new Locator.LocatorOptions().setHasText("有异议"))
                .first()
                .click();
        stranger.locator(SUBMIT).click();
        assertThat(stranger.locator(".errsum")).containsText("请写明哪里不实");
        look(stranger, "object-wrong");
        stranger.locator("#f-words").fill("示例：那天的河道清洁没有办，是我在那里值班");
        stranger.locator(SUBMIT).click();
        assertThat(main).containsText("收到了，还没有答复");
        String receipt = stranger.url();
        look(stranger, "receipt");

        // whoever decided is told so; another answers
        street.navigate(star);
        street.locator("main input[name=upheld][value=no]").check();
        street.locator("main textarea[name=answer]").fill("示例：查了签到记录，当天有活动");
        press(street, "答复");
        assertThat(street.locator("main")).containsText("不能自己答复异议");
        assertThat(street.locator("main textarea[name=answer]")).hasValue("示例：查了签到记录，当天有活动");
        city.navigate("/workbench");
        city.locator("main a", new Page.LocatorOptions().setHasText("答复对星级公示的异议"))
                .first()
                .click();
        city.locator("main input[name=upheld][value=no]").check();
        city.locator("main textarea[name=answer]").fill("示例：查了签到记录，当天有活动");
        look(city, "answer");
        press(city, "答复");
        assertThat(city.locator("main")).containsText("异议不成立");
        stranger.navigate(receipt);
        assertThat(main).containsText("异议不成立");
        look(stranger, "answered");

        // the days pass
        clock.advance(Duration.ofDays(12));
        ground.keepTime();
        own.navigate("/me/stars");
        assertThat(own.locator("main")).containsText("一星志愿者");
        assertThat(own.locator("main")).containsText("授予");
        look(own, "granted");
        clock.reset();

        // two take it back
        station.navigate(star + "/revocation");
        station.locator("main form.form .btn-d").click();
        assertThat(station.locator(".errsum")).containsText("请写明原因");
        look(station, "revocation-wrong");
        station.locator("#f-reason").fill("示例：时长冲正以后不够了");
        station.locator("main form.form .btn-d").click();
        assertThat(station.locator("main")).containsText("等另一个人确认");
        street.navigate(star);
        look(street, "revocation");
        press(street, "确认撤回");
        assertThat(street.locator("main")).containsText("两人复核后撤回");
        own.navigate("/me/stars");
        assertThat(own.locator("main")).containsText("时长冲正以后不够了");
        look(own, "revoked");
        own.navigate("/me/notices");
        for (String told : List.of("您的 1 星级在公示", "您获得 1 星级志愿者", "您的 1 星级撤回了")) {
            assertThat(own.locator("main")).containsText(told);
        }
        own.navigate("/me/stars");
        press(own, "请再看一次");
        assertThat(own.locator("main")).containsText("1 星，正在办");
        press(own, "我不公示");
        assertThat(own.locator("main")).containsText("您选择了不公示");
        look(own, "unnamed");
        press(own, "同意公示，参加评定");
    }
}
