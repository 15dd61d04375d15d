package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The gates stop what they are for. */
@Story
class GatesTest {
    @Test
    void axeFindsAButtonWithoutANameAndPassesOneWithIt(Visits visits) {
        Page page = visits.as(Manner.office()).page();
        page.setContent(page("<button></button>"));
        assertThat(Gates.axe(page)).singleElement().asString().contains("button-name");

        page.setContent(page("<button>报名</button>"));
        assertThat(Gates.axe(page)).isEmpty();
    }

    @Test
    void aLinkTooSmallForAFingerIsFoundOnAPhone(Visits visits) {
        Page page = visits.as(Manner.office()).page();
        page.setContent(page("<ul><li><a href='/network' style='display:block;height:20px'>阵地网络</a></li></ul>"));
        assertThat(Gates.fingers(page, 44)).singleElement().asString().contains("20 px");
    }

    @Test
    void aTableTooWideForAPhoneIsFound(Visits visits) {
        Page page = visits.as(Manner.office()).page();
        page.setContent(page("<div style='width:900px'>宽</div>"));
        assertThat(Gates.reflow(page, 320, 640)).isNotEmpty();
        assertThat(Gates.reflow(page, 1366, 768)).isEmpty();
    }

    private static String page(String content) {
        return "<!doctype html><html lang='zh-CN'><title>示例</title><main><h1>示例</h1>" + content + "</main></html>";
    }
}
