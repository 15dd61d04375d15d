package org.zhiyuan.story;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine's own Chromium, one for the whole test run. Nothing is downloaded. */
final class Chromium {
    static final String VARIABLE = "ZHIYUAN_BROWSER";

    /** The one without a window comes first: it opens a page in half the time. */
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/bin/chromium-headless-shell"),
            Path.of("/usr/bin/chromium"),
            Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"));

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--font-render-hinting=none");

    private static @Nullable Browser browser;

    private Chromium() {}

    static synchronized Browser open() {
        if (browser == null) {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program())
                            .setArgs(ARGUMENTS));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return browser;
    }

    /** Fails rather than skips: a story that was not told is not a story that holds. */
    private static Path program() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new IllegalStateException(VARIABLE + " names " + named + ", which is no program that can be run");
            }
            return Path.of(named);
        }
        return USUAL.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the browser stories need Chromium: " + VARIABLE
                        + " is not set and there is none at " + USUAL
                        + "; on Debian: apt-get install chromium fonts-noto-cjk"));
    }
}
