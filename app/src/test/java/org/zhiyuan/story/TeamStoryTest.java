package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Teams: asked for on a telephone, answered by the captain, written to, printed; and the card that a leader scans. */
@Story
class TeamStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final String TEAM = "示例鸣矣河大队";
    private static final Path PICTURES = Path.of("target/stories");
    private static final Pattern NUMBER = Pattern.compile("AN[0-9]{11}");

    private static Page signedIn(Visits visits, Visit visit, String phone) {
        Page page = visit.page();
        String code = visits.signIns().codeFor(page, phone);
        page.locator("#f-code").fill(code);
        page.locator("main .btn-p").click();
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("team-" + name + ".png"))
                .setFullPage(true));
    }

    private static void ask(Page page, String words) {
        page.navigate("/teams");
        page.locator("ul.team-list a", new Page.LocatorOptions().setHasText(TEAM))
                .click();
        page.locator("main a[href$='/request']").click();
        page.locator("#f-words").fill(words);
    }

    private static Locator mine(Page page) {
        page.navigate("/me/teams");
        return page.locator("main section.panel", new Page.LocatorOptions().setHasText(TEAM))
                .last();
    }

    @Test
    void aVolunteerAsksOnAPhoneIsRefusedWithAReasonAsksAgainIsTakenInAndLeaves(Visits visits) {
        Visit visit = visits.as(Manner.phone(360).withoutScript());
        Page page = signedIn(visits, visit, "13800003006");
        page.navigate("/teams");
        picture(page, "list");
        ask(page, "会开车，周末有空。");
        picture(page, "request");
        page.locator(SUBMIT).click();
        assertThat(page).hasURL(Pattern.compile(".*/me/teams$"));
        assertThat(mine(page).locator(".tag")).hasText("等队长答复");
        picture(page, "mine-asked");

        Page captain =
                visits.as(Manner.phone(360).withoutScript().as("volunteer")).page();
        captain.navigate("/workbench");
        captain.locator("main a", new Page.LocatorOptions().setHasText("答复加入队伍的申请"))
                .first()
                .click();
        assertThat(captain.locator("main")).containsText("会开车，周末有空。");
        assertThat(captain.locator("main")).containsText("李**");
        assertThat(captain.locator("main")).not().containsText("李示例乙");
        picture(captain, "lead");
        captain.locator("main a[href$='/refusal']").click();
        captain.locator("main form.form .btn-d").click();
        assertThat(captain.locator(".errsum")).containsText("请写明原因");
        captain.locator("#f-reason").fill("示例：这个月队伍满了");
        captain.locator("main form.form .btn-d").click();

        assertThat(mine(page).locator(".tag")).hasText("没有通过");
        assertThat(mine(page)).containsText("示例：这个月队伍满了");
        picture(page, "mine-refused");
        ask(page, "");
        page.locator(SUBMIT).click();
        captain.reload();
        captain.locator("main form[action$='/approval'] button").click();
        assertThat(captain.locator("#l-members + small")).hasText("4 位");

        assertThat(mine(page).locator(".tag")).hasText("队员");
        mine(page).locator("a[href$='/departure']").click();
        picture(page, "departure");
        page.locator("main form .btn-d").click();
        assertThat(mine(page).locator(".tag")).hasText("已退出");
        captain.reload();
        assertThat(captain.locator("#l-members + small")).hasText("3 位");
    }

    @Test
    void theCaptainWritesToTheTeamAndPrintsTheRoster(Visits visits) {
        Page captain =
                visits.as(Manner.phone(360).withoutScript().as("volunteer")).page();
        captain.navigate("/me/teams");
        captain.locator("section[aria-labelledby=m-led] a", new Page.LocatorOptions().setHasText(TEAM))
                .click();
        String lead = captain.url();
        captain.locator("main a[href$='/messages/new']").click();
        captain.locator(SUBMIT).click();
        assertThat(captain.locator(".errsum")).containsText("请写要说什么");
        captain.locator("#f-text").fill("周六八点河边见，带手套。");
        picture(captain, "message");
        captain.locator(SUBMIT).click();
        captain.waitForCondition(() -> {
            captain.navigate(lead);
            return captain.locator("section[aria-labelledby=l-messages]")
                    .innerText()
                    // who was sent a code within the minute gets nothing else
                    .matches("(?s).*发给 [1-3] 位.*");
        });
        // what went out, as the sample's page shows it
        captain.navigate("/developer");
        assertThat(captain.locator("main")).containsText(TEAM + "：周六八点河边见，带手套。");

        captain.navigate(lead);
        captain.locator("main a[href$='/roster']").click();
        assertThat(captain.locator("main tbody tr")).hasCount(3);
        assertThat(captain.locator("main")).not().containsText("周示例乙");
        captain.locator("main form[action*='/roster'] button").first().click();
        assertThat(captain.locator("main")).containsText("周示例乙");
        picture(captain, "roster");
        // each of them can read who looked
        Page member = signedIn(visits, visits.as(Manner.phone(360).withoutScript()), "13800003001");
        member.navigate("/me/looks");
        assertThat(member.locator("main")).containsText("打印队伍名册");

        // somebody who leads nothing there
        Page other = signedIn(visits, visits.as(Manner.phone(360).withoutScript()), "13800001002");
        other.navigate(lead);
        assertThat(other.locator("main")).not().containsText("等答复的申请");
    }

    @Test
    void theOfficeFoundsATeamAndNobodyUnderAgeBecomesItsCaptain(Visits visits) {
        Page desk = visits.as(Manner.office().as("mingyihe")).page();
        desk.navigate("/office/volunteers/new");
        desk.locator("#f-name").fill("郑示例辰");
        desk.locator("#f-identityNumber").fill(checked("53999820101112051"));
        desk.locator("input[name=willing]").check();
        desk.locator("input[name=channel][value=COUNTER]").check();
        desk.locator("#f-guardianName").fill("郑示例辰家长");
        desk.locator("#f-guardianPhone").fill("19600030055");
        desk.locator("#f-guardianNumber").fill(checked("53999819801112041"));
        desk.locator("input[name=guardianPresent]").check();
        desk.locator(SUBMIT).click();
        Matcher number = NUMBER.matcher(desk.title());
        assertThat(number.find()).as(desk.title()).isTrue();
        String volunteer = desk.url();
        String person = desk.locator("main a[href^='/office/people/']").getAttribute("href");
        Page street = visits.as(Manner.office().as("xianjie")).page();
        street.navigate(volunteer);
        street.locator("main form .btn-p").click();

        desk.navigate("/office/teams");
        picture(desk, "office-list");
        desk.navigate("/office/teams/new");
        desk.locator(SUBMIT).click();
        assertThat(desk.locator(".errsum")).containsText("请填写队伍的名称");
        desk.locator("#f-name").fill("示例少年队");
        desk.locator("#f-level").selectOption("squad");
        desk.locator("#f-kind").selectOption("environment");
        desk.locator("#f-site").selectOption(new SelectOption().setIndex(1));
        picture(desk, "form");
        desk.locator(SUBMIT).click();
        String team = desk.url();
        assertThat(desk.locator("main")).containsText("没有副队长");

        desk.navigate(team + "/members/new");
        desk.locator("#f-number").fill(number.group());
        desk.locator(SUBMIT).click();
        assertThat(desk.locator(".errsum")).containsText("本人在场并且自愿");
        desk.locator("input[name=willing]").check();
        desk.locator("input[name=channel][value=COUNTER]").check();
        desk.locator(SUBMIT).click();
        assertThat(desk.locator("#l-members + small")).hasText("1 位");

        desk.navigate(team + "/leads/new");
        desk.locator("#f-volunteer").selectOption(new SelectOption().setIndex(1));
        desk.locator("input[name=office][value=CAPTAIN]").check();
        desk.locator(SUBMIT).click();
        assertThat(desk.locator(".errsum")).containsText("未满 18 周岁");
        picture(desk, "minor");
        desk.navigate(team);
        picture(desk, "office");
        desk.navigate(team + "/end");
        desk.locator("#f-reason").fill("示例：故事讲完了");
        desk.locator("main form.form .btn-d").click();
        assertThat(desk.locator("main")).containsText("这支队伍已经解散");

        Page center = visits.as(Manner.office().as("center")).page();
        center.navigate(person + "/erasure");
        center.locator("#f-reason").fill("示例：故事以后删除");
        center.locator("main form.form .btn-d").click();
    }

    private static String checked(String body) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return body + "10X98765432".charAt(sum % 11);
    }

    @Test
    void aCardIsScannedAndCheckedWithTheNetworkCut(Visits visits) throws Exception {
        Page page = visits.as(Manner.phone(360).as("volunteer")).page();
        page.navigate("/me/volunteer/card");
        picture(page, "card");
        String said = scanned(page.locator("svg.square").screenshot());
        assertThat(said).matches("ZYC1\\.AN[0-9]{11}\\.[0-9]{8}\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]{86}");

        page.navigate("/volunteer/card-check");
        Locator offline = page.locator("button[data-offline]");
        assertThat(offline).isVisible();
        page.context().setOffline(true);
        try {
            page.locator("#f-code").fill(said);
            offline.click();
            assertThat(page.locator("#card-answer")).containsText("证是真的");
            picture(page, "card-check");
            page.locator("#f-code").fill(said.replace(said.substring(5, 7), "AX"));
            offline.click();
            assertThat(page.locator("#card-answer")).containsText("不是这里签发的证");
        } finally {
            page.context().setOffline(false);
        }

        // without script the house checks, a whole card or a number
        Page plain = visits.as(Manner.phone(360).withoutScript()).page();
        plain.navigate("/volunteer/card-check");
        plain.locator("#f-code").fill(said);
        plain.locator(SUBMIT).click();
        assertThat(plain.locator("#card-answer")).containsText("现在有效");
        plain.locator("#f-code").fill(said.substring(5, 18));
        plain.locator(SUBMIT).click();
        assertThat(plain.locator("#card-answer")).containsText("只报编号不能证明就是本人");
        plain.locator("#f-code").fill("539999198808120312");
        plain.locator(SUBMIT).click();
        assertThat(plain.locator(".errsum")).containsText("不是志愿者证上的内容");
        assertThat(plain.locator("main")).not().containsText("唐");
    }

    private static String scanned(byte[] png) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
