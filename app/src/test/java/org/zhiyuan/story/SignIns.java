package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.MobileNumber;

/**
 * Signs the sample's accounts in, each once a run, through the pages that people use; later visits start from the
 * cookies of the first. Whoever was signed out by a test in between signs in anew.
 */
final class SignIns {
    /** How long a one-time code counts; after it the same account gets another. */
    private static final Duration CODE_STEP = Duration.ofSeconds(30);
    /** Fewer than the tries after which an account has to wait. */
    private static final int CODES_MAX = 3;

    /** What a number waits for its next message: a minute, and after several an hour. */
    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(2));

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
    private static final Map<String, String> COOKIES = new ConcurrentHashMap<>();

    private final String house;
    private final SettableClock clock;

    SignIns(String house, SettableClock clock) {
        this.house = house;
        this.clock = clock;
    }

    /** The cookies of somebody who is signed in as this sample account. */
    String of(String login) {
        String known = COOKIES.get(house + login);
        if (known != null && stillIn(known)) {
            return known;
        }
        try (BrowserContext context = context(null)) {
            Page page = context.newPage();
            signIn(page, login);
            String cookies = context.storageState();
            COOKIES.put(house + login, cookies);
            return cookies;
        }
    }

    /** Walks through the sign-in pages; ends where the house leads to. */
    void signIn(Page page, String login) {
        page.navigate("/developer");
        Locator row = page.locator("tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(account(login), new Page.GetByTextOptions().setExact(true))));
        assertThat(row.count()).as("sample account %s on /developer", login).isEqualTo(1);
        String password = row.locator("td").nth(2).innerText().strip();
        if (password.isEmpty()) {
            byPhone(page, row.locator("td").nth(0).innerText().strip());
        } else {
            byPassword(page, login, password);
        }
    }

    private static String account(String login) {
        return switch (login) {
            case "volunteer" -> "13800001001";
            case "volunteer2" -> "13800001002";
            case "resident" -> "13800001003";
            default -> login;
        };
    }

    private void byPassword(Page page, String login, String password) {
        page.navigate("/sign-in/staff");
        page.locator("#f-login").fill(login);
        page.locator("#f-password").fill(password);
        page.locator("main .btn-p").click();
        giveCode(page, login);
        // another visit used this half minute's code, or, with the clock ahead, one of the next
        for (int again = 0; page.url().contains("/sign-in/code") && again < CODES_MAX; again++) {
            clock.advance(CODE_STEP.multipliedBy(1L << (2 * again)));
            giveCode(page, login);
        }
        assertThat(page.url()).as("where %s lands", login).doesNotContain("/sign-in");
    }

    private static void giveCode(Page page, String login) {
        try (Page developer = page.context().newPage()) {
            developer.navigate("/developer");
            String code = developer
                    .locator("tbody tr")
                    .filter(new Locator.FilterOptions()
                            .setHas(developer.getByText(login, new Page.GetByTextOptions().setExact(true))))
                    .locator("td")
                    .nth(3)
                    .innerText()
                    .strip();
            page.locator("#f-code").fill(code);
        }
        page.locator("main .btn-p").click();
    }

    private void byPhone(Page page, String phone) {
        page.locator("#f-code").fill(codeFor(page, phone));
        page.locator("main .btn-p").click();
        assertThat(page.url()).as("where %s lands", phone).doesNotContain("/sign-in");
    }

    /** Asks for a code and reads it; the page then stands at the field for it. */
    String codeFor(Page page, String phone) {
        Set<String> before = messages(page);
        askForCode(page, phone);
        for (Duration wait : WAITS) {
            // another visit had this number's message of the minute
            if (page.locator(".errsum").count() == 0) {
                break;
            }
            clock.advance(wait);
            askForCode(page, phone);
        }
        Set<String> sent = messages(page);
        sent.removeAll(before);
        // what others are sent meanwhile, by the jobs of the house, is no code of this number
        sent.removeIf(message -> !message.contains(MobileNumber.of(phone).masked()));
        assertThat(sent).as("messages to %s", phone).hasSize(1);
        Matcher code = CODE.matcher(sent.iterator().next());
        assertThat(code.find()).as("a code in: %s", sent).isTrue();
        return code.group();
    }

    private static void askForCode(Page page, String phone) {
        page.navigate("/sign-in");
        page.locator("#f-phone").fill(phone);
        page.locator("main .btn-p").click();
    }

    /** Messages that were sent, whatever the clock said then. */
    private static Set<String> messages(Page page) {
        try (Page developer = page.context().newPage()) {
            developer.navigate("/developer");
            return new LinkedHashSet<>(
                    developer.locator("table").nth(1).locator("tbody tr").allInnerTexts());
        }
    }

    private boolean stillIn(String cookies) {
        try (BrowserContext context = context(cookies)) {
            APIResponse answer = context.request()
                    .get(
                            "/workbench",
                            RequestOptions.create()
                                    .setHeader("Accept", "text/html")
                                    .setMaxRedirects(0));
            return answer.status() == 200;
        }
    }

    private BrowserContext context(@Nullable String cookies) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setBaseURL(house).setLocale("zh-CN");
        return Chromium.open().newContext(cookies == null ? options : options.setStorageState(cookies));
    }
}
