package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Things that pages need and the sample city has none of, made through the pages themselves, and taken away again: a
 * person with a made-up identity number, a look at a field, a sheet with wrong rows, a planned change.
 */
final class Furniture {
    private static final String SUBMIT = "main form.form .btn-p";
    /** A made-up number: of the standard's own example, with a right check digit. */
    private static final String IDENTITY_NUMBER = "11010519491231002X";

    /** Made up, with a right check digit: of a division that does not exist, born in 2012. */
    private static final String MINORS_NUMBER = "539999201206180128";

    private final Visits visits;
    private final Map<String, String> places = new LinkedHashMap<>();

    Furniture(Visits visits) {
        this.visits = visits;
    }

    /** The address with each {thing} put in its place. */
    String address(String path) {
        String address = path;
        for (Map.Entry<String, String> place : places.entrySet()) {
            address = address.replace(place.getKey(), place.getValue());
        }
        return address;
    }

    void bringIn() {
        Page page = visits.as(Manner.office().as("center")).page();
        places.put("{person}", person(page));
        places.put("{reveal}", look(page, "/reveals/new?column=NAME"));
        places.put("{sensitive-reveal}", look(page, "/sensitive-reveals/new?column=IDENTITY_NUMBER"));
        sheet(page);
        places.put("{act}", change(page));
        places.put("{planned}", appointment(page));
        places.put("{volunteer}", volunteer(page));
        places.put("{card}", card(page));
        places.put("{team}", team(page, "示例护河"));
        places.put("{led}", team(page, "示例鸣矣河"));
        places.put("{office-team}", places.get("{led}").replace("/teams/", "/office/teams/"));
        roll(page);
        registration(visits.as(Manner.phone().as("resident")).page());
    }

    /** Of the sample, entered by others; with an award that is taken back again. */
    private static String volunteer(Page page) {
        page.navigate("/office/volunteers");
        page.locator("#f-words").fill("吴示例乙");
        page.locator("main form .btn").first().click();
        String href = page.locator("main tbody th a").first().getAttribute("href");
        page.navigate(href + "/awards/new");
        page.locator("#f-name").fill("示例表彰");
        page.locator("#f-body").fill("示例单位");
        submit(page, href);
        return href;
    }

    /** Of a sample volunteer who serves. */
    private static String card(Page page) {
        page.navigate("/office/volunteers");
        page.locator("#f-words").fill("唐示例甲");
        page.locator("main form .btn").first().click();
        return page.locator("main tbody th a").first().getAttribute("href") + "/card";
    }

    private static String team(Page page, String words) {
        page.navigate("/teams?q=" + words);
        return page.locator("ul.team-list a").first().getAttribute("href");
    }

    /** Left on the way to registering, by somebody under age whose guardian got a code. */
    private static void registration(Page page) {
        page.navigate("/volunteer/registration");
        page.locator("#f-name").fill("于示例甲");
        page.locator("#f-identityNumber").fill(MINORS_NUMBER);
        page.locator("#f-site").selectOption(new SelectOption().setIndex(1));
        submit(page, "/volunteer/registration/service");
        submit(page, "/volunteer/registration/check");
        page.locator("input[name=agree]").check();
        submit(page, "/volunteer/registration/guardian");
        page.locator("#f-guardianName").fill("于示例甲家长");
        page.locator("#f-guardianPhone").fill("19600020077");
        page.locator("#f-guardianNumber").fill(IDENTITY_NUMBER);
        submit(page, "/volunteer/registration/guardian-code");
    }

    private static String person(Page page) {
        page.navigate("/office/people/new");
        page.locator("input[name=basis][value=DUTY]").check();
        page.locator("#f-name").fill("范例丁");
        page.locator("#f-phone").fill("13900009999");
        page.locator("#f-identityNumber").fill(IDENTITY_NUMBER);
        page.locator("#f-address").fill("示例路 1 号");
        return submit(page, "/office/people/");
    }

    private String look(Page page, String way) {
        page.navigate(places.get("{person}") + way);
        page.locator("#f-why").selectOption(new SelectOption().setIndex(1));
        return submit(page, "reveals/");
    }

    private void sheet(Page page) {
        page.navigate("/network/imports");
        page.locator("input[name=kind]").first().check();
        page.locator("#f-file")
                .setInputFiles(new FilePayload(
                        "示例错误表.csv",
                        "text/csv",
                        "名称,层级,上级\n某某新时代文明实践站,县,没有的所\n,站,530181009\n".getBytes(StandardCharsets.UTF_8)));
        page.locator("#f-day").fill("2027-01-01");
        page.locator("#f-document").fill("示例文〔2026〕2 号");
        places.put("{job}", submit(page, "/jobs/"));
        page.waitForCondition(() -> {
            page.navigate("/network/imports");
            return page.locator("main li:has-text('示例错误表') .tag.t-bad").count() > 0;
        });
        places.put("{sheet}", page.locator("main li a:has-text('示例错误表')").getAttribute("href"));
    }

    /** Two rows that are perhaps one person, and one that is wrong. */
    private void roll(Page page) {
        page.navigate("/office/rolls");
        page.locator("#f-title").fill("示例旧名册");
        page.locator("#f-file")
                .setInputFiles(new FilePayload(
                        "示例旧名册.csv",
                        "text/csv",
                        "姓名,手机号,住址\n范例己,19600020081,示例路 1 号\n范例己,19600020081,\n范例庚,1960,\n"
                                .getBytes(StandardCharsets.UTF_8)));
        submit(page, "/jobs/");
        openRoll(page, "等您确认");
        String roll = (String) page.evaluate("location.pathname");
        submit(page, "form[action$='/confirmation'] .btn-p", "/jobs/");
        openRoll(page, "已导入");
        places.put("{roll}", roll);
        page.navigate("/office/rolls/pairs");
        page.locator("main tbody th a:has-text('范**')").first().click();
        places.put("{pair}", (String) page.evaluate("location.pathname"));
    }

    private static void openRoll(Page page, String state) {
        page.waitForCondition(() -> {
            page.navigate("/office/rolls");
            return page.locator("main tbody tr:has-text('示例旧名册') .tag")
                    .first()
                    .innerText()
                    .equals(state);
        });
        page.locator("main tbody tr:has-text('示例旧名册') th a").first().click();
    }

    private static String change(Page page) {
        page.navigate("/office/responsibilities/law/change");
        page.locator("#f-unit").selectOption("party-school");
        page.locator("#f-from").fill("2027-03-01");
        page.locator("#f-document").fill("示例文〔2026〕1 号");
        page.locator(SUBMIT).click();
        submit(page, "/office/responsibilities");
        return page.locator("a[href*='/withdrawals/']").first().getAttribute("href");
    }

    /** Of somebody who takes the post up on a later day. */
    private static String appointment(Page page) {
        page.navigate("/office/staff/530181009201/appointments/new");
        page.locator("#f-post").selectOption(new SelectOption().setIndex(1));
        page.locator("#f-name").fill("范例戊");
        page.locator("#f-phone").fill("13900009998");
        page.locator("#f-from").fill("2027-03-01");
        page.locator("#f-document").fill("示例文〔2026〕3 号");
        submit(page, "/office/staff/530181009201");
        return page.locator("a[href$='/withdrawal']").first().getAttribute("href");
    }

    /** Presses the button; answers where that led to. */
    private static String submit(Page page, String leadsTo) {
        return submit(page, SUBMIT, leadsTo);
    }

    private static String submit(Page page, String button, String leadsTo) {
        page.locator(button).first().click();
        String path = (String) page.evaluate("location.pathname");
        assertThat(path + " " + page.locator("main").innerText()).contains(leadsTo);
        assertThat(path).contains(leadsTo);
        return path;
    }

    void takeAway() {
        Page page = visits.as(Manner.office().as("center")).page();
        page.navigate(places.get("{act}"));
        page.locator("#f-reason").fill("示例：检查页面以后撤回");
        submit(page, "/office/responsibilities");
        page.navigate(places.get("{planned}"));
        page.locator("#f-reason").fill("示例：检查页面以后撤回");
        page.locator("main form.form button").first().click();
        page.navigate(places.get("{volunteer}"));
        page.locator("a[href*='/records/']").first().click();
        page.locator("#f-reason").fill("示例：检查页面以后撤回");
        page.locator("main form.form button").first().click();
        for (int side = 0; side < 2; side++) {
            page.navigate(places.get("{pair}"));
            page.locator("main dl a[href^='/office/volunteers/']").first().click();
            page.locator("main a[href^='/office/people/']").first().click();
            erase(page, (String) page.evaluate("location.pathname"));
        }
        erase(page, places.get("{person}"));
    }

    private static void erase(Page page, String person) {
        page.navigate(person + "/erasure");
        page.locator("#f-reason").fill("示例：检查页面以后删除");
        page.locator("main form.form .btn-d").click();
    }

    void close() {
        visits.all().forEach(Visit::close);
    }
}
