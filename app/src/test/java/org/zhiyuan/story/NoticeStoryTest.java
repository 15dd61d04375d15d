package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
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
import org.zhiyuan.presence.Gathering;
import org.zhiyuan.presence.Way;

/** What a volunteer is told, on a telephone: hours that count, hours that are taken back, and what he wants sent. */
@Story
class NoticeStoryTest {
    private static final Path PICTURES = Path.of("target/stories");
    private static final int PHONE_WIDTH = 320;

    @Autowired
    private ApplicationContext house;

    @Autowired
    private Hours hours;

    @Autowired
    private SampleCity sample;

    @Autowired
    private SettableClock clock;

    private Gathering there;

    @BeforeEach
    void gather() {
        clock.set(Instant.now().truncatedTo(ChronoUnit.MINUTES));
        there = new Gathering(house, 1);
        clock.advance(Duration.ofHours(5));
    }

    @AfterEach
    void disperse() {
        clock.reset();
        there.end();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("notice-" + name + ".png"))
                .setFullPage(true));
        List<String> wrong = new ArrayList<>(Gates.axe(page));
        wrong.addAll(Gates.reflow(page, PHONE_WIDTH, 640));
        Assertions.assertThat(wrong).as(name).isEmpty();
    }

    private Page signedIn(Visits visits, Manner manner, UUID account) {
        Visit visit = visits.as(manner);
        visit.context().addCookies(List.of(new Cookie("session", sample.session(account)).setUrl(there.address())));
        return visit.page();
    }

    private EntryId counted() {
        Instant starts = there.facts().starts();
        return there.inHouse(() -> hours.take(new Served(
                UUID.randomUUID(),
                there.activity,
                there.people.getFirst().volunteer(),
                starts,
                starts.plus(Duration.ofMinutes(180)),
                Way.CODE,
                null,
                starts.plus(Duration.ofMinutes(180)))));
    }

    @Test
    void whatHappenedToSomebodyIsToldCountedReadAndSentAsHeWants(Visits visits) {
        Page own = signedIn(visits, Manner.phone(360), there.people.getFirst().account());
        own.navigate("/me/notices");
        assertThat(own.locator("main")).containsText("还没有消息");
        look(own, "none");

        EntryId entry = counted();
        own.navigate("/activities");
        assertThat(own.locator(".top .bell b")).hasText("1");
        own.locator(".top .bell").click();
        assertThat(own.locator("main")).containsText("计入时长 180 分钟");

        for (String login : List.of("xianjie", "center")) {
            Page office = signedIn(visits, Manner.office(), sample.account(login));
            office.navigate("/office/hours/" + entry);
            if (login.equals("xianjie")) {
                office.locator("#f-reason").fill("示例：人不在现场");
            }
            office.locator("form[action$='/reversal'] button").first().click();
        }
        own.reload();
        assertThat(own.locator(".notes li")).hasCount(2);
        assertThat(own.locator(".notes")).containsText("180 分钟冲正了");
        // by what somebody reads along: the bell says how many, to those who hear it too
        assertThat(own.locator(".top .bell")).hasAttribute("aria-label", "消息，2 条没看");
        look(own, "mine");
        own.locator(".notes li")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("冲正"))
                .locator("button")
                .click();
        assertThat(own).hasURL(Pattern.compile(".*/me/hours/" + entry));
        assertThat(own.locator(".top .bell b")).hasText("1");

        own.navigate("/me/notices");
        own.locator("form[action='/me/notices/reading'] button").click();
        assertThat(own.locator(".top .bell b")).hasCount(0);
        assertThat(own.locator(".notes .tag")).hasCount(0);

        own.locator("main a[href='/me/notices/settings']").click();
        assertThat(own.locator("input[value='hours-back']")).isDisabled();
        assertThat(own.locator("input[value='hours-back']")).isChecked();
        own.locator("input[value='hours']").check();
        own.locator("#f-from").selectOption("20");
        look(own, "settings");
        own.locator("main form .btn-p").click();
        assertThat(own.locator("[role=status]")).containsText("记下了");
        assertThat(own.locator("input[value='hours']")).isChecked();
        assertThat(own.locator("#f-from")).hasValue("20");
    }
}
