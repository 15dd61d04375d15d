package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Each page once through each gate: standard type, large type and English, wide and narrow, by key, by finger. */
@Story
class PageGatesTest {
    /** The least height of what a finger presses, in px. */
    private static final int FINGER = 44;

    private static final Set<String> ROUTES = new TreeSet<>();
    private static final Set<String> SEEN = new HashSet<>();
    private static final Set<GatePage> PASSED = new HashSet<>();
    /** One for each manner of looking. */
    private static final Map<Manner, Visit> KEPT = new HashMap<>();

    private static @Nullable Furniture furniture;

    static Stream<GatePage> pages() {
        return Pages.ALL.stream();
    }

    @BeforeAll
    static void everyRouteThatAnswersARead(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        mapping.getHandlerMethods().keySet().stream()
                .filter(PageGatesTest::answersAReader)
                .forEach(route -> ROUTES.addAll(route.getPatternValues()));
    }

    @BeforeAll
    static void everythingThatAPageNeeds(Visits visits) {
        furniture = new Furniture(visits);
        furniture.bringIn();
    }

    @AfterAll
    static void asItWasFound() {
        KEPT.values().forEach(Visit::close);
        KEPT.clear();
        if (furniture != null) {
            furniture.takeAway();
            furniture.close();
        }
    }

    /** A route for programs names what it answers with; the container's own error page is no route of the house. */
    private static boolean answersAReader(RequestMappingInfo route) {
        return route.getMethodsCondition().getMethods().contains(RequestMethod.GET);
    }

    /** Asked when all pages were looked at, not when somebody tries one of them. */
    @AfterAll
    static void noRouteIsForgotten() {
        if (!PASSED.containsAll(Pages.ALL)) {
            return;
        }
        Set<String> forgotten = new TreeSet<>(ROUTES);
        forgotten.removeAll(SEEN);
        forgotten.removeAll(Pages.NO_PAGES.keySet());
        assertThat(forgotten)
                .as("routes that stand neither in Pages.ALL nor, with a reason, in Pages.NO_PAGES")
                .isEmpty();
    }

    private static void note(String address) {
        PathContainer path = PathContainer.parsePath(URI.create(address).getPath());
        ROUTES.stream()
                .map(org.springframework.web.util.pattern.PathPatternParser.defaultInstance::parse)
                .filter(pattern -> pattern.matches(path))
                .min(PathPattern.SPECIFICITY_COMPARATOR)
                .ifPresent(pattern -> SEEN.add(pattern.getPatternString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPagePassesTheGates(GatePage page, Visits visits) {
        List<String> wrong = new ArrayList<>();

        Visit standard = visit(visits, page, manner(page));
        look(standard, page, wrong, "standard");
        wrong.addAll(named("standard", Gates.axe(standard.page())));
        wrong.addAll(named(
                "standard",
                Gates.weight(standard.page(), page.office() ? Gates.OFFICE_BYTES_MAX : Gates.PHONE_BYTES_MAX)));
        if (!page.office()) {
            wrong.addAll(named("standard", Gates.fingers(standard.page(), FINGER)));
        }
        wrong.addAll(named("standard", Gates.keyboard(standard.page())));
        wrong.addAll(named("200 %", Gates.reflow(standard.page(), 683, 384)));
        wrong.addAll(named("standard", Gates.reflow(standard.page(), 320, 640)));
        wrong.addAll(named("standard", Gates.reflow(standard.page(), 360, 640)));

        boolean switches = standard.page().locator("[data-letters]").count() > 0;
        if (switches) {
            largeType(standard.page(), true);
            large(standard.page(), page, wrong);
            largeType(standard.page(), false);
        } else {
            Visit elder = visit(visits, page, manner(page).inLargeType());
            look(elder, page, wrong, "large");
            assertThat(elder.page().locator("html.elder").count()).isEqualTo(1);
            large(elder.page(), page, wrong);
        }

        Visit english = visit(visits, page, manner(page).inEnglish());
        look(english, page, wrong, "English");
        assertThat(english.page().locator("html[lang=en]").count())
                .as("English")
                .isEqualTo(1);
        wrong.addAll(named("English", Gates.reflow(english.page(), 320, 640)));
        wrong.addAll(named("English", Gates.reflow(english.page(), 683, 384)));

        PASSED.add(page);
        assertThat(wrong).as(page.toString()).isEmpty();
    }

    private static void large(Page shown, GatePage page, List<String> wrong) {
        wrong.addAll(named("large", Gates.reflow(shown, 320, 640)));
        wrong.addAll(named("large", Gates.reflow(shown, 375, 740)));
        var usual = shown.viewportSize();
        shown.setViewportSize(375, 740);
        wrong.addAll(named("large", Gates.targets(shown, FINGER)));
        if (!page.office()) {
            // residents see large type first
            wrong.addAll(named("large", Gates.axe(shown)));
            wrong.addAll(named("large", Gates.fingers(shown, FINGER)));
        }
        shown.setViewportSize(usual.width, usual.height);
    }

    /** Presses the letter switch, as a reader does: the page stays, its letters grow. The cookie is another story's. */
    private static void largeType(Page page, boolean large) {
        page.locator("[data-letters]").first().evaluate("""
                (letters, large) => new Promise(done => {
                  const there = () => document.documentElement.classList.contains('elder') === large;
                  new MutationObserver((changes, watch) => { if (there()) { watch.disconnect(); done(); } })
                    .observe(document.documentElement, { attributes: true });
                  letters.click();
                })""", large);
    }

    /** A stranger's walk through forms begins as a stranger. */
    private static Visit visit(Visits visits, GatePage page, Manner manner) {
        boolean strangersWalk = page.role() == null && !page.steps().isEmpty();
        return strangersWalk ? visits.as(manner) : visits.among(KEPT, manner);
    }

    private static Manner manner(GatePage page) {
        Manner manner = Manner.office();
        return page.role() == null ? manner : manner.as(page.role());
    }

    private static void look(Visit visit, GatePage page, List<String> wrong, String manner) {
        Response response = walk(visit, page);
        Page shown = visit.page();
        assertThat(response.status()).as("%s in %s", page, manner).isEqualTo(page.status());
        if (response.request().method().equals("GET") && page.status() == 200) {
            note(response.url());
        }
        assertThat(shown.locator("h1").count())
                .as("one heading on %s in %s", page, manner)
                .isEqualTo(1);
        assertThat(shown.title()).as("title of %s", page).isNotBlank();
        wrong.addAll(named(manner, HtmlValidity.errors(response.text())));
    }

    private static Response walk(Visit visit, GatePage page) {
        Response response = visit.open(Objects.requireNonNull(furniture).address(page.start()));
        for (GatePage.Step step : page.steps()) {
            if (step.selector().startsWith("/")) {
                response = visit.open(step.selector());
                continue;
            }
            var part = visit.page().locator(step.selector()).first();
            if (step.value() == null) {
                response = Objects.requireNonNull(visit.page().waitForNavigation(part::click));
            } else if (Boolean.TRUE.equals(part.evaluate("field => field.tagName === 'SELECT'"))) {
                part.selectOption(step.value());
            } else {
                part.fill(step.value());
            }
        }
        return response;
    }

    private static List<String> named(String manner, List<String> wrong) {
        return wrong.stream().map(what -> manner + ": " + what).toList();
    }
}
