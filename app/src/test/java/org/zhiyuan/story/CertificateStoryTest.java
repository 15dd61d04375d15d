package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.zhiyuan.certificate.Counter;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.paper.Archive;

/**
 * A certificate from the wish for one to its end: asked for on a telephone, issued by the station that recorded, checked by
 * strangers, revoked by two. The hours are really posted and sealed; everybody is made up.
 */
@Story
class CertificateStoryTest {
    private static final String SUBMIT = "main form.form .btn-p";
    private static final Path PICTURES = Path.of("target/stories");
    private static final int PHONE_WIDTH = 320;

    @Autowired
    private ApplicationContext house;

    private Counter counter;

    @BeforeEach
    void serve() {
        counter = Counter.of(house, MobileNumber.of("13800001001"));
        counter.serve(counter.station, 16);
        counter.sealing.seal();
    }

    @AfterEach
    void clear() {
        counter.clear();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("certificate-" + name + ".png"))
                .setFullPage(true));
        List<String> wrong = new ArrayList<>(Gates.axe(page));
        wrong.addAll(Gates.reflow(page, PHONE_WIDTH, 640));
        assertThat(wrong).as(name).isEmpty();
    }

    @Test
    void aCertificateIsAskedForIssuedCheckedAndRevoked(Visits visits) throws Exception {
        Page own = visits.as(Manner.phone(360).as("volunteer")).page();
        own.navigate("/me/certificates/new");
        own.locator("#f-to").fill("2001-01-01");
        own.locator(SUBMIT).click();
        assertThat(own.locator(".errsum")).containsText("结束的日子要在开始以后");
        own.locator("#f-from").fill(counter.today().minusYears(1).toString());
        own.locator("#f-to").fill(counter.today().toString());
        own.locator("#f-purpose").fill("示例：升学");
        look(own, "ask");
        own.locator(SUBMIT).click();
        assertThat(own.locator("main")).containsText("等开具");

        Page desk = visits.as(Manner.office().as("mingyihe")).page();
        desk.navigate("/workbench");
        desk.locator("main a", new Page.LocatorOptions().setHasText("开具志愿服务证明"))
                .first()
                .click();
        assertThat(desk.locator("main")).containsText("16 次");
        look(desk, "application");
        desk.locator("main form .btn-p").click();
        assertThat(desk).hasURL(Pattern.compile(".*/office/certificates/[0-9a-f-]+$"));
        String certificate = desk.url();
        look(desk, "issued");

        own.navigate("/me/certificates");
        look(own, "mine");
        own.locator("main a.finger").first().click();
        assertThat(own.locator("main")).containsText("补录");
        look(own, "page");
        byte[] pdf = own.request()
                .get(own.locator("main a[href$='.pdf']").getAttribute("href"))
                .body();
        byte[] json = own.request()
                .get(own.locator("main a[href$='.json']").getAttribute("href"))
                .body();
        String address = own.locator("main a[href^='/certificates/']").getAttribute("href");
        String holder = own.locator("main section b").first().innerText();
        assertThat(counter.sealing.outsider().certificate(json, new byte[0])).isTrue();
        assertThat(Archive.conformance(pdf).right()).isTrue();
        assertThat(Archive.text(pdf).replaceAll("\\s", "")).contains(holder, "可在线核验");

        // what anybody sees: not the name, not the services
        Page stranger = visits.as(Manner.phone(360)).page();
        stranger.navigate(address);
        Locator main = stranger.locator("main");
        assertThat(main).containsText("这份证明有效");
        assertThat(main).containsText(holder.substring(0, 1) + "**");
        assertThat(main).not().containsText(holder);
        assertThat(main).not().containsText("手机课堂");
        look(stranger, "shown");
        stranger.locator("#f-file").setInputFiles(new FilePayload("x.pdf", "application/pdf", pdf));
        stranger.locator(SUBMIT).click();
        assertThat(main).containsText("是原件：和开具时的一个字节都不差");
        pdf[pdf.length / 2] ^= 1;
        stranger.locator("#f-file").setInputFiles(new FilePayload("x.pdf", "application/pdf", pdf));
        stranger.locator(SUBMIT).click();
        assertThat(main).containsText("不是原件");
        look(stranger, "altered");
        stranger.navigate("/certificates");
        assertThat(main).containsText(holder.substring(0, 1) + "**");
        look(stranger, "notice");

        desk.navigate(certificate + "/revocation");
        desk.locator(SUBMIT.replace(".btn-p", ".btn-d")).click();
        assertThat(desk.locator(".errsum")).containsText("请写明原因");
        desk.locator("#f-reason").fill("示例：活动没有办过");
        desk.locator(SUBMIT.replace(".btn-p", ".btn-d")).click();
        assertThat(desk.locator("main")).containsText("等另一个人确认");
        stranger.navigate(address);
        assertThat(main).containsText("这份证明有效");

        Page second = visits.as(Manner.office().as("xianjie")).page();
        second.navigate("/workbench");
        second.locator("main a", new Page.LocatorOptions().setHasText("确认撤销证明"))
                .first()
                .click();
        look(second, "revocation");
        second.locator("main form .btn-d").click();
        assertThat(second.locator("main")).containsText("确认撤销");
        stranger.navigate(address);
        assertThat(main).containsText("这份证明已经撤销，不再有效");
        look(stranger, "revoked");
    }
}
