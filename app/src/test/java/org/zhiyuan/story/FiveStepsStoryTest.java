package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.ledger.SealedBooks;
import org.zhiyuan.ledger.Sealing;
import org.zhiyuan.paper.Archive;
import org.zhiyuan.shell.Formats;

/**
 * The five steps in one go, nothing prepared: entered at the counter, signed up with one tap, come and gone by the code on
 * the screen, counted and explained, certified, and checked by somebody who trusts nobody.
 */
@Story
class FiveStepsStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final int PHONE = 360;
    private static final Path PICTURES = Path.of("target/stories");

    @Autowired
    private ApplicationContext house;

    @Autowired
    private Sealing sealing;

    @Autowired
    private SettableClock clock;

    /** Who comes, and to what. */
    private record Volunteer(String name, String identityNumber, String phone, String title) {}

    private static final Volunteer CONNECTED = new Volunteer("冯示例巳", "539999198506060713", "19600030021", "示例：河边清洁与记录");
    private static final Volunteer CUT_OFF = new Volunteer("卫示例午", "539999197909090824", "19600030022", "示例：山上清洁与记录");

    private LocalDateTime starts;
    private LocalDateTime ends;

    private void inMinutes(int minutes) {
        starts = LocalDateTime.ofInstant(clock.instant(), Formats.ZONE)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(minutes);
        ends = starts.plusHours(2);
    }

    @AfterEach
    void back() {
        clock.reset();
    }

    private void at(LocalDateTime moment) {
        clock.set(moment.atZone(Formats.ZONE).toInstant());
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("five-steps-" + name + ".png"))
                .setFullPage(true));
    }

    private static Page signedIn(Visits visits, Volunteer who) {
        return signedIn(visits, who, Manner.phone(PHONE).withoutScript()).page();
    }

    private static Visit signedIn(Visits visits, Volunteer who, Manner manner) {
        Visit visit = visits.as(manner);
        visit.page().locator("#f-code").fill(visits.signIns().codeFor(visit.page(), who.phone()));
        visit.page().locator("main .btn-p").click();
        return visit;
    }

    /** How somebody comes and goes on the day. */
    private interface OnTheDay {
        void comeAndGo(Visits visits, Page leader, String activity);
    }

    @Test
    void fromTheCounterToACertificateThatAnOutsiderChecks(Visits visits) throws IOException, InterruptedException {
        inMinutes(20);
        Proof proof = fiveSteps(visits, CONNECTED, this::comeAndGo);
        takeBack(visits, proof);
    }

    @Test
    void theSameWithTheNetworkCutWhileComingAndWhileGoing(Visits visits) throws IOException, InterruptedException {
        // when the other story's is over: the same person leads both
        inMinutes(200);
        fiveSteps(visits, CUT_OFF, this::comeAndGoCutOff);
    }

    /** Where a service stands, and the page that proves it to a stranger. */
    private record Proof(String entry, String page) {}

    private Proof fiveSteps(Visits visits, Volunteer who, OnTheDay day) throws IOException, InterruptedException {
        Page desk = visits.as(Manner.office().as("mingyihe")).page();
        String number = recruit(desk, who);
        publish(desk, who);
        String activity = signUp(visits, who);
        Page leader = visits.as(Manner.phone(PHONE).withoutScript().as("volunteer"))
                .go("/activities/" + activity + "/lead")
                .page();
        day.comeAndGo(visits, leader, activity);
        close(leader, activity, number);
        Acting.as(Actor.system("test"), take().scope(), take().work());
        count(visits, who, activity);

        Page own = signedIn(visits, who);
        String entry = hours(own);
        certify(own, desk, who);
        byte[] pdf = fetched(own, ".pdf");
        byte[] json = fetched(own, ".json");
        SealedBooks books = new SealedBooks(house);
        assertThat(books.outsider().certificate(json, new byte[0]))
                .as("believed offline")
                .isTrue();
        byte[] forged = new String(json, StandardCharsets.UTF_8)
                .replace("\"minutes\":120", "\"minutes\":720")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged).as("something was forged").isNotEqualTo(json);
        assertThat(books.outsider().certificate(forged, new byte[0]))
                .as("ten hours more")
                .isFalse();
        assertThat(Archive.conformance(pdf).right()).isTrue();
        assertThat(Archive.text(pdf).replaceAll("\\s", ""))
                .contains(who.name(), who.title().substring(3));

        Page stranger = visits.as(Manner.phone(PHONE)).page();
        String shown = own.locator("main a[href^='/certificates/']").getAttribute("href");
        stranger.navigate(shown);
        assertThat(stranger.locator("main")).containsText("这份证明有效");
        assertThat(stranger.locator("main")).not().containsText(who.name());
        picture(stranger, "stranger");
        return new Proof(entry, shown);
    }

    /** Step one: somebody comes to the station, and goes home as a volunteer. */
    private static String recruit(Page desk, Volunteer who) {
        desk.navigate("/office/volunteers/new");
        desk.locator("#f-name").fill(who.name());
        desk.locator("#f-identityNumber").fill(who.identityNumber());
        desk.locator("#f-phone").fill(who.phone());
        desk.locator("input[name=willing]").check();
        desk.locator("input[name=channel][value=COUNTER]").check();
        desk.locator(SUBMIT).click();
        assertThat(desk.locator("main .tag").first()).hasText("活跃");
        picture(desk, "recruited");
        return Pattern.compile("AN[0-9]{11}")
                .matcher(desk.locator("body").innerText())
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    /** Step two: what is done, by whom led, for how many. */
    private void publish(Page desk, Volunteer who) {
        desk.navigate("/office/volunteers");
        desk.locator("#f-words").fill("唐示例甲");
        desk.locator("main form .btn").first().click();
        String leader = desk.locator("main tbody tr", new Page.LocatorOptions().setHasText("唐**"))
                .locator("th")
                .innerText()
                .strip();
        desk.navigate("/office/activities/new");
        desk.locator("#f-title").fill(who.title());
        desk.locator("#f-site").selectOption(new SelectOption().setIndex(1));
        desk.locator("#f-content").fill("捡拾河岸垃圾，分类记录");
        desk.locator("#f-leaders").fill(leader);
        desk.locator("#f-day").fill(starts.toLocalDate().toString());
        desk.locator("#f-from").fill(starts.toLocalTime().toString());
        if (!ends.toLocalDate().equals(starts.toLocalDate())) {
            desk.locator("#f-lastDay").fill(ends.toLocalDate().toString());
        }
        desk.locator("#f-to").fill(ends.toLocalTime().toString());
        desk.locator("#f-place").fill("鸣矣河桥头");
        desk.locator("#f-risks").fill("河边路滑");
        desk.locator("#f-safeguards").fill("发手套和雨鞋，两人一组");
        desk.locator("#f-post1").fill("清洁");
        desk.locator("#f-seats1").fill("5");
        desk.locator(SUBMIT).click();
        desk.locator("main button[value=submit]").click();
        assertThat(desk.locator("main .panel .tag").first()).hasText("报名中");
    }

    private static String signUp(Visits visits, Volunteer who) {
        Page own = signedIn(visits, who);
        own.navigate("/activities");
        own.locator("main .act", new Page.LocatorOptions().setHasText(who.title()))
                .locator("button")
                .click();
        assertThat(own.locator("main .mine .tag")).hasText("已报上");
        picture(own, "seated");
        return own.url().replaceAll(".*/activities/|[?#].*", "");
    }

    /** Step three: on the day. */
    private void comeAndGo(Visits visits, Page leader, String activity) {
        at(starts.minusMinutes(2));
        leader.reload();
        leader.locator("main form[action$='/begin'] button").click();
        Page own = signedIn(visits, CONNECTED);
        own.navigate("/checkin/mine");
        own.locator("main a.btn-xl").first().click();
        own.locator("#f-code").fill(shown(leader, activity));
        own.locator("main .big").click();
        assertThat(own.locator("main .live")).containsText("已签到");
        picture(own, "here");
        clock.advance(Duration.ofMinutes(124));
        own.reload();
        own.locator("#f-code").fill(shown(leader, activity));
        own.locator("main .big").click();
        assertThat(own.locator("main")).containsText("已签退");
    }

    /** The same on the mountain: both times the code is typed without a network, and goes off when there is one again. */
    private void comeAndGoCutOff(Visits visits, Page leader, String activity) {
        at(starts.minusMinutes(2));
        leader.reload();
        leader.locator("main form[action$='/begin'] button").click();
        Visit visit = signedIn(visits, CUT_OFF, Manner.phone(PHONE));
        // the phone's own clock goes on with the city's
        visit.context().clock().install();
        Page own = visit.go("/checkin/mine").page();
        assertThat(own.locator("[data-ready]")).isVisible();
        for (String press : List.of("in", "out")) {
            String code = shown(leader, activity);
            visit.context().setOffline(true);
            own.navigate("/checkin/" + activity + "?code=" + code);
            assertThat(own.locator(".off")).containsText("没有网络");
            own.locator("[data-acts] > li button[value=" + press + "]").first().click();
            assertThat(own.locator("[data-outbox] .tag").first()).hasText("等网络，待送出");
            picture(own, "cut-" + press);
            visit.context().setOffline(false);
            assertThat(own.locator("main")).containsText(press.equals("in") ? "已签到" : "已签退");
            if (press.equals("in")) {
                clock.advance(Duration.ofMinutes(124));
                visit.context().clock().fastForward(Duration.ofMinutes(124).toMillis());
            }
        }
        // what a browser says of an address that it could not reach is no fault of the house
        visit.forgetComplaints();
    }

    private static String shown(Page leader, String activity) {
        leader.navigate("/checkin/" + activity + "/code");
        return leader.locator(".digits").innerText().replaceAll("\\D", "");
    }

    /** Steps four and five: what came of it, and that it is over. */
    private static void close(Page leader, String activity, String number) {
        leader.navigate("/activities/" + activity + "/lead");
        assertThat(leader.locator("main .people")).containsText(number);
        leader.locator("main form[action$='/end'] button").click();
        leader.navigate("/activities/" + activity + "/lead/result");
        leader.locator("#f-reached").fill("0");
        leader.locator("#f-words").fill("清理河岸 300 米，收集垃圾 6 袋");
        leader.locator(SUBMIT).click();
        leader.navigate("/activities/" + activity + "/lead");
        leader.locator("main form[action$='/recorded'] button").click();
        picture(leader, "closed");
    }

    private Recurring take() {
        return house.getBean("hoursTake", Recurring.class);
    }

    /** What the venue saw counts by itself; what a phone alone says waits for somebody who asks the leader. */
    private void count(Visits visits, Volunteer who, String activity) {
        Page institute = visits.as(Manner.office().as("xianjie")).page();
        institute.navigate("/office/hours/occasions/" + activity);
        if (who.equals(CUT_OFF)) {
            assertThat(institute.locator("main tbody")).containsText("等复核");
            Page own = signedIn(visits, who);
            own.navigate("/me/hours");
            own.locator(".ent a").first().click();
            assertThat(own.locator("main")).containsText("离线签到已经算到场");
            picture(own, "cut-waits");
            institute.locator("main tbody a[href^='/office/hours/']").first().click();
            assertThat(institute.locator("main")).containsText("请先问领队");
            picture(institute, "cut-review");
            institute.locator("form[action$='/approval'] button").click();
            assertThat(institute.locator("main .tag").first()).hasText("已计入");
            institute.navigate("/office/hours/occasions/" + activity);
        }
        assertThat(institute.locator("main tbody")).containsText("已计入");
        picture(institute, "counted");
        sealing.all();
    }

    private static String hours(Page own) {
        own.navigate("/me/hours");
        assertThat(own.locator(".big")).hasText(Pattern.compile("2\\s*小时\\s*0\\s*分"));
        own.locator(".ent a").first().click();
        assertThat(own.locator(".mins tfoot td")).hasText("120 分");
        assertThat(own.locator(".sealed")).containsText("已封存，谁也改不了");
        picture(own, "hours");
        return own.url().replaceAll(".*/hours/|[?#].*", "");
    }

    private void certify(Page own, Page desk, Volunteer who) {
        own.navigate("/me/certificates/new");
        own.locator("#f-from").fill(starts.toLocalDate().toString());
        own.locator("#f-to").fill(ends.toLocalDate().toString());
        own.locator(SUBMIT).click();
        assertThat(own.locator("main")).containsText("等开具");
        desk.navigate("/workbench");
        desk.locator("main a", new Page.LocatorOptions().setHasText("开具志愿服务证明"))
                .first()
                .click();
        assertThat(desk.locator("main")).containsText(who.title());
        desk.locator("main form .btn-p").click();
        own.navigate("/me/certificates");
        own.locator("main a.finger").first().click();
        // nobody else recorded what the volunteer did by the code
        assertThat(own.locator("main")).containsText(Pattern.compile("记录人\\s*本人"));
        picture(own, "certificate");
    }

    /** It turns out that nothing was done: two offices take the hours back, and the certificate falls with them. */
    private static void takeBack(Visits visits, Proof proof) {
        Page stranger = visits.as(Manner.phone(PHONE)).page();
        for (String office : List.of("mingyihe", "xianjie")) {
            Page page = visits.as(Manner.office().as(office))
                    .go("/office/hours/" + proof.entry())
                    .page();
            Locator form = page.locator("main form[action$='/reversal']");
            if (office.equals("mingyihe")) {
                form.locator("#f-reason").fill("示例：核实后活动没有办成");
                stranger.navigate(proof.page());
                assertThat(stranger.locator("main")).containsText("这份证明有效");
            }
            form.locator("button").first().click();
            assertThat(page.locator("main")).containsText("示例：核实后活动没有办成");
        }
        stranger.reload();
        assertThat(stranger.locator("main")).containsText("已经撤销");
        picture(stranger, "taken-back");
    }

    private static byte[] fetched(Page own, String ending) {
        return own.request()
                .get(own.locator("main a[href$='" + ending + "']").getAttribute("href"))
                .body();
    }
}
