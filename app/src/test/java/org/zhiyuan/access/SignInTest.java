package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.Sites;

@HouseTest
class SignInTest {
    private static final String PASSWORD = "Eine-lange.Rede 7";
    private static final Pattern SECRET = Pattern.compile("<p class=\"secret num\">([A-Z2-7 ]+)</p>");
    private static final Pattern BACKUP = Pattern.compile("<li>([A-Z2-9]{4}-[A-Z2-9]{4})</li>");

    @Autowired
    Environment environment;

    @Autowired
    SettableClock clock;

    @Autowired
    Accounts accounts;

    @Autowired
    CredentialStore credentials;

    @Autowired
    Secrets secrets;

    @Autowired
    Sites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    private Guest guest;
    private String login;
    private UUID account;
    private final String secret = Totp.newSecret();

    @BeforeEach
    void somebodyNewWithAnAuthenticator() {
        guest = new Guest(environment);
        login = "t" + UUID.randomUUID().toString().substring(0, 8);
        account = asSystem(() -> {
            UUID id = accounts.add(login, "测试员", null, sites.center().value(), PASSWORD, false)
                    .value();
            credentials.bind(id, secrets.sealTotp(id, secret), 0);
            return id;
        });
        forgetTries();
    }

    @AfterEach
    void leavesNoTries() {
        clock.reset();
        forgetTries();
        asSystem(() -> jdbc.sql("update access.account set state = 'DISABLED' where id = :id")
                .param("id", account)
                .update());
    }

    private void forgetTries() {
        asSystem(() -> jdbc.sql("delete from access.attempt").update());
    }

    private <T> T asSystem(java.util.function.Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private HttpResponse<String> password(Guest who, String login, String password) {
        who.get("/sign-in/staff?back=/session");
        return who.post("/sign-in/staff", Map.of("login", login, "password", password));
    }

    private HttpResponse<String> code(Guest who) {
        who.get("/sign-in/code");
        return who.post("/sign-in/code", Map.of("code", Totp.codeAt(secret, clock.instant())));
    }

    private void signIn(Guest who) {
        assertThat(Guest.location(password(who, login, PASSWORD))).isEqualTo("/sign-in/code");
        assertThat(Guest.location(code(who))).isEqualTo("/session");
        assertThat(who.get("/session").statusCode()).isEqualTo(200);
    }

    @Test
    void passwordAndCodeTogetherSignInAndNeitherAlone() {
        password(guest, login, PASSWORD);
        assertThat(guest.get("/session").statusCode()).as("half way in").isEqualTo(302);
        assertThat(Guest.location(code(guest)))
                .as("back to where one wanted to go")
                .isEqualTo("/session");
        assertThat(guest.get("/session").body()).contains("测试员");

        Guest without = new Guest(environment);
        assertThat(Guest.location(without.get("/sign-in/code"))).isEqualTo("/sign-in/staff");
    }

    @Test
    void theSessionGetsANewNameAtEachStep() {
        guest.get("/sign-in/staff");
        guest.put("session", "Zm9yY2Vk");
        password(guest, login, PASSWORD);
        String half = guest.cookie("session");
        code(guest);
        assertThat(half).isNotEqualTo("Zm9yY2Vk");
        assertThat(guest.cookie("session")).isNotEqualTo(half);
        Guest thief = new Guest(environment);
        thief.put("session", half);
        assertThat(thief.get("/session").statusCode()).isEqualTo(302);
    }

    @Test
    void aCodeCountsOnceAndTheOneBeforeCountsToo() {
        clock.set(java.time.Instant.parse("2026-11-23T02:00:10Z"));
        password(guest, login, PASSWORD);
        guest.get("/sign-in/code");
        String before = Totp.codeAt(secret, clock.instant().minusSeconds(30));
        String now = Totp.codeAt(secret, clock.instant());
        assertThat(guest.post("/sign-in/code", Map.of("code", before)).statusCode())
                .isEqualTo(302);

        Guest replay = new Guest(environment);
        password(replay, login, PASSWORD);
        replay.get("/sign-in/code");
        assertThat(replay.post("/sign-in/code", Map.of("code", before)).statusCode())
                .as("used")
                .isEqualTo(422);
        assertThat(replay.post("/sign-in/code", Map.of("code", now)).statusCode())
                .isEqualTo(302);

        Guest earlier = new Guest(environment);
        password(earlier, login, PASSWORD);
        earlier.get("/sign-in/code");
        assertThat(earlier.post("/sign-in/code", Map.of("code", before)).statusCode())
                .as("a step before a used one")
                .isEqualTo(422);
        clock.advance(Duration.ofSeconds(30));
        String twoBefore = Totp.codeAt(secret, clock.instant().minusSeconds(60));
        assertThat(earlier.post("/sign-in/code", Map.of("code", twoBefore)).statusCode())
                .as("too old")
                .isEqualTo(422);
    }

    @Test
    void anUnknownAccountAndAWrongPasswordGetTheSameAnswer() {
        String wrong = password(guest, login, "Nicht-diese 1").body();
        Guest other = new Guest(environment);
        String unknown = password(other, "x" + login, "Nicht-diese 1").body();
        assertThat(essence(unknown, "x" + login)).isEqualTo(essence(wrong, login));
        assertThat(wrong).contains("账号或密码不对").contains("还能试 4 次");
    }

    private static String essence(String page, String login) {
        return page.replaceAll("name=\"_(csrf|form)\" value=\"[^\"]*\"", "")
                .replace(login, "LOGIN")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("\\d{2}:\\d{2}", "TIME");
    }

    @Test
    void afterFiveWrongTriesTheAccountWaitsEvenForTheRightPassword() {
        for (int left = 4; left >= 0; left--) {
            HttpResponse<String> answer = password(guest, login, "Nicht-diese 1");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains(left == 0 ? "最后一次" : "还能试 " + left + " 次");
        }
        HttpResponse<String> waiting = password(guest, login, PASSWORD);
        assertThat(waiting.statusCode()).isEqualTo(429);
        assertThat(waiting.body()).contains("请 15 分钟后再试");
        clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(password(guest, login, PASSWORD).statusCode()).isEqualTo(302);
    }

    @Test
    void manyTriesAtTheSameMomentDoNotCountPastEachOther() throws Exception {
        List<Guest> guests = java.util.stream.Stream.generate(() -> new Guest(environment))
                .limit(12)
                .toList();
        guests.forEach(one -> one.get("/sign-in/staff"));
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(12)) {
            var answers = threads.invokeAll(guests.stream()
                    .map(one -> (java.util.concurrent.Callable<Integer>)
                            () -> one.post("/sign-in/staff", Map.of("login", login, "password", "Nicht-diese 1"))
                                    .statusCode())
                    .toList());
            int looked = 0;
            for (var answer : answers) {
                looked += answer.get() == 422 ? 1 : 0;
            }
            assertThat(looked).as("tries that were looked at").isEqualTo(5);
        }
    }

    @Test
    void aBackupCodeTakesThePlaceOfTheAuthenticatorOnce() {
        signIn(guest);
        guest.get("/session");
        Matcher codes =
                BACKUP.matcher(guest.post("/session/backup-codes", Map.of()).body());
        assertThat(codes.find()).isTrue();
        String code = codes.group(1);

        Guest other = new Guest(environment);
        password(other, login, PASSWORD);
        other.get("/sign-in/backup-code");
        assertThat(other.post("/sign-in/backup-code", Map.of("code", code.toLowerCase(java.util.Locale.ROOT)))
                        .statusCode())
                .isEqualTo(302);
        Guest again = new Guest(environment);
        password(again, login, PASSWORD);
        again.get("/sign-in/backup-code");
        assertThat(again.post("/sign-in/backup-code", Map.of("code", code)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aTrustedComputerDoesNotAskForEightHoursButExportsStillDo() {
        password(guest, login, PASSWORD);
        guest.get("/sign-in/code");
        guest.post("/sign-in/code", Map.of("code", Totp.codeAt(secret, clock.instant()), "trust", "on"));
        guest.get("/session");
        guest.post("/session/end", Map.of());
        assertThat(guest.get("/session").statusCode()).isEqualTo(302);

        clock.advance(Duration.ofMinutes(6));
        assertThat(Guest.location(password(guest, login, PASSWORD)))
                .as("no code asked")
                .isEqualTo("/session");
        assertThat(Guest.location(guest.get("/session/authenticator")))
                .as("what needs a fresh code")
                .startsWith("/session/confirm");
        guest.get("/session");
        guest.post("/session/end", Map.of());

        clock.advance(Duration.ofHours(8));
        assertThat(Guest.location(password(guest, login, PASSWORD))).isEqualTo("/sign-in/code");
        Guest other = new Guest(environment);
        assertThat(Guest.location(password(other, login, PASSWORD))).isEqualTo("/sign-in/code");
    }

    @Test
    void aSessionEndsAfterHalfAnHourOfNothingAndAfterTwelveHoursInAnyCase() {
        signIn(guest);
        for (int i = 0; i < 29; i++) {
            clock.advance(Duration.ofMinutes(25));
            if (i < 28) {
                assertThat(guest.get("/session").statusCode()).isEqualTo(i * 25 + 25 < 720 ? 200 : 302);
            }
        }
        assertThat(guest.get("/session").statusCode()).isEqualTo(302);
        int idle = asSystem(() -> jdbc.sql("""
                                select max_inactive_interval from cell.spring_session
                                where principal_name = :account limit 1
                                """)
                .param("account", account.toString())
                .query(Integer.class)
                .optional()
                .orElse(1800));
        assertThat(idle).isEqualTo(1800);
    }

    @Test
    void oneSeesWhereOneIsSignedInAndEndsWhatIsNotOnesOwn() {
        signIn(guest);
        clock.advance(Duration.ofSeconds(60));
        Guest phone = new Guest(environment, "Mozilla/5.0 (iPhone) Safari/605");
        signIn(phone);
        String page = guest.get("/session").body();
        assertThat(page).contains("iPhone · Safari").contains("Linux · Chrome").contains("在一台没用过的电脑或手机上登录过");
        guest.post("/session/devices/noted", Map.of());
        assertThat(guest.get("/session").body()).doesNotContain("在一台没用过的电脑或手机上登录过");
        Matcher end = Pattern.compile("action=\"(/session/open/[^\"]+/end)\"").matcher(guest.lastPage());
        assertThat(end.find()).isTrue();
        guest.post(end.group(1), Map.of());
        assertThat(phone.get("/session").statusCode()).isEqualTo(302);
        assertThat(guest.get("/session").statusCode()).isEqualTo(200);
        assertThat(guest.post("/session/open/AAAAAAAAAAAAAAAA/end", Map.of()).statusCode())
                .as("another's session")
                .isEqualTo(404);
    }

    @Test
    void anotherPasswordEndsEveryOtherSession() {
        signIn(guest);
        clock.advance(Duration.ofSeconds(60));
        Guest other = new Guest(environment);
        signIn(other);
        guest.get("/session/password");
        String fresh = "Etwas ganz anderes 9";
        HttpResponse<String> weak = guest.post(
                "/session/password",
                Map.of("nowPassword", PASSWORD, "password", "password1", "againPassword", "password1"));
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).doesNotContain("password1").doesNotContain(PASSWORD);
        assertThat(guest.post(
                                "/session/password",
                                Map.of("nowPassword", PASSWORD, "password", fresh, "againPassword", fresh))
                        .statusCode())
                .isEqualTo(302);
        assertThat(guest.get("/session").statusCode()).isEqualTo(200);
        assertThat(other.get("/session").statusCode()).isEqualTo(302);
        assertThat(password(other, login, PASSWORD).statusCode()).isEqualTo(422);
        assertThat(password(other, login, fresh).statusCode()).isEqualTo(302);
    }

    @Test
    void aPasswordThatSomebodyElseChoseMustBeReplacedAndAnAuthenticatorBound() {
        asSystem(() -> {
            credentials.setPassword(account, encoded(), clock.instant(), true);
            return credentials.unbind(account);
        });
        assertThat(Guest.location(password(guest, login, PASSWORD))).isEqualTo("/sign-in/bind");
        Matcher shown = SECRET.matcher(guest.get("/sign-in/bind").body());
        assertThat(shown.find()).isTrue();
        String fresh = shown.group(1).replace(" ", "");
        assertThat(guest.post("/sign-in/bind", Map.of("code", "000000")).statusCode())
                .isEqualTo(422);
        assertThat(guest.lastPage()).as("the same secret").contains(shown.group(1));
        String page = guest.post("/sign-in/bind", Map.of("code", Totp.codeAt(fresh, clock.instant())))
                .body();
        assertThat(BACKUP.matcher(page).results().count()).isEqualTo(SignIns.BACKUP_CODES);
        assertThat(Guest.location(guest.get("/sign-in/next"))).isEqualTo("/sign-in/new-password");
        assertThat(guest.get("/session").statusCode()).isEqualTo(302);
        guest.get("/sign-in/new-password");
        assertThat(guest.post("/sign-in/new-password", Map.of("password", PASSWORD, "againPassword", PASSWORD))
                        .body())
                .contains("新密码要和现在的不一样");
        String own = "Mein eigenes Wort 3";
        assertThat(Guest.location(guest.post("/sign-in/new-password", Map.of("password", own, "againPassword", own))))
                .isEqualTo("/session");
        assertThat(guest.get("/session").statusCode()).isEqualTo(200);
    }

    private String encoded() {
        return credentials.find(account).orElseThrow().password();
    }

    @Test
    void aStoppedAccountIsOutWithTheNextRequest() {
        signIn(guest);
        asSystem(() -> {
            accounts.disable(Actor.system("test"), new AccountId(account), "测试");
            return account;
        });
        assertThat(guest.get("/session").statusCode()).isEqualTo(302);
        assertThat(password(guest, login, PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void theNextPersonOnASharedComputerComesBackToTheSamePage() {
        signIn(guest);
        guest.get("/session");
        HttpResponse<String> out = guest.post("/session/change-person", Map.of("back", "/session?x=1"));
        assertThat(Guest.location(out)).isEqualTo("/sign-in/staff?back=%2Fsession%3Fx%3D1");
        assertThat(guest.get("/session").statusCode()).isEqualTo(302);
        assertThat(Guest.location(guest.post("/session/change-person", Map.of("back", "//evil.example/"))))
                .as("never to another house")
                .doesNotContain("evil");
    }

    @Test
    void everythingThatHappenedStandsInTheAudit() {
        password(guest, login, "Nicht-diese 1");
        signIn(guest);
        guest.get("/session");
        guest.post("/session/end", Map.of());
        List<String> deeds = asSystem(() -> jdbc.sql("""
                                select what || ' ' || result from audit.event
                                where object_id = :account order by at, id
                                """)
                .param("account", account.toString())
                .query(String.class)
                .list());
        assertThat(deeds)
                .containsSubsequence(
                        "account.made ALLOWED",
                        "account.sign_in_failed FAILED",
                        "account.signed_in ALLOWED",
                        "account.signed_out ALLOWED");
    }

    @Test
    void aCitizenSignsInWithTheCodeOfTheLastMessage() {
        String number = "1380001"
                + "%04d"
                        .formatted(
                                java.util.concurrent.ThreadLocalRandom.current().nextInt(10_000));
        guest.get("/sign-in?back=/session");
        HttpResponse<String> sent = guest.post("/sign-in/phone-code", Map.of("phone", number));
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).contains(number.substring(0, 3) + "****" + number.substring(7));
        org.awaitility.Awaitility.await().until(() -> codeTo(number) != null);
        String right = Objects.requireNonNull(codeTo(number));
        String wrong = right.equals("000000") ? "000001" : "000000";
        assertThat(guest.post("/sign-in", Map.of("phone", number, "code", wrong))
                        .body())
                .contains("验证码不对")
                .contains("还能试 4 次");
        HttpResponse<String> in = guest.post("/sign-in", Map.of("phone", number, "code", right));
        assertThat(Guest.location(in)).isEqualTo("/session");
        assertThat(guest.get("/session").statusCode()).isEqualTo(200);
        assertThat(guest.get("/office/accounts").statusCode()).isEqualTo(403);
        Guest again = new Guest(environment);
        again.get("/sign-in");
        assertThat(again.post("/sign-in", Map.of("phone", number, "code", right))
                        .statusCode())
                .as("a code counts once")
                .isEqualTo(422);
        assertThat(again.post("/sign-in/phone-code", Map.of("phone", number)).statusCode())
                .as("one message a minute")
                .isEqualTo(429);
    }

    private @org.jspecify.annotations.Nullable String codeTo(String number) {
        Matcher row = Pattern.compile(
                        Pattern.quote(number.substring(0, 3) + "****" + number.substring(7)) + ".*?您的登录验证码是 (\\d{6})",
                        Pattern.DOTALL)
                .matcher(new Guest(environment).get("/developer").body());
        return row.find() ? row.group(1) : null;
    }
}
