package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.activity.SignUps;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.presence.Gathering;

/** Somebody who did not come five times reads what follows and what does not, says why, and is answered; all on telephones. */
@Story
class NoShowStoryTest {
    private static final Path PICTURES = Path.of("target/stories");
    private static final int PHONE_WIDTH = 320;
    private static final int MOST = 5;

    @Autowired
    private ApplicationContext house;

    private Gathering there;
    private Gathering.One one;

    @BeforeEach
    void missed() {
        there = new Gathering(house, 1);
        one = there.people.getFirst();
        List<ActivityId> all = new ArrayList<>(List.of(there.activity));
        while (all.size() < MOST) {
            all.add(there.another(List.of(one)));
        }
        SignUps signUps = house.getBean(SignUps.class);
        all.forEach(activity -> there.inHouse(() -> {
            signUps.noShow(
                    Acting.actor(),
                    signUps.of(activity, one.volunteer()).orElseThrow().id(),
                    "示例：点名没有来");
            return true;
        }));
    }

    @AfterEach
    void disperse() {
        there.end();
    }

    private Page phone(Visits visits, Gathering.One of) {
        Visit visit = visits.as(Manner.phone(360));
        visit.context().addCookies(List.of(new Cookie("session", there.session(of)).setUrl(there.address())));
        return visit.page();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("no-show-" + name + ".png"))
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
    void oneReadsWhatFollowsSaysWhyAndIsAnswered(Visits visits) {
        Page own = phone(visits, one);
        own.navigate("/me/activities");
        assertThat(own.locator("main")).containsText("报的人多的活动先排候补");
        assertThat(own.locator("main")).containsText("5 次");
        look(own, "mine");

        own.navigate("/activities/" + there.activity);
        own.locator("#f-words").fill("病");
        press(own, "说明原因");
        assertThat(own.locator(".errsum")).containsText("请写一句为什么没有来");
        assertThat(own.locator("#f-words")).hasValue("病");
        own.locator("#f-words").fill("示例：孩子发烧，来不及说");
        look(own, "why");
        press(own, "说明原因");
        assertThat(own.locator("main")).containsText("没有答复，就当作接受");
        look(own, "said");

        Page leader = phone(visits, there.leader);
        leader.navigate("/activities/" + there.activity + "/lead");
        assertThat(leader.locator("main")).containsText("孩子发烧");
        look(leader, "lead");
        leader.locator("main button[value=accept]").click();
        assertThat(leader.locator("main")).containsText("没有到场，说明了原因，不计");

        own.navigate("/me/activities");
        assertThat(own.locator("main")).not().containsText("报的人多的活动先排候补");
    }
}
