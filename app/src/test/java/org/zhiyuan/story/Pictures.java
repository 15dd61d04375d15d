package org.zhiyuan.story;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    @BeforeEach
    void inTheMorning() {
        clock.set(LocalDate.ofInstant(clock.instant(), Formats.ZONE)
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY))
                .atTime(10, 15)
                .atZone(Formats.ZONE)
                .toInstant());
    }

    @AfterEach
    void asItWas() {
        clock.reset();
    }

    @Test
    void home(Visits visits) {
        take(visits, "home", Manner.office(), "/");
        take(visits, "home-phone", Manner.phone(), "/");
        take(visits, "home-phone-320", Manner.phone(320), "/");
        take(visits, "home-phone-elder", Manner.phone().inLargeType(), "/");
        take(visits, "home-elder", Manner.office().inLargeType(), "/");
        take(visits, "home-en", Manner.office().inEnglish(), "/");
    }

    @Test
    void theNetworkForEverybody(Visits visits) {
        take(visits, "network", Manner.office(), "/network");
        take(visits, "network-phone-elder", Manner.phone().inLargeType(), "/network?street=530181009");
        String site = "/network/sites/530181009205";
        take(visits, "site", Manner.office(), site);
        take(visits, "site-phone-elder", Manner.phone().inLargeType(), site);
        take(visits, "site-en", Manner.office().inEnglish(), site);
        take(visits, "branch", Manner.office(), "/network/branches/sports");
        take(visits, "units", Manner.office(), "/network/units");
    }

    @Test
    void theNetworkInTheOffice(Visits visits) {
        String street = "/office/network?street=530181009";
        take(visits, "office-network", Manner.office().as("xianjie"), street);
        take(visits, "office-network-en", Manner.office().as("xianjie").inEnglish(), street);
        take(visits, "office-network-phone", Manner.phone().as("mingyihe"), street);
        take(visits, "waiting", Manner.office().as("xianjie"), "/workbench");
        take(visits, "waiting-phone", Manner.phone().as("mingyihe"), "/workbench");
        take(visits, "responsibilities", Manner.office().as("center"), "/office/responsibilities");
    }

    @Test
    void signingIn(Visits visits) {
        take(visits, "sign-in", Manner.office(), "/sign-in");
        take(visits, "sign-in-phone-elder", Manner.phone().inLargeType(), "/sign-in");
        take(visits, "sign-in-staff-en", Manner.office().inEnglish(), "/sign-in/staff");
    }

    @Test
    void sheetsPeopleAndTheLog(Visits visits) {
        Furniture furniture = new Furniture(visits);
        furniture.bringIn();
        try {
            take(visits, "import-errors", Manner.office().as("center"), furniture.address("{sheet}"));
            take(visits, "import-errors-phone", Manner.phone().as("center"), furniture.address("{sheet}"));
            take(visits, "person", Manner.office().as("center"), furniture.address("{person}"));
            take(visits, "audit", Manner.office().as("auditadmin"), "/office/audit");
            take(visits, "own-data-phone", Manner.phone().as("resident"), "/me");
        } finally {
            furniture.takeAway();
        }
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

    @Test
    void keepingAPlace(Visits visits) {
        String site = "/office/network/sites/530181009205";
        take(visits, "site-office", Manner.office().as("center"), site);
        take(visits, "site-office-phone", Manner.phone().as("mingyihe"), site);
        take(visits, "site-office-elder", Manner.office().inLargeType().as("mingyihe"), site);
        take(visits, "site-office-en", Manner.office().inEnglish().as("center"), site);
        take(visits, "site-edit", Manner.office().as("mingyihe"), site + "/place");
        take(visits, "site-edit-phone", Manner.phone().as("mingyihe"), site + "/contacts");
        take(visits, "site-hours-edit", Manner.office().as("mingyihe"), site + "/hours");
        take(
                visits,
                "site-preview",
                Manner.office().as("center"),
                "/office/network/sites/530181009210/mergers/preview?successor=530181009208&from=2027-02-01"
                        + "&document=%E7%A4%BA%E4%BE%8B%E6%96%87%E3%80%942027%E3%80%951%E5%8F%B7");
        Visit wrong = visits.as(Manner.office().as("mingyihe"));
        wrong.go(site + "/hours");
        wrong.page().locator("#f-day3").fill("8:30-25:00");
        wrong.page().locator("#f-from").fill("");
        wrong.page().locator("main form button[type=submit]").click();
        take(wrong, "site-edit-errors");
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
