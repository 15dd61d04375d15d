package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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

/** Coming in, being known, and leaving again: over real HTTP, with cookies, as a browser does it. */
@HouseTest
class SignInTest {
    private static final String PASSWORD = "Heron.crosses.9.reeds";
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    Environment environment;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    Accounts accounts;

    @Autowired
    CredentialStore credentials;

    @Autowired
    Secrets secrets;

    private String login;
    private String secret;
    private UUID account;

    @BeforeEach
    void somebodyNew() {
        login = "signin" + NEXT.getAndIncrement();
        secret = Totp.newSecret();
        account = system(() -> {
            UUID center = jdbc.sql("select id from network.site where number = '530181'")
                    .query(UUID.class)
                    .single();
            UUID made =
                    accounts.add(login, "进门某", null, center, PASSWORD, false).value();
            credentials.bind(made, secrets.sealTotp(made, secret), 0);
            jdbc.sql("""
                            insert into access.role_grant (id, account, role, site, from_day, given_at, reason)
                            values (?, ?, 'auditor', ?, date '2020-01-01', '2020-01-01Z', '测试')""").params(UUID.randomUUID(), made, center).update();
            // one address is not to wait for another test's tries
            jdbc.sql("delete from access.attempt").update();
            jdbc.sql("delete from channel.spent").update();
            return made;
        });
    }

    @AfterEach
    void theClockTellsTheRealTime() {
        clock.reset();
        system(() -> jdbc.sql("delete from access.attempt").update()
                + jdbc.sql("delete from channel.spent").update()
                + jdbc.sql("delete from channel.sample_message where at > :now")
                        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .update());
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(
                Actor.system("test"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private Guest guest() {
        return new Guest("http://localhost:" + environment.getProperty("local.server.port"))
                .from("Mozilla/5.0 (Windows NT 10.0) Chrome/140");
    }

    private Guest.Answer password(Guest guest, String password) throws Exception {
        return guest.post("/sign-in/staff", "login", login, "password", password);
    }

    private String code() {
        return Totp.codeAt(secret, clock.instant());
    }

    private Guest signedIn() throws Exception {
        return signedIn(guest());
    }

    private Guest signedIn(Guest guest) throws Exception {
        assertThat(password(guest, PASSWORD).location()).isEqualTo("/sign-in/code");
        // each code counts once
        clock.advance(Totp.STEP);
        assertThat(guest.post("/sign-in/code", "code", code()).location()).isEqualTo("/workbench");
        return guest;
    }

    private static boolean in(Guest guest) throws Exception {
        return guest.get("/workbench").status() == 200;
    }

    private static String wrong(Guest.Answer answer) {
        Matcher wrong =
                Pattern.compile("(?s)class=\"[^\"]*errsum.*?</(?:div|section)>").matcher(answer.body());
        assertThat(wrong.find()).as(answer.body()).isTrue();
        return wrong.group().replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    @Test
    void passwordAndCodeSignInAndEachStepGetsAnotherSession() throws Exception {
        Guest guest = guest();
        assertThat(password(guest, PASSWORD).location()).isEqualTo("/sign-in/code");
        String half = guest.cookie("session");
        assertThat(half).isNotEmpty();
        assertThat(in(guest)).isFalse();

        assertThat(guest.post("/sign-in/code", "code", code()).location()).isEqualTo("/workbench");

        assertThat(guest.cookie("session")).isNotEqualTo(half);
        assertThat(in(guest)).isTrue();
        assertThat(in(guest().with("session", half)))
                .as("the session of the first step")
                .isFalse();
    }

    @Test
    void theSessionsCookieIsNoneThatScriptReadsAndOneLeadsBackOnlyIntoTheHouse() throws Exception {
        Guest guest = guest();
        guest.post("/sign-in/staff?back=https://elsewhere.example/", "login", login, "password", PASSWORD);
        assertThat(guest.post("/sign-in/code", "code", code()).location()).isEqualTo("/workbench");
        Guest other = guest();
        other.post("/sign-in/staff?back=/office/staff", "login", login, "password", PASSWORD);
        clock.advance(Totp.STEP);
        assertThat(other.post("/sign-in/code", "code", code()).location()).isEqualTo("/office/staff");
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreAnsweredAlike() throws Exception {
        Guest.Answer known = password(guest(), "wrong");
        Guest.Answer unknown = guest().post("/sign-in/staff", "login", "nobody-here-" + login, "password", "wrong");
        assertThat(known.status()).isEqualTo(unknown.status()).isEqualTo(422);
        assertThat(wrong(known)).isEqualTo(wrong(unknown)).contains("账号或密码不对", "还能试 4 次");
    }

    @Test
    void afterFiveWrongPasswordsEvenTheRightOneWaits() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(password(guest(), "wrong").status()).isEqualTo(422);
        }
        Guest.Answer waits = password(guest(), PASSWORD);
        assertThat(waits.status()).isEqualTo(429);
        assertThat(waits.body()).contains("试错的次数太多");
        clock.advance(Duration.ofMinutes(16));
        assertThat(password(guest(), PASSWORD).location()).isEqualTo("/sign-in/code");
    }

    @Test
    void afterFiveWrongCodesEvenTheRightOneWaits() throws Exception {
        Guest guest = guest();
        password(guest, PASSWORD);
        String right = code();
        for (int i = 0; i < 5; i++) {
            assertThat(guest.post("/sign-in/code", "code", right.equals("000000") ? "111111" : "000000")
                            .status())
                    .isEqualTo(422);
        }
        assertThat(guest.post("/sign-in/code", "code", code()).status()).isEqualTo(429);
        assertThat(in(guest)).isFalse();
    }

    @Test
    void aCodeCountsOnceAndNoneBeforeItCountsAfterIt() throws Exception {
        Instant now = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 30 + 1) * 30 + 1);
        clock.set(now);
        String before = Totp.codeAt(secret, now.minus(Totp.STEP));
        String used = code();
        Guest first = guest();
        password(first, PASSWORD);
        assertThat(first.post("/sign-in/code", "code", used).location()).isEqualTo("/workbench");

        Guest second = guest();
        password(second, PASSWORD);
        assertThat(second.post("/sign-in/code", "code", used).status()).isEqualTo(422);
        assertThat(second.post("/sign-in/code", "code", before).status()).isEqualTo(422);
        clock.advance(Totp.STEP);
        assertThat(second.post("/sign-in/code", "code", code()).location()).isEqualTo("/workbench");
    }

    @Test
    void aSlowHandsCodeOfTheStepBeforeStillCountsAndAnOlderOneDoesNot() throws Exception {
        Guest guest = guest();
        password(guest, PASSWORD);
        Instant now = clock.instant();
        assertThat(guest.post("/sign-in/code", "code", Totp.codeAt(secret, now.minusSeconds(90)))
                        .status())
                .isEqualTo(422);
        assertThat(guest.post("/sign-in/code", "code", Totp.codeAt(secret, now.minus(Totp.STEP)))
                        .location())
                .isEqualTo("/workbench");
    }

    @Test
    void aBackupCodeReplacesTheCodeOnce() throws Exception {
        Guest guest = signedIn();
        Guest.Answer shown = guest.post("/session/backup-codes");
        List<String> codes = Pattern.compile("<li>([^<]+)</li>")
                .matcher(shown.body().substring(shown.body().indexOf("class=\"codes")))
                .results()
                .map(found -> found.group(1).strip())
                .limit(10)
                .toList();
        assertThat(new HashSet<>(codes)).hasSize(10);

        Guest other = guest();
        password(other, PASSWORD);
        assertThat(other.post("/sign-in/backup-code", "code", codes.getFirst().toLowerCase(java.util.Locale.ROOT))
                        .location())
                .isEqualTo("/workbench");
        Guest third = guest();
        password(third, PASSWORD);
        assertThat(third.post("/sign-in/backup-code", "code", codes.getFirst()).status())
                .isEqualTo(422);
    }

    @Test
    void signingOutEndsTheSessionItself() throws Exception {
        Guest guest = signedIn();
        String session = guest.cookie("session");
        assertThat(guest.post("/session/end").location()).isEqualTo("/");
        assertThat(in(guest().with("session", session))).isFalse();
    }

    @Test
    void halfAnHourWithoutARequestSignsOut() throws Exception {
        Guest guest = signedIn();
        assertThat(in(guest)).isTrue();
        idle(Duration.ofMinutes(29));
        assertThat(in(guest)).isTrue();
        idle(Duration.ofMinutes(31));
        assertThat(in(guest)).isFalse();
    }

    /** The session keeper has the machine's clock: what is moved is when the session was seen last. */
    private void idle(Duration since) {
        system(() -> jdbc.sql("""
                        update cell.spring_session
                        set last_access_time = last_access_time - :ms, expiry_time = expiry_time - :ms
                        where principal_name = :account""")
                .param("ms", since.toMillis())
                .param("account", account.toString())
                .update());
    }

    @Test
    void afterTwelveHoursOneSignsInAgainHoweverBusyOneIs() throws Exception {
        Guest guest = signedIn();
        clock.advance(Duration.ofHours(12).minusMinutes(1));
        assertThat(in(guest)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(in(guest)).isFalse();
    }

    @Test
    void oneSeesWhereOneIsSignedInAndEndsItThere() throws Exception {
        Guest here = signedIn();
        Guest there = signedIn(guest().from("Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile"));
        Guest.Answer list = here.get("/session");
        assertThat(list.body()).contains("Android · Chrome", "Windows · Chrome", "就是这里");
        Matcher end = Pattern.compile("action=\"(/session/open/[^\"]+/end)\"").matcher(list.body());
        assertThat(end.find()).isTrue();
        String address = end.group(1);
        assertThat(end.find()).as("the own session is left, not ended here").isFalse();

        assertThat(here.post(address).location()).isEqualTo("/session");
        assertThat(in(there)).isFalse();
        assertThat(in(here)).isTrue();

        Guest again = signedIn();
        here.post("/session/others/end");
        assertThat(in(again)).isFalse();
        assertThat(in(here)).isTrue();
    }

    @Test
    void nobodyEndsTheSessionOfAnother() throws Exception {
        Guest here = signedIn();
        Guest there = signedIn();
        Matcher end = Pattern.compile("action=\"(/session/open/[^\"]+/end)\"")
                .matcher(here.get("/session").body());
        assertThat(end.find()).isTrue();
        somebodyNew();
        Guest stranger = signedIn();
        assertThat(stranger.post(end.group(1)).status()).isEqualTo(404);
        assertThat(in(there)).isTrue();
    }

    @Test
    void aSharedComputerIsHandedOnAndComesBackToTheSamePage() throws Exception {
        Guest guest = signedIn();
        String session = guest.cookie("session");
        assertThat(guest.post("/session/change-person", "back", "/office/staff").location())
                .isEqualTo("/sign-in/staff?back=%2Foffice%2Fstaff");
        assertThat(in(guest().with("session", session))).isFalse();
        assertThat(guest.post("/session/change-person", "back", "//elsewhere.example")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void exportsAskForACodeAgainAfterFiveMinutesAndLeadBack() throws Exception {
        Guest guest = signedIn();
        assertThat(guest.get("/network/export?format=CSV").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(guest.get("/network/export?format=CSV").location())
                .isEqualTo("/session/confirm?back=%2Fnetwork%2Fexport%3Fformat%3DCSV");
        String session = guest.cookie("session");
        assertThat(guest.post("/session/confirm", "code", "12", "back", "/network/export")
                        .status())
                .isEqualTo(422);
        assertThat(guest.post("/session/confirm", "code", code(), "back", "/network/export?format=CSV")
                        .location())
                .isEqualTo("/network/export?format=CSV");
        assertThat(guest.cookie("session")).isNotEqualTo(session);
        assertThat(guest.get("/network/export?format=CSV").status()).isEqualTo(200);
    }

    @Test
    void aTrustedComputerIsNotAskedForTheCodeButStillForAFreshOne() throws Exception {
        Guest guest = guest();
        password(guest, PASSWORD);
        guest.post("/sign-in/code", "code", code(), "trust", "on");
        guest.post("/session/end");
        clock.advance(Duration.ofHours(1));
        assertThat(password(guest, PASSWORD).location()).isEqualTo("/workbench");
        assertThat(guest.get("/network/export").location()).startsWith("/session/confirm");
        guest.post("/session/end");
        clock.advance(Duration.ofHours(8));
        assertThat(password(guest, PASSWORD).location()).isEqualTo("/sign-in/code");
    }

    @Test
    void anotherComputerIsNotedUntilOneSaysItWasOneself() throws Exception {
        Guest first = signedIn();
        assertThat(first.get("/session").body()).doesNotContain("在一台没用过的电脑或手机上登录过");
        signedIn(guest().from("Mozilla/5.0 (iPhone) Safari/600"));
        assertThat(first.get("/session").body()).contains("在一台没用过的电脑或手机上登录过", "iPhone · Safari");
        assertThat(first.get("/workbench").body()).contains("看看是不是您本人");
        first.post("/session/devices/noted");
        assertThat(first.get("/session").body()).doesNotContain("在一台没用过的电脑或手机上登录过");
    }

    /** Several times: the end of the older sessions must never be rounded to after the beginning of this one. */
    @Test
    void aNewPasswordEndsEveryOtherSessionAndNotThisOne() throws Exception {
        String now = PASSWORD;
        Guest guest = signedIn();
        for (int i = 0; i < 6; i++) {
            Guest other = guest();
            other.post("/sign-in/staff", "login", login, "password", now);
            clock.advance(Totp.STEP);
            other.post("/sign-in/code", "code", code());
            assertThat(in(other)).isTrue();
            String next = "Reed.bends.in.wind." + i + "Q";
            Guest.Answer changed =
                    guest.post("/session/password", "nowPassword", now, "password", next, "againPassword", next);
            assertThat(changed.location()).as(changed.body()).isEqualTo("/session");
            assertThat(in(guest)).as("the session that changed it").isTrue();
            assertThat(in(other)).as("another session").isFalse();
            now = next;
        }
        assertThat(password(guest(), PASSWORD).status()).isEqualTo(422);
    }

    @Test
    void whoseSessionsWereEndedDoesNotFinishSigningIn() throws Exception {
        Guest guest = guest();
        password(guest, PASSWORD);
        clock.advance(Totp.STEP);
        system(() -> jdbc.sql("update access.account set sessions_from = :now where id = :id")
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("id", account)
                .update());
        assertThat(guest.post("/sign-in/code", "code", code(), "trust", "on").location())
                .isEqualTo("/sign-in/staff");
        assertThat(in(guest)).isFalse();
        assertThat(guest.cookie("device")).isEmpty();
    }

    // --- by phone ---

    private final String phone = "1960001%04d".formatted(NEXT.getAndIncrement() + 10);

    /** The code in the so many-th message to a number: messages leave a moment after the answer. */
    private String sentTo(String number, int message) {
        String masked = number.substring(0, 3) + "****" + number.substring(7);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            List<String> texts =
                    system(() -> jdbc.sql("select text from channel.sample_message where masked = ? order by at, id")
                            .param(masked)
                            .query(String.class)
                            .list());
            if (texts.size() >= message) {
                return texts.get(message - 1).replaceAll("(?s).*?(\\d{6}).*", "$1");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("no message to " + masked);
    }

    /** Asks for a code, as a guest whose number then waits for it. */
    private Guest waiting(String number) throws Exception {
        Guest guest = guest();
        Guest.Answer answer = guest.post("/sign-in/phone-code", "phone", number);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/sign-in/phone-code");
        return guest;
    }

    /** What the page says after a code that did not let in. */
    private static String refused(Guest guest, String code) throws Exception {
        Guest.Answer answer = guest.post("/sign-in", "code", code);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/sign-in/phone-code");
        assertThat(in(guest)).isFalse();
        return wrong(guest.get("/sign-in/phone-code"));
    }

    @Test
    void aPhoneSignsInWithTheCodeItGotAndTheCodeCountsOnce() throws Exception {
        Guest guest = waiting(phone);
        String code = sentTo(phone, 1);
        assertThat(guest.post("/sign-in", "code", code).location()).isEqualTo("/workbench");
        assertThat(in(guest)).isTrue();
        assertThat(guest.get("/me").status()).isEqualTo(200);
        // the number waits no longer
        assertThat(guest.get("/sign-in/phone-code").location()).isEqualTo("/workbench");
        Guest other = waiting(phone);
        assertThat(refused(other, code)).contains("验证码不对");
    }

    @Test
    void aCodeWithoutANumberLeadsToTheStart() throws Exception {
        Guest guest = guest();
        assertThat(guest.get("/sign-in/phone-code").location()).isEqualTo("/sign-in");
        assertThat(guest.post("/sign-in", "phone", phone, "code", "000000").location())
                .isEqualTo("/sign-in");
        assertThat(guest.post("/sign-in/phone-code/again", "phone", phone).location())
                .isEqualTo("/sign-in");
        guest.post("/sign-in/phone-code", "phone", "12");
        assertThat(guest.get("/sign-in/phone-code").location()).isEqualTo("/sign-in");
    }

    @Test
    void aNumberThatWaitsForItsCodeLeadsOnlyIntoTheHouse() throws Exception {
        Guest guest = guest();
        guest.post("/sign-in/phone-code", "phone", phone, "back", "https://elsewhere.example/");
        assertThat(guest.post("/sign-in", "code", sentTo(phone, 1)).location()).isEqualTo("/workbench");
        clock.advance(Duration.ofMinutes(2));
        Guest other = guest();
        other.post("/sign-in/phone-code", "phone", phone, "back", "/me");
        assertThat(other.post("/sign-in", "code", sentTo(phone, 2)).location()).isEqualTo("/me");
    }

    @Test
    void aNumberThatWaitsForItsCodeCannotBeReadFromTheSessions() throws Exception {
        waiting(phone);
        List<String> kept = system(() -> jdbc.sql("""
                        select encode(attribute_bytes, 'escape') from cell.spring_session_attributes
                        where attribute_name like 'phone.%'""").query(String.class).list());
        assertThat(kept).isNotEmpty().noneMatch(text -> text.contains(phone));
    }

    @Test
    void aKnownAndAnUnknownPhoneAreAnsweredAlike() throws Exception {
        Guest known = waiting("13800001004");
        Guest unknown = waiting(phone);
        assertThat(told(known.get("/sign-in/phone-code"), "13800001004"))
                .isEqualTo(told(unknown.get("/sign-in/phone-code"), phone));
        assertThat(refused(known, "000000")).isEqualTo(refused(unknown, "000000"));
    }

    /** What a page says, without the number and without what differs from page to page. */
    private static String told(Guest.Answer answer, String number) {
        String masked = number.substring(0, 3) + "****" + number.substring(7);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(masked).doesNotContain(number);
        return answer.body()
                .replace(masked, "M")
                .replaceAll("value=\"[^\"]{20,}\"", "")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "");
    }

    @Test
    void theLastCodeCountsForTenMinutesAndNoOther() throws Exception {
        Guest guest = waiting(phone);
        String first = sentTo(phone, 1);
        clock.advance(Duration.ofMinutes(2));
        guest.post("/sign-in/phone-code/again");
        String second = sentTo(phone, 2);
        if (!first.equals(second)) {
            assertThat(refused(guest, first)).contains("验证码不对");
        }
        clock.advance(Duration.ofMinutes(10));
        assertThat(refused(guest, second)).contains("验证码不对");
    }

    @Test
    void aCodeIsNotGuessedAndAPhoneIsNotFlooded() throws Exception {
        Guest guest = waiting(phone);
        assertThat(guest.get("/sign-in/phone-code").body()).doesNotContain("errsum");
        guest.post("/sign-in/phone-code/again");
        assertThat(guest.get("/sign-in/phone-code").body()).contains("errsum");
        // said once
        assertThat(guest.get("/sign-in/phone-code").body()).doesNotContain("errsum");
        String right = sentTo(phone, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(refused(guest, right.equals("000000") ? "111111" : "000000"))
                    .contains("验证码不对");
        }
        assertThat(refused(guest, right)).contains("试错的次数太多");
        // a new message gives no new tries
        clock.advance(Duration.ofMinutes(2));
        guest.post("/sign-in/phone-code/again");
        assertThat(refused(guest, sentTo(phone, 2))).contains("试错的次数太多");
    }
}
