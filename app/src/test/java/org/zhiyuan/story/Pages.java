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
            GatePage.open("/search?q=myh"),
            GatePage.office("mingyihe", "/office/network"),
            GatePage.office("center", "/office/network?street=530181009"),
            GatePage.office("leader", "/office/network?tier=branch&on=2024-03-01"),
            GatePage.office("inspector", "/office/network?q=zzzz"),
            GatePage.office("xianjie", "/workbench"),
            GatePage.open("/no-such-page").answering(404));

    private Pages() {}
}
