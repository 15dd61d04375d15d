package org.zhiyuan.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.RequestOptions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.audit.EventFilter;
import org.zhiyuan.audit.Events;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.Basis;
import org.zhiyuan.network.Completeness;
import org.zhiyuan.network.Contact;
import org.zhiyuan.network.Directory;
import org.zhiyuan.network.OpeningHours;
import org.zhiyuan.network.Overtaken;
import org.zhiyuan.network.Place;
import org.zhiyuan.network.Places;
import org.zhiyuan.network.Seen;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tree;

/** The network is changed in the office: by document and day, after a look at what it would do. */
@Story
class NetworkEditStoryTest {
    private static final String SHUANGCUN = "530181009210";
    private static final String SHIZHUANG = "530181009209";
    private static final String MINGYIHE = "530181009205";
    private static final String MOSUOYING = "530181003212";
    private static final String DOCUMENT = "示例文〔2026〕88号";

    @Autowired
    private Sites sites;

    @Autowired
    private Places places;

    @Autowired
    private Directory directory;

    @Autowired
    private Tree tree;

    @Autowired
    private Events events;

    @Test
    void aMergerIsForeseenConfirmedOnceShownAsPlannedAndWithdrawn(Visits visits) {
        LocalDate from = tree.today().plusMonths(1).withDayOfMonth(1);
        Visit visit = visits.as(Manner.office().as("center").withoutScript()).go(office(SHUANGCUN));
        Page page = visit.page();
        page.locator(".acts a", new Page.LocatorOptions().setHasText("并到别处")).click();

        // the day and the other place are missing: everything is said at once, and what was entered stays
        page.locator("#f-from").fill("");
        page.locator("#f-document").fill(DOCUMENT);
        submit(page);
        assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
        assertThat(page.locator(".errsum li")).hasCount(2);
        assertThat(page.locator("#f-document")).hasValue(DOCUMENT);

        page.locator("#f-successor").fill("王家庄村站");
        page.locator("#f-from").fill(from.toString());
        page.locator("#f-reason").fill("两村合并");
        submit(page);
        assertThat(page.locator("main")).containsText("打开它的网页会看到并入了“王家庄村站”");
        assertThat(page.locator("main")).containsText("“王家庄村站”的名称、代码、地址、电话和开放时间不变");
        assertThat(page.locator("main")).containsText("在那以前可以撤回");
        assertThat(planned(visit)).as("a preview changes nothing").isZero();

        // back to the first step and forth: nothing has to be entered again
        page.locator(".head .btn-t").click();
        assertThat(page.locator("#f-successor")).hasValue("王家庄村站");
        assertThat(page.locator("#f-reason")).hasValue("两村合并");
        submit(page);
        String confirmation = page.url();
        String sent = entries(page);
        submit(page);
        assertThat(page).hasURL(Pattern.compile(".*" + office(SHUANGCUN) + "#history$"));
        assertThat(page.locator(".tl .plan")).hasCount(1);
        assertThat(page.locator(".tl .plan")).containsText("并入王家庄村站");
        assertThat(page.locator(".tl .plan")).containsText(DOCUMENT);
        assertThat(page.locator(".notice.w")).containsText("已定");
        try {
            APIResponse again =
                    visit.context().request().post(office(SHUANGCUN) + "/mergers", posted(confirmation, sent));
            assertThat(again.status()).as("the same press once more").isEqualTo(302);
            assertThat(planned(visit)).as("one effect").isEqualTo(1);
            assertThat(recorded("site.merged", SHUANGCUN)).as("one event").isEqualTo(1);
            // the other place tells it too
            visit.go(office("530181009208"));
            assertThat(page.locator(".tl .plan")).containsText("双村村站并入这里");
        } finally {
            visit.go(office(SHUANGCUN));
            page.locator(".tl .plan a").click();
        }
        assertThat(page.locator("main")).containsText("并入王家庄村站");
        Visit gates = visits.as(Manner.office().as("center")).go(path(page));
        List<String> wrong = new ArrayList<>(Gates.axe(gates.page()));
        wrong.addAll(Gates.reflow(gates.page(), 320, 640));
        wrong.addAll(Gates.keyboard(gates.page()));
        assertThat(wrong).isEmpty();
        submit(page);
        assertThat(page).hasTitle(Pattern.compile("^有误：.*"));
        page.locator("#f-reason").fill("村民代表会没有通过");
        submit(page);
        assertThat(page).hasURL(Pattern.compile(".*" + office(SHUANGCUN) + "#history$"));
        assertThat(page.locator(".tl .plan")).hasCount(0);
        assertThat(recorded("site.act_withdrawn", null)).isPositive();
    }

    @Test
    void aNewNameANewCodeAndASplitAreForeseenConfirmedShownAsPlannedAndWithdrawn(Visits visits) {
        LocalDate from = tree.today().plusMonths(1).withDayOfMonth(1);
        Map<String, Map<String, String>> acts = new LinkedHashMap<>();
        acts.put("names", Map.of("#f-name", "故事新名新时代文明实践站", "#f-brief", "故事新名站"));
        acts.put("codes", Map.of("#f-code", "530181009298"));
        acts.put("splits", Map.of("#f-name", "故事分站新时代文明实践站", "#f-brief", "故事分站"));
        Map<String, String> told = Map.of("names", "故事新名站", "codes", "530181009298", "splits", "故事分站");
        Visit visit = visits.as(Manner.office().as("center").withoutScript());
        Page page = visit.page();
        acts.forEach((act, entries) -> {
            visit.go(office(SHUANGCUN) + "/" + act + "/new");
            entries.forEach((field, value) -> page.locator(field).fill(value));
            page.locator("#f-from").fill(from.toString());
            page.locator("#f-document").fill(DOCUMENT);
            submit(page);
            assertThat(page.locator("main")).containsText(Objects.requireNonNull(told.get(act)));
            assertThat(page.locator("main")).containsText("在那以前可以撤回");
            assertThat(planned(visit)).as("%s: a preview changes nothing", act).isZero();
            submit(page);
            assertThat(planned(visit)).as(act).isEqualTo(1);
            visit.go(office(SHUANGCUN));
            assertThat(page.locator(".tl .plan")).containsText(DOCUMENT);
            page.locator(".tl .plan a").first().click();
            page.locator("#f-reason").fill("故事讲完了");
            submit(page);
            assertThat(planned(visit)).as("%s: withdrawn", act).isZero();
        });
        assertThat(sites.get(id(SHUANGCUN), from).name().brief()).isEqualTo("双村村站");
        assertThat(sites.resolve("530181009298", from)).isEmpty();
    }

    @Test
    void evidenceIsShownWithWhoSawIt(Visits visits) {
        SiteId site = id(MINGYIHE);
        Completeness.Item item = places.completeness(site, tree.today()).items().stream()
                .filter(candidate -> candidate.check().byEvidence() && candidate.shown() != null)
                .findFirst()
                .orElseThrow();
        int percent = places.completeness(site, tree.today()).percent();
        Visit visit = visits.as(Manner.phone().as("mingyihe").withoutScript())
                .go(office(MINGYIHE) + "/evidence?check=" + item.check().key());
        Page page = visit.page();
        // of the day of the last one, so that the file stands as before
        page.locator("#f-day").fill(String.valueOf(item.shown()));
        page.locator("#f-shown").fill("故事：贴在门口");
        submit(page);
        assertThat(page).hasURL(Pattern.compile(".*" + office(MINGYIHE) + "#checks$"));
        visit.go(office(MINGYIHE) + "/evidence");
        assertThat(page.locator("main")).containsText("故事：贴在门口");
        assertThat(page.locator("main"))
                .containsText(page.locator(".side .who strong").innerText().strip());
        assertThat(recorded("site.evidence_added", MINGYIHE)).isEqualTo(1);
        assertThat(places.completeness(site, tree.today()).percent()).isEqualTo(percent);
    }

    @Test
    void whatARuleRefusesIsSaidAtTheFormBeforeAnybodyConfirmsIt(Visits visits) {
        Visit visit = visits.as(Manner.office().as("center")).go(office(SHIZHUANG) + "/closures/new");
        Page page = visit.page();
        page.locator("#f-document").fill(DOCUMENT);
        Response answer =
                page.waitForResponse(response -> response.url().contains("/closures/preview"), () -> submit(page));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(page.locator(".errsum")).containsText("下面还有");
        assertThat(page.locator(".errsum")).containsText("请先把它们改挂到别处");
        assertThat(page.locator("#f-document")).hasValue(DOCUMENT);
        assertThat(sites.find(id(SHIZHUANG), tree.today()).orElseThrow().closed())
                .as("a rehearsal leaves nothing")
                .isNull();
    }

    @Test
    void aNameThatTwoPlacesBearAndOneThatNobodyBearsAreAskedForAgain(Visits visits) {
        Visit visit = visits.as(Manner.office().as("center").withoutScript()).go(office(SHUANGCUN) + "/moves/new");
        Page page = visit.page();
        page.locator("#f-parent").fill("没有这个所");
        page.locator("#f-document").fill(DOCUMENT);
        submit(page);
        assertThat(page.locator(".errsum")).containsText("没有找到“没有这个所”");
        page.locator("#f-parent").fill("县街街道实践所");
        submit(page);
        assertThat(page.locator(".errsum")).containsText("它现在就挂在“县街街道实践所”下面");
        page.locator("#f-parent").fill("530181003");
        submit(page);
        assertThat(page.locator("main")).containsText("由“八街街道实践所”的人管，“县街街道实践所”的人不再能改它");
    }

    @Test
    void anInstituteOpensAPlaceBelowItAndTakesItBack(Visits visits) {
        LocalDate from = tree.today().plusMonths(1).withDayOfMonth(1);
        Visit visit = visits.as(Manner.office().as("xianjie").withoutScript()).go(office("530181009"));
        Page page = visit.page();
        assertThat(page.locator(".acts a", new Page.LocatorOptions().setHasText("并到别处")))
                .hasCount(0);
        page.locator(".acts a", new Page.LocatorOptions().setHasText("在下面新设一处")).click();
        page.locator("#f-name").fill("故事里的村新时代文明实践站");
        page.locator("#f-brief").fill("故事村站");
        page.locator("#f-code").fill("12345");
        page.locator("#f-from").fill(from.toString());
        page.locator("#f-document").fill(DOCUMENT);
        submit(page);
        assertThat(page.locator(".errsum")).containsText("区划代码是 6、9、12 或 15 位数字");
        assertThat(page.locator("#f-brief")).hasValue("故事村站");
        page.locator("#f-code").fill("");
        submit(page);
        assertThat(page.locator("main")).containsText("“县街街道实践所”下面多一处实践站");
        submit(page);
        assertThat(page.locator("h1")).hasText("故事村站");
        page.locator(".tl .plan a").click();
        page.locator("#f-reason").fill("故事讲完了");
        submit(page);
        assertThat(page).hasURL(Pattern.compile(".*" + office("530181009") + "#history$"));
        assertThat(page.locator("main")).not().containsText("故事村站");
    }

    @Test
    void aStationPutsItsHoursRightAndThePublicPageShowsIt(Visits visits) {
        SiteId site = id(SHIZHUANG);
        OpeningHours before = places.hours(site, tree.today()).orElseThrow();
        Visit visit = visits.as(Manner.office().as("shizhuang").withoutScript()).go(office(SHIZHUANG));
        Page page = visit.page();
        page.locator("#file a[href$='/hours']").click();
        page.locator("#f-day3").fill("8:30-25:00");
        page.locator("#f-day7").fill("休");
        page.locator("#f-from").fill(before.from().toString());
        Response answer = page.waitForResponse(response -> response.url().endsWith("/hours"), () -> submit(page));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(page.locator(".errsum li")).hasCount(1);
        assertThat(page.locator(".f.err")).containsText("看不懂“8:30-25:00”");
        assertThat(page.locator("#f-day3")).hasValue("8:30-25:00");
        assertThat(page.locator("#f-day7")).hasValue("休");
        try {
            page.locator("#f-day3").fill("9：00至12：00、14:00-17:30");
            submit(page);
            assertThat(page).hasURL(Pattern.compile(".*" + office(SHIZHUANG) + "#file$"));
            visit.go("/network/sites/" + SHIZHUANG);
            assertThat(page.locator(".hrs").first()).containsText("9:00–12:00, 14:00–17:30");
            assertThat(recorded("site.hours_set", SHIZHUANG)).isEqualTo(1);
        } finally {
            asSystem(() -> places.open(site, before, Basis.of("")));
        }
    }

    @Test
    void telephonesAreOrderedAddedAndTakenAwayInOneForm(Visits visits) {
        SiteId site = id(SHIZHUANG);
        Visit visit =
                visits.as(Manner.phone(320).as("shizhuang").withoutScript()).go(office(SHIZHUANG) + "/contacts");
        Page page = visit.page();
        var before = asSystem(() -> places.contacts(site));
        page.locator("#f-order1").fill("2");
        page.locator("#f-order2").fill("1");
        page.locator("#f-label2").fill("值班室");
        page.locator("#f-phone2").fill("电话");
        submit(page);
        assertThat(page.locator(".errsum")).containsText("第 2 行");
        assertThat(page.locator("#f-phone2")).hasValue("电话");
        try {
            page.locator("#f-phone2").fill("0871-6869 9999");
            submit(page);
            assertThat(page.locator("#file")).containsText("值班室 0871-6869 9999 不公开");
            var now = asSystem(() -> places.contacts(site));
            assertThat(now).hasSize(before.size() + 1);
            assertThat(now.getFirst().label()).isEqualTo("值班室");
            // a stranger does not see what is not public
            Visit stranger = visits.as(Manner.phone()).go("/network/sites/" + SHIZHUANG);
            assertThat(stranger.page().locator("main")).not().containsText("9999");
            visit.go(office(SHIZHUANG) + "/contacts");
            page.locator("#f-label1").fill("");
            page.locator("#f-phone1").fill("");
            submit(page);
            assertThat(page).hasURL(Pattern.compile(".*" + office(SHIZHUANG) + "#file$"));
            assertThat(asSystem(() -> places.contacts(site))).isEqualTo(before);
        } finally {
            asSystem(() -> places.setContacts(site, before));
        }
    }

    @Test
    void whatSomebodyElseSavedMeanwhileIsShownBeforeItIsReplaced(Visits visits) {
        SiteId site = id(SHIZHUANG);
        OpeningHours hours = places.hours(site, tree.today()).orElseThrow();
        Place place = places.place(site, tree.today()).orElseThrow();
        List<Contact> contacts = asSystem(() -> places.contacts(site));
        Visit visit = visits.as(Manner.phone(320).as("shizhuang").withoutScript());
        try {
            Page late = overtaken(
                    visit,
                    office(SHIZHUANG) + "/hours",
                    "#f-day3",
                    "9:15-11:45",
                    "10:15-11:30",
                    hours.from().toString());
            assertThat(late.locator("#f-day3")).hasValue("10:15-11:30");
            assertThat(late.locator("#overtaken tbody tr")).hasCount(1);
            assertThat(late.locator("#overtaken")).containsText("星期三");
            assertThat(places.hours(site, tree.today()).orElseThrow().written())
                    .as("nothing of the second form is written")
                    .contains("9:15-11:45");
            List<String> wrong = new ArrayList<>(Gates.reflow(late, 320, 640));
            assertThat(wrong).isEmpty();
            submit(late);
            assertThat(late).hasURL(Pattern.compile(".*" + office(SHIZHUANG) + "#file$"));
            assertThat(places.hours(site, tree.today()).orElseThrow().written()).contains("10:15-11:30");

            late = overtaken(
                    visit,
                    office(SHIZHUANG) + "/place",
                    "#f-address",
                    "示例路 1 号",
                    "示例路 2 号",
                    place.from().toString());
            assertThat(late.locator("#f-address")).hasValue("示例路 2 号");
            assertThat(late.locator("#overtaken tbody tr")).hasCount(1);
            assertThat(places.place(site, tree.today()).orElseThrow().address()).isEqualTo("示例路 1 号");
            submit(late);
            assertThat(places.place(site, tree.today()).orElseThrow().address()).isEqualTo("示例路 2 号");

            late = overtaken(visit, office(SHIZHUANG) + "/contacts", "#f-label1", "前台", "门卫", "");
            assertThat(late.locator("#f-label1")).hasValue("门卫");
            assertThat(asSystem(() -> places.contacts(site)).getFirst().label()).isEqualTo("前台");
            submit(late);
            assertThat(asSystem(() -> places.contacts(site)).getFirst().label()).isEqualTo("门卫");
        } finally {
            asSystem(() -> {
                places.open(site, hours, Basis.of(""));
                places.locate(site, place, Basis.of(""));
                places.setContacts(site, contacts);
            });
        }
    }

    /** Two tabs open the same form, the first saves, then the second: the page that it gets. */
    private static Page overtaken(Visit visit, String form, String field, String first, String second, String from) {
        Page late = visit.go(form).page();
        try (Page early = visit.context().newPage()) {
            early.navigate(form);
            for (Page tab : List.of(early, late)) {
                tab.locator(field).fill(tab == early ? first : second);
                if (!from.isEmpty()) {
                    tab.locator("#f-from").fill(from);
                }
            }
            submit(early);
            assertThat(early).hasURL(Pattern.compile(".*#file$"));
        }
        Response answer = late.waitForResponse(response -> response.url().endsWith(form), () -> submit(late));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(late.locator(".errsum")).containsText("别人改过这里");
        assertThat(late.locator("#overtaken")).containsText(first);
        assertThat(late.locator("#overtaken")).containsText(second);
        // both are the same hand here: it is told by name and minute, as it would be of another
        assertThat(late.locator("#saved"))
                .containsText(late.locator(".side .who strong").innerText().strip());
        assertThat(late.locator("#saved")).containsText(Pattern.compile("[0-9]{1,2}:[0-9]{2} · "));
        return late;
    }

    @Test
    void ofTwoWhoSaveAtTheSameMomentOneIsTold() throws Exception {
        SiteId site = id(SHIZHUANG);
        List<Contact> before = asSystem(() -> places.contacts(site));
        String seen = Seen.of(before);
        AtomicReference<Future<?>> second = new AtomicReference<>();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            asSystem(() -> places.onSeen(site, seen, () -> places.contacts(site), () -> {
                second.set(other.submit(() -> asSystem(() -> places.onSeen(
                        site, seen, () -> places.contacts(site), () -> places.setContacts(site, before)))));
                assertThatThrownBy(() -> second.get().get(1, TimeUnit.SECONDS))
                        .as("the second waits until the first is done")
                        .isInstanceOf(TimeoutException.class);
                places.setContacts(site, List.of(new Contact("前台", "0871-6869 9999", true)));
            }));
            assertThatThrownBy(() -> second.get().get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(Overtaken.class);
            assertThat(asSystem(() -> places.contacts(site)).getFirst().label()).isEqualTo("前台");
        } finally {
            asSystem(() -> places.setContacts(site, before));
        }
    }

    @Test
    void aSpecialDayComesAndGoes(Visits visits) {
        LocalDate day = tree.today().plusDays(20);
        Visit visit =
                visits.as(Manner.office().as("shizhuang").withoutScript()).go(office(SHIZHUANG) + "/special-days");
        Page page = visit.page();
        page.locator("#f-day").fill(tree.today().minusDays(1).toString());
        page.locator("#f-spans").fill("休");
        submit(page);
        assertThat(page.locator(".errsum")).containsText("请填今天到");
        page.locator("#f-day").fill(day.toString());
        page.locator("#f-note").fill("示例放假");
        submit(page);
        assertThat(page.locator(".li")).containsText("示例放假");
        visit.go("/network/sites/" + SHIZHUANG);
        assertThat(page.locator("main")).containsText("示例放假");
        visit.go(office(SHIZHUANG) + "/special-days");
        page.locator(".li button").click();
        assertThat(page.locator(".li")).hasCount(0);
    }

    @Test
    void aSpecialDayThatSomebodyElseSetMeanwhileIsShownBeforeItIsReplacedOrTakenAway(Visits visits) {
        SiteId site = id(SHIZHUANG);
        LocalDate day = tree.today().plusDays(21);
        LocalDate other = tree.today().plusDays(22);
        String form = office(SHIZHUANG) + "/special-days";
        Visit visit = visits.as(Manner.office().as("shizhuang").withoutScript());
        try {
            Page late = visit.go(form).page();
            try (Page early = visit.context().newPage()) {
                early.navigate(form);
                enter(early, day, "9:00-11:00");
                assertThat(early.locator("section .li li")).hasCount(1);

                enter(late, other, "休");
                assertThat(late.locator(".errsum")).hasCount(0);

                enter(early, day, "9:00-10:00");
                enter(late, day, "8:00-12:00");
                // whoever saw the day in the list replaces it
                assertThat(late.locator(".errsum")).hasCount(0);
                assertThat(late.locator("section .li li")).hasCount(2);
            }
            late = visit.go(form).page();
            try (Page early = visit.context().newPage()) {
                early.navigate(form);
                enter(early, day, "9:30-10:30");
            }
            enter(late, day, "13:00-14:00");
            assertThat(late.locator(".errsum")).containsText("别人改过这里");
            assertThat(late.locator("#overtaken")).containsText("9:30-10:30");
            assertThat(late.locator("#overtaken")).containsText("13:00-14:00");
            assertThat(late.locator("#saved")).containsText("别人最近一次保存");
            assertThat(late.locator("#f-spans")).hasValue("13:00-14:00");
            assertThat(special(site, day)).isEqualTo("9:30-10:30");
            submit(late);
            assertThat(late.locator(".errsum")).hasCount(0);
            assertThat(special(site, day)).isEqualTo("13:00-14:00");

            try (Page early = visit.context().newPage()) {
                early.navigate(form);
                enter(early, day, "15:00-16:00");
            }
            late.locator("section .li button").first().click();
            assertThat(late.locator(".errsum")).containsText("别人改过这里");
            assertThat(special(site, day)).isEqualTo("15:00-16:00");
            late.locator("section .li button").first().click();
            assertThat(late.locator("section .li li")).hasCount(1);
        } finally {
            asSystem(() -> {
                places.removeSpecialDay(site, day);
                places.removeSpecialDay(site, other);
            });
        }
    }

    private static void enter(Page page, LocalDate day, String spans) {
        page.locator("#f-day").fill(day.toString());
        page.locator("#f-spans").fill(spans);
        // a page that closes while it is being answered may hang the browser, and nobody would know whether it was kept
        page.waitForNavigation(() -> submit(page));
    }

    private String special(SiteId site, LocalDate day) {
        return places.allSpecialDays(site, tree.today()).stream()
                .filter(special -> special.day().equals(day))
                .map(special -> OpeningHours.written(special.spans()))
                .findFirst()
                .orElse("");
    }

    @Test
    void whatSomebodyElseSavedOfABranchCenterMeanwhileIsShownToo(Visits visits) {
        SiteId site = directory.branch("law", tree.today()).orElseThrow();
        OpeningHours hours = places.hours(site, tree.today()).orElseThrow();
        Visit visit = visits.as(Manner.office().as("branch-law").withoutScript());
        try {
            Page late = overtaken(
                    visit,
                    "/office/branches/law/hours",
                    "#f-day3",
                    "9:15-11:45",
                    "10:15-11:30",
                    hours.from().toString());
            assertThat(places.hours(site, tree.today()).orElseThrow().written()).contains("9:15-11:45");
            submit(late);
            assertThat(late).hasURL(Pattern.compile(".*/office/branches/law#file$"));
            assertThat(places.hours(site, tree.today()).orElseThrow().written()).contains("10:15-11:30");
        } finally {
            asSystem(() -> places.open(site, hours, Basis.of("")));
        }
    }

    @Test
    void evidenceOfTomorrowIsNone(Visits visits) {
        Visit visit = visits.as(Manner.office().as("shizhuang")).go(office(SHIZHUANG));
        Page page = visit.page();
        page.locator("#checks td.a a").first().click();
        page.locator("#f-day").fill(tree.today().plusDays(1).toString());
        page.locator("#f-shown").fill("看到了");
        submit(page);
        assertThat(page.locator(".errsum")).containsText("凭据的日期不能在今天以后");
        assertThat(page.locator("#f-shown")).hasValue("看到了");
        assertThat(recorded("site.evidence_added", SHIZHUANG)).isZero();
    }

    @Test
    void aBranchCenterIsKeptByWhoeverHasItsFieldAndNobodyElsesIs(Visits visits) {
        Visit visit = visits.as(Manner.office().as("branch-law")).go("/network/branches/law");
        Page page = visit.page();
        page.locator("a[href='/office/branches/law']").click();
        page.locator("#file a[href='/office/branches/law/place']").click();
        page.locator("#f-longitude").fill("24.9172");
        page.locator("#f-latitude").fill("102.4801");
        submit(page);
        assertThat(page.locator(".errsum")).containsText("看看是不是填反了");
        assertThat(page.locator("#f-longitude")).hasValue("24.9172");
        visit.go("/office/branches/sports");
        assertThat(page.locator("#file a")).hasCount(0);
        assertThat(visit.open("/office/branches/sports/place").status()).isEqualTo(403);
        assertThat(visit.open("/office/network/sites/" + MINGYIHE + "/place").status())
                .isEqualTo(403);
    }

    @Test
    void nobodyReachesBeyondWhatHeKeeps(Visits visits) {
        Visit institute = visits.as(Manner.office().as("xianjie"));
        assertThat(institute.open(office(MOSUOYING) + "/moves/new").status()).isIn(403, 404);
        assertThat(institute.open(office(MOSUOYING)).status()).isIn(403, 404);
        assertThat(institute.open(office(MOSUOYING) + "/hours").status()).isIn(403, 404);
        Visit station = visits.as(Manner.office().as("mingyihe")).go(office(MINGYIHE));
        Locator acts = station.page().locator(".acts a");
        assertThat(acts.filter(new Locator.FilterOptions().setHasText("并到别处"))).hasCount(0);
        assertThat(acts.filter(new Locator.FilterOptions().setHasText("改名"))).hasCount(0);
        assertThat(station.open(office(MINGYIHE) + "/mergers/new").status()).isIn(403, 404);
        assertThat(station.open(office(MINGYIHE) + "/names/new").status()).isIn(403, 404);
        Visit inspector = visits.as(Manner.office().as("inspector")).go(office(MINGYIHE));
        assertThat(inspector.page().locator("#file a")).hasCount(0);
        assertThat(inspector.page().locator(".acts a[href$='/new']")).hasCount(0);
        assertThat(inspector.page().locator("#history a")).hasCount(0);
    }

    @Test
    void aRightToWithdrawHoursIsNoneToWithdrawAMerger(Visits visits) {
        LocalDate from = tree.today().plusMonths(1).withDayOfMonth(1);
        SiteId site = id(SHIZHUANG);
        SiteId dashizhuang = id("dashizhuang");
        var act = asSystem(() -> sites.merge(site, dashizhuang, from, Basis.of(DOCUMENT)));
        try {
            Visit station = visits.as(Manner.office().as("shizhuang")).go(office(SHIZHUANG));
            Page page = station.page();
            Locator merger = page.locator(".tl .plan", new Page.LocatorOptions().setHasText("并入大石庄村站"));
            assertThat(merger).hasCount(1);
            assertThat(merger.locator("a")).hasCount(0);
            // the address for hours lies within his rights; the merger does not go by it
            String address = "/office/network/withdrawals/entries/" + act;
            assertThat(station.open(address).status()).isEqualTo(404);
            station.go(office(SHIZHUANG) + "/hours");
            APIResponse sent = station.context()
                    .request()
                    .post(address, posted(page.url(), entries(page) + "&reason=%E4%B8%8D%E6%83%B3%E5%B9%B6"));
            assertThat(sent.status()).isEqualTo(404);
            assertThat(station.open("/office/network/withdrawals/acts/" + act).status())
                    .isEqualTo(403);
            station.go(office(SHIZHUANG));
            assertThat(merger).hasCount(1);
        } finally {
            asSystem(() -> sites.withdraw(act, "故事讲完了"));
        }
    }

    @Test
    void howAPlaceIsSearchedForIsPutRightWithoutADocument(Visits visits) {
        var before = sites.get(id(SHIZHUANG), tree.today()).name();
        Visit visit = visits.as(Manner.office().as("shizhuang").withoutScript()).go(office(SHIZHUANG));
        Page page = visit.page();
        page.locator(".acts a[href$='/correction']").click();
        page.locator("#f-pinyin").fill("Shí zhuāng");
        submit(page);
        assertThat(page.locator(".errsum")).containsText("不标声调");
        try {
            page.locator("#f-pinyin").fill("gu shi zhuang zhan");
            submit(page);
            assertThat(page).hasURL(Pattern.compile(".*" + office(SHIZHUANG) + "$"));
            visit.go("/network?q=gszz");
            assertThat(page.locator(".places")).containsText(before.brief());
            assertThat(sites.get(id(SHIZHUANG), tree.today()).name().full()).isEqualTo(before.full());
        } finally {
            asSystem(() -> sites.correct(id(SHIZHUANG), before));
        }
    }

    @Test
    void whoMayEditUnitsIsLedToTheirForms(Visits visits) {
        Visit center = visits.as(Manner.office().as("center")).go("/network/units");
        Page page = center.page();
        assertThat(page.locator("a[href='/office/units/new']")).hasCount(1);
        page.locator(".li a").first().click();
        page.locator(".acts a", new Page.LocatorOptions().setHasText("改名或更正")).click();
        assertThat(page.locator("#f-name")).isVisible();
        Visit station = visits.as(Manner.office().as("mingyihe")).go("/network/units");
        assertThat(station.page().locator("a[href^='/office/units']")).hasCount(0);
    }

    /** The path of a page that runs no script. */
    private static String path(Page page) {
        return java.net.URI.create(page.url()).getRawPath();
    }

    private static String office(String site) {
        return "/office/network/sites/" + site;
    }

    private static void submit(Page page) {
        page.locator("main form button[type=submit]").first().click();
    }

    /** What the form on the page would send, as a browser writes it. */
    private static String entries(Page page) {
        return String.join(
                "&",
                page.locator("main form input[type=hidden]").all().stream()
                        .map(input -> input.getAttribute("name") + "="
                                + java.net.URLEncoder.encode(
                                        String.valueOf(input.getAttribute("value")),
                                        java.nio.charset.StandardCharsets.UTF_8))
                        .toList());
    }

    private static RequestOptions posted(String from, String entries) {
        return RequestOptions.create()
                .setHeader("Origin", from.replaceFirst("^(https?://[^/]+).*", "$1"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("Accept", "text/html")
                .setData(entries)
                .setMaxRedirects(0);
    }

    private int planned(Visit visit) {
        try (Page other = visit.context().newPage()) {
            other.navigate(office(SHUANGCUN));
            return other.locator(".tl .plan").count();
        }
    }

    private SiteId id(String slug) {
        return sites.resolve(slug, tree.today()).orElseThrow();
    }

    private long recorded(String what, @org.jspecify.annotations.Nullable String site) {
        EventFilter filter = EventFilter.days(
                        tree.today().minusDays(1), tree.today().plusDays(1))
                .what(what);
        return asSystem(() -> events.search(site == null ? filter : filter.on("site", id(site).toString()), 1)
                .total());
    }

    private static void asSystem(Runnable work) {
        Acting.as(Actor.system("story"), Scope.EVERYTHING, work);
    }

    private static <T> T asSystem(java.util.function.Supplier<T> work) {
        return Acting.as(Actor.system("story"), Scope.EVERYTHING, work);
    }
}
