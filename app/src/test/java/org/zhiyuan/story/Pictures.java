package org.zhiyuan.story;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.shell.Formats;

/**
 * Takes the pictures of the running sample that stand in {@code docs/img}. No test of the suite; run by hand when a page
 * has changed: {@code mvn -pl app -am test -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Story
class Pictures {
    private static final Path ALBUM = Path.of("../docs/img");

    @Autowired
    private SettableClock clock;

    /** On a weekday in the morning, when something is open. */
    @Test
    void home(Visits visits) {
        clock.set(LocalDate.ofInstant(clock.instant(), Formats.ZONE)
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY))
                .atTime(10, 15)
                .atZone(Formats.ZONE)
                .toInstant());
        try {
            pictureHome(visits);
        } finally {
            clock.reset();
        }
    }

    private static void pictureHome(Visits visits) {
        take(visits, "home", Manner.office(), "/");
        take(visits, "home-phone", Manner.phone(), "/");
        take(visits, "home-phone-320", Manner.phone(320), "/");
        take(visits, "home-phone-elder", Manner.phone().inLargeType(), "/");
        take(visits, "home-elder", Manner.office().inLargeType(), "/");
        take(visits, "home-en", Manner.office().inEnglish(), "/");
    }

    @Test
    void network(Visits visits) {
        String street = "/office/network?street=530181009";
        take(visits, "network", Manner.office().as("xianjie"), street);
        take(visits, "network-en", Manner.office().as("xianjie").inEnglish(), street);
        take(visits, "network-phone", Manner.phone().as("mingyihe"), street);
        take(visits, "network-city", Manner.office().as("center"), "/office/network");
        take(visits, "waiting", Manner.office().as("xianjie"), "/workbench");
    }

    @Test
    void errors(Visits visits) {
        Visit visit = visits.as(Manner.office());
        visit.open("/no-such-page");
        take(visit, "error");
    }

    @Test
    void search(Visits visits) {
        take(visits, "search", Manner.office(), "/search?q=%E5%8E%BF%E8%A1%97");
    }

    private static void take(Visits visits, String name, Manner manner, String path) {
        Visit visit = visits.as(manner);
        visit.go(path);
        take(visit, name);
    }

    private static void take(Visit visit, String name) {
        visit.page().evaluate("document.fonts.ready");
        visit.page().screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(ALBUM.resolve(name + ".png")));
    }
}
