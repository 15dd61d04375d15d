package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.hours.EntryId;
import org.zhiyuan.hours.Hours;
import org.zhiyuan.hours.Served;
import org.zhiyuan.ledger.Sealing;
import org.zhiyuan.presence.Gathering;
import org.zhiyuan.presence.Way;

/** Hours on a telephone of 390 px without script: how they were reckoned, a late entry with two others, a held entry. */
@Story
class HoursStoryTest {
    private static final int WIDTH = 390;
    private static final Path PICTURES = Path.of("target/stories");

    @Autowired
    private ApplicationContext house;

    @Autowired
    private Hours hours;

    @Autowired
    private Sealing sealing;

    @Autowired
    private SampleCity sample;

    @Autowired
    private SettableClock clock;

    private Gathering there;
    private Instant starts;

    @BeforeEach
    void gather() {
        // on the minute, as activities are
        clock.set(Instant.now().truncatedTo(ChronoUnit.MINUTES));
        there = new Gathering(house, 2);
        starts = there.facts().starts();
        clock.set(starts.plus(Duration.ofHours(4)));
    }

    @AfterEach
    void disperse() {
        clock.reset();
        there.end();
    }

    private Page signedIn(Visits visits, UUID account) {
        Visit visit = visits.as(Manner.phone(WIDTH).withoutScript());
        visit.context().addCookies(List.of(new Cookie("session", sample.session(account)).setUrl(there.address())));
        return visit.page();
    }

    private Page staff(Visits visits, String login) {
        return signedIn(visits, sample.account(login));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("hours-" + name + ".png"))
                .setFullPage(true));
    }

    private EntryId take(Way way, UUID recorder, int fromMinute, int untilMinute, Instant recordedAt) {
        Gathering.One one = there.people.getFirst();
        return there.inHouse(() -> hours.take(new Served(
                UUID.randomUUID(),
                there.activity,
                one.volunteer(),
                starts.plus(Duration.ofMinutes(fromMinute)),
                starts.plus(Duration.ofMinutes(untilMinute)),
                way,
                recorder,
                recordedAt)));
    }

    @Test
    void hoursAppearWithTheirExplanationAndTheirSealAndWhoeverDisagreesSaysSo(Visits visits) {
        take(Way.CODE, null, -12, 188, starts.plus(Duration.ofMinutes(188)));
        sealing.all();
        Page page = signedIn(visits, there.people.getFirst().account());

        page.navigate("/me/hours");
        assertThat(page.locator(".big")).hasText(Pattern.compile("3\\s*小时\\s*0\\s*分"));
        picture(page, "mine");
        page.locator(".ent a").first().click();
        assertThat(page.locator(".mins")).containsText("早到等候");
        assertThat(page.locator(".mins tbody tr").first().locator("td")).hasText("12 分，不算");
        assertThat(page.locator(".mins tfoot td")).hasText("180 分");
        assertThat(page.locator(".sealed")).containsText("已封存，谁也改不了");
        picture(page, "entry");
        com.microsoft.playwright.APIResponse proof =
                page.request().get(page.locator(".sealed a").first().getAttribute("href"));
        assertThat(proof.status()).isEqualTo(200);
        assertThat(proof.text()).contains("\"amount\":180", "zhiyuan-proof-v1");

        page.locator("#f-words").fill("短");
        page.locator("main form .btn-p").click();
        assertThat(page.locator("#e-words")).containsText("请写明哪里不对");
        assertThat(page.locator("#f-words")).hasValue("短");
        page.locator("#f-words").fill("示例：我 12 点 30 分才走");
        page.locator("main form .btn-p").click();
        assertThat(page.locator("main")).containsText("以前答复");

        page.navigate("/hours/rules");
        assertThat(page.locator("main")).containsText("不到活动的 60%");
        picture(page, "rules");
    }

    @Test
    void aLateEntryIsCountedOnceTwoOthersAgree(Visits visits) {
        Page station = staff(visits, "mingyihe");
        station.navigate("/office/hours/occasions/" + there.activity + "/late");
        picture(station, "late");
        station.locator("#f-number").fill("AN00");
        station.locator("#f-reason").fill("示例：当天停电，纸上有签名");
        station.locator("main form .btn-p").click();
        assertThat(station.locator("#e-number")).containsText("请填写志愿者编号");
        station.locator("#f-number").fill(there.people.getFirst().number());
        station.locator("main form .btn-p").click();
        assertThat(station).hasURL(Pattern.compile(".*/office/hours/[0-9a-f-]{36}$"));
        assertThat(station.locator("main")).containsText("等复核");
        String entry = station.url();

        // whoever entered it cannot agree to it
        station.locator("form[action$='/approval'] button").click();
        assertThat(station.locator(".errsum")).containsText("这一条是您记的");

        Page institute = staff(visits, "xianjie");
        institute.navigate("/office/hours");
        assertThat(institute.locator("main")).containsText("补录");
        picture(institute, "desk");
        institute.navigate(entry);
        picture(institute, "review");
        institute.locator("form[action$='/approval'] button").click();
        assertThat(institute.locator("main")).containsText("1 个，要 2 个");

        Page center = staff(visits, "center");
        center.navigate(entry);
        center.locator("form[action$='/approval'] button").click();
        assertThat(center.locator("main .tag").first()).hasText("已计入");

        Page own = signedIn(visits, there.people.getFirst().account());
        own.navigate("/me/hours");
        assertThat(own.locator("main")).containsText("其中补录 3 小时");
    }

    @Test
    void aHeldEntryIsReleasedByAnotherUnit(Visits visits) {
        EntryId id = take(Way.PAPER, there.leader.account(), 0, 180, starts.plus(Duration.ofMinutes(100)));
        Page own = signedIn(visits, there.people.getFirst().account());
        own.navigate("/me/hours/" + id);
        assertThat(own.locator("main")).containsText("还没到记的结束时间，就已经记好了");
        assertThat(own.locator("main")).containsText("不等于有错");
        picture(own, "held");

        Page station = staff(visits, "mingyihe");
        station.navigate("/office/hours/" + id);
        station.locator("form[action$='/approval'] button").click();
        assertThat(station.locator(".errsum")).containsText("别的单位");

        Page institute = staff(visits, "xianjie");
        institute.navigate("/workbench");
        assertThat(institute.locator("main")).containsText("核实一条时长");
        institute.navigate("/office/hours/" + id);
        institute.locator("form[action$='/approval'] button").click();
        assertThat(institute.locator("main .tag").first()).hasText("已计入");
    }
}
