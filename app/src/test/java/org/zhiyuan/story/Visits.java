package org.zhiyuan.story;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens visits to the house of this test run. */
public final class Visits {
    private final String house;
    private final SignIns signIns;
    private final List<Visit> open = new ArrayList<>();

    Visits(String house, SignIns signIns) {
        this.house = house;
        this.signIns = signIns;
    }

    SignIns signIns() {
        return signIns;
    }

    Visit as(Manner manner) {
        Visit visit = new Visit(browser(manner, ServiceWorkerPolicy.ALLOW), true);
        open.add(visit);
        return visit;
    }

    /**
     * A visit that goes on from test to test in this manner: opening a tab takes half as long as a page, and what it fetched
     * once it need not fetch again. Nothing works there in the background, so that a page weighs what it weighs for whoever
     * comes first.
     *
     * @param kept those that are open; whoever holds them closes them
     */
    Visit among(Map<Manner, Visit> kept, Manner manner) {
        Visit visit =
                kept.computeIfAbsent(manner, looks -> new Visit(browser(looks, ServiceWorkerPolicy.BLOCK), false));
        open.add(visit);
        return visit;
    }

    private BrowserContext browser(Manner manner, ServiceWorkerPolicy workers) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setBaseURL(house)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(manner.width(), manner.height())
                .setJavaScriptEnabled(manner.script())
                .setServiceWorkers(workers)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE);
        if (manner.role() != null) {
            options.setStorageState(signIns.of(manner.role()));
        }
        BrowserContext context = Chromium.open().newContext(options);
        context.setDefaultTimeout(10_000);
        if (manner.elder()) {
            context.addCookies(List.of(new Cookie("elder", "1").setUrl(house)));
        }
        if (manner.english()) {
            context.addCookies(List.of(new Cookie("lang", "en").setUrl(house)));
        }
        return context;
    }

    List<Visit> all() {
        return open;
    }
}
