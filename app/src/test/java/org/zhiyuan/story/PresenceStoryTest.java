package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Geolocation;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.presence.Gathering;
import org.zhiyuan.presence.Presence;
import org.zhiyuan.presence.Standing;
import org.zhiyuan.presence.Way;

/** Coming and going with a telephone: by the venue's code, by the leader's tick, on paper, and with the network cut. */
@Story
class PresenceStoryTest {
    private static final Path PICTURES = Path.of("target/stories");
    private static final int PHONE = 390;

    @Autowired
    private ApplicationContext house;

    private Gathering there;

    @BeforeEach
    void gather() {
        there = new Gathering(house, 3);
    }

    @AfterEach
    void disperse() {
        there.end();
    }

    private Visit phone(Visits visits, Gathering.One of, boolean script) {
        Manner manner = Manner.phone(PHONE);
        Visit visit = visits.as(script ? manner : manner.withoutScript());
        visit.context().addCookies(List.of(new Cookie("session", there.session(of)).setUrl(there.address())));
        return visit;
    }

    private String path(String last) {
        return "/checkin/" + there.activity + last;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("presence-" + name + ".png"))
                .setFullPage(true));
    }

    /** What the gates ask of every page, of those that stand only while something is on. */
    private static void passes(Page page) {
        assertThat(Gates.reflow(page, 320, 740)).isEmpty();
        assertThat(Gates.fingers(page, 44)).isEmpty();
    }

    private Presence only(Gathering.One of) {
        List<Presence> all = there.presences(of);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aVolunteerComesAndGoesByTheCodeOnAPhoneWithoutScript(Visits visits) {
        Gathering.One one = there.people.getFirst();
        Page screen = phone(visits, there.leader, false).go(path("/code")).page();
        picture(screen, "code");
        passes(screen);
        String shown = screen.locator(".digits").innerText().replaceAll("\\D", "");
        assertThat(shown).hasSize(6);

        Visit visit = phone(visits, one, false);
        Page page = visit.go("/checkin/mine").page();
        picture(page, "mine");
        page.locator("main a.btn-xl").click();
        page.locator("#f-code").fill("12 34");
        page.locator("main .big").click();
        assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
        assertThat(page.locator("#f-code")).hasValue("12 34");
        picture(page, "wrong");
        // the phone's own camera opens the address of the square
        visit.go(path("?code=" + there.code()));
        assertThat(page.locator("#f-code")).hasValue(Pattern.compile("\\d{6}"));
        picture(page, "come");
        page.locator("main .big").click();
        assertThat(page.locator("main .live")).containsText("已签到");
        picture(page, "here");
        passes(page);
        visit.go(path("/statement"));
        picture(page, "statement");
        passes(page);
        visit.go(path(""));
        page.locator("#f-code").fill(there.code());
        page.locator("main .big").click();
        assertThat(page.locator("main")).containsText("已签退");
        assertThat(only(one).standing()).isEqualTo(Standing.CLOSED);
    }

    @Test
    void aPhoneSaysWhetherItIsNearOnlyIfAskedAndNothingHangsOnIt(Visits visits) {
        for (Gathering.One one : there.people.subList(0, 2)) {
            boolean near = one == there.people.getFirst();
            Visit visit = phone(visits, one, true);
            Page page = visit.go(path("?code=" + there.code())).page();
            Locator button = page.locator("[data-near]");
            double latitude = Double.parseDouble(button.getAttribute("data-latitude"));
            visit.context().grantPermissions(List.of("geolocation"));
            visit.context()
                    .setGeolocation(new Geolocation(
                            latitude + (near ? 0.001 : 0.1),
                            Double.parseDouble(button.getAttribute("data-longitude"))));
            button.click();
            assertThat(page.locator("[data-near-said]")).containsText(near ? "已附上：在活动地点附近" : "不在活动地点附近");
            picture(page, near ? "near" : "away");
            passes(page);
            page.locator("main .big").click();
            assertThat(page.locator("main .live")).containsText("已签到");
            assertThat(only(one).standing()).isEqualTo(Standing.OPEN);
        }
        Page desk = phone(visits, there.leader, false).go(path("/desk")).page();
        assertThat(desk.locator("main")).containsText("1 个人的手机说不在活动地点附近");
    }

    @Test
    void whoeverLetsThePhoneSayNothingComesAllTheSame(Visits visits) {
        Gathering.One one = there.people.getFirst();
        Visit visit = phone(visits, one, true);
        Page page = visit.go(path("?code=" + there.code())).page();
        visit.context().clearPermissions();
        page.locator("[data-near]").click();
        assertThat(page.locator("[data-near-said]")).containsText("不附也一样算");
        page.locator("main .big").click();
        assertThat(page.locator("main .live")).containsText("已签到");
    }

    @Test
    void theLeaderTicksWithOneTapTakesBackAndPrintsASheet(Visits visits) {
        Gathering.One one = there.people.getFirst();
        Visit visit = phone(visits, there.leader, false);
        Page page = visit.go(path("/desk")).page();
        picture(page, "desk");
        Locator row = page.locator(".people li", new Page.LocatorOptions().setHasText(one.number()));
        row.locator("button").click();
        assertThat(page.locator(".people li", new Page.LocatorOptions().setHasText(one.number())))
                .containsText("已签到");
        picture(page, "desk-ticked");
        page.locator(".people li", new Page.LocatorOptions().setHasText(one.number()))
                .locator("a")
                .click();
        picture(page, "seat");
        page.locator("input[name=why]").fill("点错了人");
        page.locator(".btn-d").click();
        assertThat(there.presences(one)).isEmpty();
        visit.go(path("/sheet"));
        assertThat(page.locator("table.sheet tbody tr")).hasCount(8);
        picture(page, "sheet");
        visit.go(path("/paper"));
        picture(page, "paper");
    }

    @Test
    void withTheNetworkCutAVolunteerComesReloadsComesBackAndWasThereOnce(Visits visits) {
        Gathering.One one = there.people.getFirst();
        Visit visit = phone(visits, one, true);
        Page page = visit.go("/checkin/mine").page();
        assertThat(page.locator("[data-ready]")).isVisible();

        visit.context().setOffline(true);
        page.navigate(path("?code=" + there.code()));
        assertThat(page.locator(".off")).containsText("没有网络");
        Locator act = page.locator("[data-acts] > li").first();
        assertThat(act).containsText(there.facts().title());
        assertThat(act.locator("input")).hasValue(Pattern.compile("\\d{6}"));
        picture(page, "offline");
        act.locator("button[value=in]").click();
        assertThat(act.locator("[data-p=done]")).containsText("签到已经存在这部手机里");
        assertThat(page.locator("[data-outbox] .tag")).hasText("等网络，待送出");
        picture(page, "offline-kept");
        assertThat(there.presences(one)).isEmpty();

        page.reload();
        assertThat(page.locator("[data-outbox] .tag")).hasText("等网络，待送出");

        visit.context().setOffline(false);
        // by itself, as soon as the browser says that it is back
        assertThat(page.locator("main .live")).containsText("已签到");
        picture(page, "back");
        assertThat(only(one).way()).isEqualTo(Way.OFFLINE_CODE);
        assertThat(only(one).standing()).isEqualTo(Standing.OPEN);

        // once more: the form stood there, and the network went while it was sent
        page.locator("#f-code").fill(there.code());
        visit.context().setOffline(true);
        page.locator("main .big").click();
        assertThat(page.locator(".off")).isVisible();
        assertThat(page.locator("[data-outbox] .tag").first()).hasText("等网络，待送出");
        visit.context().setOffline(false);
        assertThat(page.locator("main")).containsText("已签退");
        assertThat(only(one).standing()).isEqualTo(Standing.CLOSED);
        visit.go("/checkin/mine");
        assertThat(page.locator("[data-outbox] .tag")).hasText(new String[] {"已送到，算到场", "已送到，算到场"});
        picture(page, "mine-sent");
        visit.forgetComplaints();
    }

    private void handOver(Visit visit, Gathering.One to) {
        visit.context().addCookies(List.of(new Cookie("session", there.session(to)).setUrl(there.address())));
    }

    @Test
    void onAPhoneThatTwoShareWhatTheOneKeptWaitsUntilThatOneIsBack(Visits visits) {
        Gathering.One mother = there.people.getFirst();
        Gathering.One son = there.people.get(1);
        Visit visit = phone(visits, mother, true);
        Page page = visit.go("/checkin/mine").page();
        assertThat(page.locator("[data-ready]")).isVisible();
        visit.context().setOffline(true);
        page.navigate(path("?code=" + there.code()));
        assertThat(page.locator("[data-whose]")).containsText(mother.number());
        picture(page, "shared-offline");
        page.locator("[data-acts] > li button[value=in]").first().click();
        assertThat(page.locator("[data-outbox] .tag")).hasText("等网络，待送出");

        handOver(visit, son);
        visit.context().setOffline(false);
        // the phone sends by itself, finds nothing of its own to send, and shows the page of whoever is signed in
        assertThat(page.locator("#f-code")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        for (int times = 0; times < 4; times++) {
            visit.go("/checkin/mine");
            assertThat(page.locator("[data-ready]")).isVisible();
            assertThat(page.locator("[data-outbox] .tag")).hasText("别人存的，等本人登录后送出");
        }
        picture(page, "shared-waits");
        page.waitForNavigation(() -> page.locator("[data-forget]").click());
        assertThat(page.locator("[data-ready]")).isVisible();
        assertThat(page.locator("[data-outbox] .tag")).hasText("别人存的，等本人登录后送出");
        assertThat(there.presences(mother)).isEmpty();
        assertThat(there.presences(son)).isEmpty();

        handOver(visit, mother);
        visit.go("/checkin/mine");
        assertThat(page.locator("[data-outbox] .tag")).hasText("已送到，算到场");
        assertThat(only(mother).way()).isEqualTo(Way.OFFLINE_CODE);
        visit.forgetComplaints();
    }

    @Test
    void whoeverUsesThePhoneNextComesForHimselfThoughItHoldsAnothersActivities(Visits visits) {
        Gathering.One mother = there.people.getFirst();
        Gathering.One son = there.people.get(1);
        Visit visit = phone(visits, mother, true);
        Page page = visit.go("/checkin/mine").page();
        assertThat(page.locator("[data-ready]")).isVisible();

        handOver(visit, son);
        visit.go(path(""));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.locator("#f-code").fill(there.code());
        visit.context().setOffline(true);
        page.locator("main .big").click();
        assertThat(page.locator(".off")).isVisible();
        assertThat(page.locator("[data-whose]")).containsText(son.number());
        assertThat(page.locator("[data-outbox] .tag")).hasText("等网络，待送出");
        visit.context().setOffline(false);
        assertThat(page.locator("main .live")).containsText("已签到");
        assertThat(only(son).way()).isEqualTo(Way.OFFLINE_CODE);
        assertThat(there.presences(mother)).isEmpty();
        visit.forgetComplaints();
    }

    @Test
    void withTheNetworkCutTheLeadersPhoneShowsTheCodeAndTicks(Visits visits) {
        Gathering.One one = there.people.getFirst();
        Visit visit = phone(visits, there.leader, true);
        Page page = visit.go(path("/desk")).page();
        page.locator("[data-roster]").click();
        assertThat(page.locator("[data-roster-kept]")).isVisible();

        visit.context().setOffline(true);
        page.navigate(path("/desk"));
        assertThat(page.locator("[data-desk] .digits")).hasText(Pattern.compile("\\d{3} \\d{3}"));
        String before = there.code();
        String digits = page.locator("[data-desk] .digits").innerText().replaceAll("\\D", "");
        assertThat(List.of(before, there.code())).contains(digits);
        Locator row = page.locator("[data-people] li", new Page.LocatorOptions().setHasText(one.number()));
        row.locator("button[value=in]").click();
        assertThat(row.locator("[data-p=done]")).containsText("签到");
        picture(page, "offline-desk");

        visit.context().setOffline(false);
        assertThat(page.locator(".people li", new Page.LocatorOptions().setHasText(one.number())))
                .containsText("领队代签（离线）");
        assertThat(only(one).way()).isEqualTo(Way.OFFLINE_LEADER);
        visit.forgetComplaints();
    }
}
