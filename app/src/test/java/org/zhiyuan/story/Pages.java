package org.zhiyuan.story;

import java.util.List;

/** The pages of the house, for the gates. A new page is added here; a test misses the route that is not. */
final class Pages {
    static final List<GatePage> ALL = List.of(
            GatePage.open("/"),
            GatePage.open("/about"),
            GatePage.open("/accessibility"),
            GatePage.open("/search"),
            GatePage.open("/search?q=%E5%8E%BF%E8%A1%97"),
            GatePage.open("/search?q=zzzz"),
            GatePage.open("/no-such-page").answering(404),
            GatePage.office("center", "/office/network/sites/530181009205"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205"),
            GatePage.office("branch-law", "/office/branches/law"),
            GatePage.office("center", "/office/network/sites/530181009/openings/new"),
            GatePage.office("center", "/office/network/sites/530181009205/names/new"),
            GatePage.office("center", "/office/network/sites/530181009205/codes/new"),
            GatePage.office("center", "/office/network/sites/530181009205/moves/new"),
            GatePage.office("center", "/office/network/sites/530181009205/mergers/new"),
            GatePage.office(
                    "center",
                    "/office/network/sites/530181009210/mergers/preview?successor=530181009208&from=2026-11-01&document=x"),
            GatePage.office(
                            "center",
                            "/office/network/sites/530181009210/mergers/preview?successor=zzzz&from=&document=")
                    .answering(422),
            GatePage.office("center", "/office/network/sites/530181009209/splits/new"),
            GatePage.office("center", "/office/network/sites/530181009205/closures/new"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/correction"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/place"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/hours"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/special-days"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/contacts"),
            GatePage.office("mingyihe", "/office/network/sites/530181009205/evidence"),
            GatePage.office("branch-law", "/office/branches/law/hours"));

    private Pages() {}
}
