package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page once through each gate: standard type, large type and English, wide and narrow, by key, without script. */
@Story
class PageGatesTest {
    static Stream<GatePage> pages() {
        return Pages.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPagePassesTheGates(GatePage page, Visits visits) {
        List<String> wrong = new ArrayList<>();

        Visit standard = visits.as(manner(page));
        String path = look(standard, page, wrong, "standard");
        wrong.addAll(named("standard", Gates.axe(standard.page())));
        wrong.addAll(named(
                "standard",
                Gates.weight(standard.page(), page.office() ? Gates.OFFICE_BYTES_MAX : Gates.PHONE_BYTES_MAX)));
        wrong.addAll(named("standard", Gates.keyboard(standard.page())));
        wrong.addAll(named("200 %", Gates.reflow(standard.page(), 683, 384)));
        wrong.addAll(named("standard", Gates.reflow(standard.page(), 320, 640)));
        wrong.addAll(named("standard", Gates.reflow(standard.page(), 360, 640)));

        Visit elder = visits.as(manner(page).inLargeType().wide(375, 740));
        lookAgain(elder, path, page, wrong, "large");
        assertThat(elder.page().locator("html.elder").count()).as("large type").isEqualTo(1);
        wrong.addAll(named("large", Gates.axe(elder.page())));
        wrong.addAll(named("large", Gates.reflow(elder.page(), 320, 640)));
        wrong.addAll(named("large", Gates.targets(elder.page(), 44)));

        Visit english = visits.as(manner(page).inEnglish());
        lookAgain(english, path, page, wrong, "English");
        assertThat(english.page().locator("html[lang=en]").count())
                .as("English")
                .isEqualTo(1);
        wrong.addAll(named("English", Gates.axe(english.page())));
        wrong.addAll(named("English", Gates.reflow(english.page(), 320, 640)));
        wrong.addAll(named("English", Gates.reflow(english.page(), 683, 384)));

        assertThat(wrong).as(path).isEmpty();
    }

    private static Manner manner(GatePage page) {
        Manner manner = Manner.office();
        return page.role() == null ? manner : manner.as(page.role());
    }

    private static String look(Visit visit, GatePage page, List<String> wrong, String manner) {
        if (page.follow() == null) {
            lookAgain(visit, page.start(), page, wrong, manner);
        } else {
            visit.go(page.start());
            String href = visit.page().locator(page.follow()).first().getAttribute("href");
            lookAgain(visit, href, page, wrong, manner);
        }
        return visit.path();
    }

    private static void lookAgain(Visit visit, String path, GatePage page, List<String> wrong, String manner) {
        Response response = visit.open(path);
        assertThat(response.status()).as("%s in %s", path, manner).isEqualTo(page.status());
        Page shown = visit.page();
        assertThat(shown.locator("h1").count())
                .as("one heading on %s in %s", path, manner)
                .isEqualTo(1);
        assertThat(shown.title()).as("title of %s", path).isNotBlank();
        wrong.addAll(named(manner, HtmlValidity.errors(response.text())));
    }

    private static List<String> named(String manner, List<String> wrong) {
        return wrong.stream().map(what -> manner + ": " + what).toList();
    }
}
