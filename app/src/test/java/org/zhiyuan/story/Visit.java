package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One person at one screen. */
final class Visit {
    private final BrowserContext context;
    private final Page page;
    private final boolean once;
    private final List<String> complaints = new ArrayList<>();

    /** @param once whether it ends with its test; another goes on until whoever holds it ends it */
    Visit(BrowserContext context, boolean once) {
        this.context = context;
        this.once = once;
        this.page = context.newPage();
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            // a refused document is part of a story; refused parts of a page are caught below
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onResponse(response -> {
            boolean document = response.request().isNavigationRequest();
            if (!document && response.status() >= 400) {
                complaints.add(response.status() + " " + response.url());
            }
        });
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Opens an address of the house. */
    Response open(String path) {
        return Objects.requireNonNull(page.navigate(path), path);
    }

    /** Opens an address that must answer with a page. */
    Visit go(String path) {
        Response response = open(path);
        assertThat(response.status()).as("GET %s", path).isEqualTo(200);
        return this;
    }

    String heading() {
        return page.locator("h1").first().innerText().strip();
    }

    /** The path and query that the browser stands on. */
    String path() {
        return (String) page.evaluate("location.pathname + location.search");
    }

    /** What went wrong behind the page's back. */
    List<String> complaints() {
        return complaints;
    }

    /** For stories in which a part of a page is meant to be refused. */
    void forgetComplaints() {
        complaints.clear();
    }

    /** Its test is over. */
    void over() {
        if (once) {
            close();
        } else {
            complaints.clear();
        }
    }

    void close() {
        context.close();
    }
}
