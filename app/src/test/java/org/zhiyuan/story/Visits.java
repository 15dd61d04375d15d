package org.zhiyuan.story;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;

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
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setBaseURL(house)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(manner.width(), manner.height())
                .setJavaScriptEnabled(manner.script())
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
        Visit visit = new Visit(context);
        open.add(visit);
        return visit;
    }

    List<Visit> all() {
        return open;
    }
}
