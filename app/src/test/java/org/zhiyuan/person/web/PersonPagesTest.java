package org.zhiyuan.person.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.As;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.shell.Problem;
import tools.jackson.databind.json.JsonMapper;

/** Through the front door: guards, policy table, scope and row policies all in place, at stations of the sample. */
@HouseTest
class PersonPagesTest {
    private static final String STATION = "530181009205";
    private static final String NEIGHBOUR = "530181009209";
    private static final String INSTITUTE = "530181009";
    private static final String CENTER = "530181";
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    private WebApplicationContext house;

    @Autowired
    private Sites sites;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    private MockMvc browser;
    private UUID clerk;
    private UUID neighbour;

    @BeforeEach
    void openTheDoor() {
        browser = MockMvcBuilders.webAppContextSetup(house)
                .addFilters(
                        house.getBean("requestIds", Filter.class),
                        house.getBean("springSessionRepositoryFilter", Filter.class),
                        house.getBean("springSecurityFilterChain", Filter.class))
                .build();
        clerk = staff("station_operator", STATION);
        neighbour = staff("station_operator", NEIGHBOUR);
    }

    @Test
    void aClerkRegistersSomebodyAndSeesThePersonMasked() throws Exception {
        assertThat(page(clerk, get("/office/people/new"))).contains("鸣矣河").contains("登记为志愿者");
        Someone zhou = new Someone("周页一");

        String location = registered(clerk, zhou);

        String page = page(clerk, get(location));
        assertThat(page).contains("周**").contains(zhou.maskedPhone()).contains("还没有核对");
        assertThat(page).doesNotContain("周页一", zhou.phone, zhou.number);
    }

    @Test
    void whatIsWrongIsSaidAtTheFieldAndNothingEnteredIsLost() throws Exception {
        MockHttpServletResponse response = send(
                clerk,
                post("/office/people")
                        .param("_form", UUID.randomUUID().toString())
                        .param("name", "周页二")
                        .param("phone", "1380000")
                        .param("identityNumber", "530181196001010000")
                        .param("basis", "CONSENT"));

        assertThat(response.getStatus()).isEqualTo(422);
        assertThat(response.getContentAsString())
                .contains("<title>有误：")
                .contains("周页二", "1380000", "530181196001010000")
                .contains("请填写 11 位手机号", "最后一位对不上", "勾选本人同意的项");
    }

    @Test
    void pressedTwiceOneIsRegisteredOnce() throws Exception {
        Someone zhou = new Someone("周页三");
        String token = UUID.randomUUID().toString();

        String first = send(clerk, registration(zhou, token)).getRedirectedUrl();
        String second = send(clerk, registration(zhou, token)).getRedirectedUrl();

        assertThat(second).isEqualTo(first).startsWith("/office/people/");
    }

    @Test
    void oneIsFoundByExactNumberOnlyAndTheNumberStandsInNoAddress() throws Exception {
        Someone zhou = new Someone("周页四");
        String location = registered(clerk, zhou);

        String found = page(clerk, post("/office/people/search").param("number", " " + zhou.phone + " "));
        assertThat(found).contains(location).contains("周**").doesNotContain("周页四", zhou.number);
        assertThat(found).contains("action=\"/office/people/search\"");
        assertThat(send(clerk, get("/office/people/search").param("number", zhou.phone))
                        .getStatus())
                .isIn(404, 405);
        assertThat(send(clerk, post("/office/people/search").param("number", "周页四"))
                        .getStatus())
                .isEqualTo(422);
        assertThat(page(neighbour, post("/office/people/search").param("number", zhou.phone)))
                .contains("没有查到")
                .doesNotContain("周**");
    }

    @Test
    void aNeighbourFindsNoDoorToAPerson() throws Exception {
        String location = registered(clerk, new Someone("周页五"));

        for (String path :
                List.of("", "/edit", "/consents", "/verifications/new", "/reveals/new?column=PHONE", "/erasure")) {
            assertThat(send(neighbour, get(location + path)).getStatus())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String path : List.of("", "/consents", "/consents/withdrawal", "/verifications", "/reveals", "/erasure")) {
            assertThat(send(
                                    neighbour,
                                    post(location + path)
                                            .param("_form", UUID.randomUUID().toString()))
                            .getStatus())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(send(null, get(location)).getStatus()).isEqualTo(401);
    }

    @Test
    void aValueIsShownForAReasonToWhoAskedAndToNobodyElse() throws Exception {
        Someone zhou = new Someone("周页六");
        String location = registered(clerk, zhou);
        assertThat(page(clerk, get(location + "/reveals/new?column=PHONE"))).contains("查看会留下记录", "还能看 20 次");

        MockHttpServletResponse without = send(
                clerk,
                post(location + "/reveals")
                        .param("_form", UUID.randomUUID().toString())
                        .param("column", "PHONE"));
        assertThat(without.getStatus()).isEqualTo(422);
        String shown = Objects.requireNonNull(send(
                        clerk,
                        post(location + "/reveals")
                                .param("_form", UUID.randomUUID().toString())
                                .param("column", "PHONE")
                                .param("why", "CONTACT"))
                .getRedirectedUrl());

        assertThat(shown).doesNotContain(zhou.phone);
        MockHttpServletResponse page = send(clerk, get(shown));
        assertThat(page.getContentAsString()).contains(zhou.phone).contains("联系本人安排服务");
        assertThat(page.getHeader("Cache-Control")).contains("no-store");
        UUID colleague = staff("station_operator", STATION);
        assertThat(send(colleague, get(shown)).getStatus()).isEqualTo(404);
        assertThat(page(clerk, get(location))).contains("还能看 19 次").doesNotContain(zhou.phone);
    }

    @Test
    void whatIsSensitiveIsNotForTheStation() throws Exception {
        Someone zhou = new Someone("周页七");
        String location = registered(clerk, zhou);

        assertThat(page(clerk, get(location))).doesNotContain("sensitive-reveals");
        assertThat(send(clerk, get(location + "/reveals/new?column=IDENTITY_NUMBER"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(send(clerk, get(location + "/sensitive-reveals/new?column=IDENTITY_NUMBER"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(send(
                                clerk,
                                post(location + "/sensitive-reveals")
                                        .param("_form", UUID.randomUUID().toString())
                                        .param("column", "IDENTITY_NUMBER")
                                        .param("why", "CHECK"))
                        .getStatus())
                .isEqualTo(403);
        UUID institute = staff("institute_operator", INSTITUTE);
        assertThat(page(institute, get(location))).contains("sensitive-reveals");
    }

    @Test
    void aDocumentIsCheckedByAPersonWhoseNameStandsThere() throws Exception {
        String location = registered(clerk, new Someone("周页八"));
        MockHttpServletRequestBuilder unseen = post(location + "/verifications")
                .param("_form", UUID.randomUUID().toString())
                .param("document", "IDENTITY_CARD")
                .param("day", "2026-01-05");
        assertThat(send(clerk, unseen).getStatus()).isEqualTo(422);

        send(clerk, unseen.param("seen", "yes"));

        assertThat(page(clerk, get(location)))
                .contains("已核对证件（人工）", "居民身份证", "2026年1月5日", "测试办事员")
                .doesNotContain("实名");
    }

    @Test
    void aCorrectionLeavesWhatIsEmptyAsItIs() throws Exception {
        Someone zhou = new Someone("周页九");
        String location = registered(clerk, zhou);
        String phone = new Someone("").phone;

        MockHttpServletResponse done = send(
                clerk,
                post(location)
                        .param("_form", UUID.randomUUID().toString())
                        .param("version", "1")
                        .param("phone", phone)
                        .param("phoneOwn", "yes")
                        .param("reason", "本人换了号码"));

        assertThat(done.getRedirectedUrl()).isEqualTo(location);
        assertThat(page(clerk, get(location)))
                .contains("周**", phone.substring(7))
                .doesNotContain(zhou.maskedPhone());
    }

    @Test
    void aPersonSeesTheOwnDataWhoLookedTakesACopyAndLeaves() throws Exception {
        Someone zhou = new Someone("周页十");
        String location = registered(clerk, zhou);
        UUID person = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        UUID self = citizen(person);
        page(clerk, get(location));

        String me = page(self, get("/me"));
        assertThat(me).contains("周**").contains("测试办事员").contains("登记为志愿者");
        assertThat(me).doesNotContain("周页十", zhou.phone, zhou.number);
        assertThat(page(self, post("/me/shown"))).contains("周页十", zhou.phone, zhou.number);
        assertThat(page(self, get("/me/looks"))).contains("打开了隐去号码的页面");

        MockHttpServletResponse copy = send(self, post("/me/copy"));
        assertThat(copy.getHeader("Content-Disposition")).startsWith("attachment; filename=\"my-data-");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(copy.getContentAsByteArray())
                        .path("person")
                        .path("name")
                        .asString())
                .isEqualTo("周页十");

        send(
                self,
                post("/me/consents/volunteer-record/withdrawal")
                        .param("_form", UUID.randomUUID().toString()));
        assertThat(page(self, get("/me"))).contains("已撤回");

        send(self, post("/me/erasure").param("_form", UUID.randomUUID().toString()));
        assertThat(send(clerk, get(location)).getStatus()).isEqualTo(404);
        assertThat(page(clerk, post("/office/people/search").param("number", zhou.phone)))
                .contains("没有查到");
    }

    @Test
    void oneAgreesToWhatIsAskedSeparatelyAndReadsTheText() throws Exception {
        String location = registered(clerk, new Someone("周页十一"));
        UUID self = citizen(UUID.fromString(location.substring(location.lastIndexOf('/') + 1)));

        assertThat(page(self, get("/me/consents/public-contact"))).contains("可以不同意", "看过了，同意");
        send(
                self,
                post("/me/consents/public-contact")
                        .param("version", "1")
                        .param("_form", UUID.randomUUID().toString()));
        assertThat(page(self, get("/me/consents/public-contact"))).contains("撤回同意");
        assertThat(page(clerk, get(location + "/consents"))).contains("本人在网页上");
        assertThat(send(self, get("/me/consents/no-such-purpose")).getStatus()).isEqualTo(404);
    }

    @Test
    void theOfficeEntersConsentAtTheCounterButNeverAsThePerson() throws Exception {
        String location = registered(clerk, new Someone("周页十二"));
        MockHttpServletRequestBuilder give = post(location + "/consents")
                .param("_form", UUID.randomUUID().toString())
                .param("purpose", "report-upward")
                .param("version-report-upward", "1");

        assertThat(send(clerk, give.param("channel", "WEB")).getStatus()).isEqualTo(422);
        assertThat(send(
                                clerk,
                                post(location + "/consents")
                                        .param("_form", UUID.randomUUID().toString())
                                        .param("purpose", "report-upward")
                                        .param("version-report-upward", "1")
                                        .param("channel", "PAPER"))
                        .getRedirectedUrl())
                .isEqualTo(location + "/consents");
        assertThat(page(clerk, get(location + "/consents"))).contains("签了纸质同意书");
    }

    @Test
    void theCenterErasesForOneWhoHasNoTelephone() throws Exception {
        String location = registered(clerk, new Someone("周页十三"));
        UUID center = staff("center_operator", CENTER);

        assertThat(send(clerk, get(location + "/erasure")).getStatus()).isEqualTo(403);
        assertThat(page(center, get(location + "/erasure"))).contains("删除以后不能恢复");
        assertThat(send(
                                center,
                                post(location + "/erasure")
                                        .param("_form", UUID.randomUUID().toString())
                                        .param("reason", "本人到中心要求删除"))
                        .getRedirectedUrl())
                .isEqualTo("/office/people");
        assertThat(send(center, get(location)).getStatus()).isEqualTo(404);
    }

    @Test
    void theAdministratorSeesWhatWasSentAndTurnsTheSwitch() throws Exception {
        UUID administrator = staff("system_admin", CENTER);

        assertThat(page(administrator, get("/office/messages"))).contains("停发所有短信");
        assertThat(send(clerk, get("/office/messages")).getStatus()).isEqualTo(403);
        for (String stopped : List.of("true", "false")) {
            send(
                    administrator,
                    post("/office/messages/switch")
                            .param("_form", UUID.randomUUID().toString())
                            .param("stopped", stopped)
                            .param("reason", "演练停发"));
            assertThat(page(administrator, get("/office/messages")))
                    .contains(stopped.equals("true") ? "短信现在停发" : "停发所有短信");
        }
        assertThat(count(
                        "select count(*) from audit.event where what = 'sending.turned' and account = ?",
                        administrator))
                .isEqualTo(2);
    }

    @Test
    void theSamplesMessagesStandOnAPageWithoutSigningIn() throws Exception {
        assertThat(page(null, get("/dev/messages"))).contains("示例系统不真的发短信");
    }

    @Test
    void theSamePagesSpeakEnglish() throws Exception {
        String location = registered(clerk, new Someone("周页十四"));

        for (String path : List.of("/office/people", "/office/people/new", location, location + "/consents")) {
            MockHttpServletResponse page = send(clerk, get(path).cookie(new Cookie("lang", "en")));
            assertThat(page.getContentAsString()).as(path).contains("lang=\"en\"", "People");
        }
    }

    private String registered(UUID account, Someone someone) throws Exception {
        String location = send(account, registration(someone, UUID.randomUUID().toString()))
                .getRedirectedUrl();
        assertThat(location).startsWith("/office/people/");
        return Objects.requireNonNull(location);
    }

    private MockHttpServletRequestBuilder registration(Someone someone, String token) {
        return post("/office/people")
                .param("_form", token)
                .param("name", someone.name)
                .param("phone", someone.phone)
                .param("phoneOwn", "yes")
                .param("identityNumber", someone.number)
                .param("site", site(STATION).toString())
                .param("basis", "CONSENT")
                .param("consent", "volunteer-record")
                .param("version-volunteer-record", "2")
                .param("channel", "COUNTER");
    }

    private String page(@Nullable UUID account, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = send(account, request);
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse send(@Nullable UUID account, MockHttpServletRequestBuilder request)
            throws Exception {
        request.with(As.form()).accept(MediaType.ALL);
        if (account != null) {
            request.with(As.account(account, Instant.now()));
        }
        MvcResult result = browser.perform(request).andReturn();
        // the error page is a forward, which the container would follow
        if (result.getRequest().getAttribute(Problem.ATTRIBUTE) instanceof Problem problem) {
            result.getResponse().setStatus(problem.status());
        }
        return result.getResponse();
    }

    private UUID site(String code) {
        return system(() -> sites.resolve(code, LocalDate.of(2026, 11, 23)))
                .map(SiteId::value)
                .orElseThrow();
    }

    private UUID staff(String role, String code) {
        UUID site = site(code);
        UUID account = UUID.randomUUID();
        return system(() -> {
            jdbc.sql("""
                            insert into access.account (id, kind, login, name, site, sessions_from, created_at)
                            values (?, 'STAFF', ?, '测试办事员', ?, '2020-01-01Z', '2020-01-01Z')""")
                    .params(account, "t" + account.toString().substring(0, 30), site)
                    .update();
            jdbc.sql("""
                            insert into access.role_grant (id, account, role, site, from_day, given_at, reason)
                            values (?, ?, ?, ?, date '2020-01-01', '2020-01-01Z', '测试')""").params(UUID.randomUUID(), account, role, site).update();
            return account;
        });
    }

    private UUID citizen(UUID person) {
        UUID account = UUID.randomUUID();
        return system(() -> {
            jdbc.sql("""
                            insert into access.account (id, kind, person, name, sessions_from, created_at)
                            values (?, 'CITIZEN', ?, '本人', '2020-01-01Z', '2020-01-01Z')""").params(account, person).update();
            return account;
        });
    }

    private int count(String sql, Object parameter) {
        return system(() -> jdbc.sql(sql).param(parameter).query(Integer.class).single());
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> transactions.execute(status -> work.get()));
    }

    /** Made up, and nobody else's. */
    private static final class Someone {
        final String name;
        final String phone;
        final String number;

        Someone(String name) {
            int next = NEXT.getAndIncrement();
            this.name = name;
            this.phone = "1980000%04d".formatted(next);
            this.number = checked("53018119600101%03d".formatted(next));
        }

        String maskedPhone() {
            return phone.substring(0, 3) + "****" + phone.substring(7);
        }

        private static String checked(String body) {
            int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
            int sum = 0;
            for (int i = 0; i < 17; i++) {
                sum += (body.charAt(i) - '0') * weights[i];
            }
            return body + "10X98765432".charAt(sum % 11);
        }
    }
}
