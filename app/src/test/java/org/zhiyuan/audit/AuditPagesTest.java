package org.zhiyuan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Formats;

/** What the audit administrator sees; who may see it is the matrix's affair. */
@HouseTest
class AuditPagesTest {
    @Autowired
    private WebApplicationContext house;

    @Autowired
    private Audit audit;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private InstantSource clock;

    private final String object = UUID.randomUUID().toString();
    private MockMvc browser;

    @BeforeEach
    void opensABrowser() {
        browser = MockMvcBuilders.webAppContextSetup(house).build();
    }

    @Test
    void eventsAreFoundByTheirObjectAndOneOpensWithItsDigests() throws Exception {
        record(deed().changed(Map.of("name", "旧"), Map.of("name", "新")).because("示例文〔2026〕1号"));

        String list = page("/office/audit?kind=test&object=" + object).getContentAsString();
        assertThat(list).contains("试了 1", "示例文〔2026〕1号", "共 1 条");

        String event = page(list.replaceAll("(?s).*href=\"(/office/audit/[0-9a-f-]{36})\".*", "$1"))
                .getContentAsString();
        assertThat(event)
                .contains(Digest.of(Map.of("name", "旧")), Digest.of(Map.of("name", "新")), "test.done")
                .doesNotContain("新<");
    }

    @Test
    void theFilterStandsInTheAddressAndInItsFields() throws Exception {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        for (int i = 0; i < 51; i++) {
            record(deed().failed());
        }

        String list = page("/office/audit?kind=test&object=" + object + "&result=FAILED")
                .getContentAsString();

        assertThat(list)
                .contains("value=\"" + today + "\"", "<option value=\"FAILED\" selected>")
                .contains("&amp;kind=test&amp;object=" + object + "&amp;result=FAILED&amp;page=2");
        assertThat(page("/office/audit?kind=test&object=" + object + "&page=2").getContentAsString())
                .contains("第 2 页，共 2 页");
        for (String beyond : new String[] {"501", "999999999"}) {
            assertThat(page("/office/audit?kind=test&object=" + object + "&page=" + beyond)
                            .getContentAsString())
                    .as("the last page where a later one is asked for")
                    .contains("第 2 页，共 2 页");
        }
        assertThat(page("/office/audit?kind=test&object=" + object + "&page=x").getContentAsString())
                .contains("第 1 页，共 2 页");
    }

    @Test
    void aWrongFilterSaysWhatToDoKeepsWhatWasTypedAndFindsNothing() throws Exception {
        MockHttpServletResponse answer = page("/office/audit?from=2026-13-01&who=nobody-so-called");

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("<title>有误：", "请把开始日期写成 2026-11-23 这样", "没有这个登录名", "value=\"2026-13-01\"")
                .contains("value=\"nobody-so-called\"")
                .doesNotContain("试了 1");
    }

    @Test
    void anExportIsAFileOfWhatIsFiltered() throws Exception {
        record(deed());

        MockHttpServletResponse answer = page("/office/audit.csv?kind=test&object=" + object);

        assertThat(answer.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment; filename=\"audit-");
        assertThat(answer.getContentAsString().lines()).hasSize(2);
    }

    @Test
    void anEventThatIsNotThereIsAbsent() throws Exception {
        assertThat(page("/office/audit/" + UUID.randomUUID()).getForwardedUrl()).isEqualTo("/error");
        assertThat(page("/office/audit/none").getForwardedUrl()).isEqualTo("/error");
    }

    private MockHttpServletResponse page(String address) throws Exception {
        return asSystem(() -> {
            try {
                return browser.perform(get(URI.create(address)).locale(Locale.CHINA))
                        .andReturn()
                        .getResponse();
            } catch (Exception e) {
                throw new IllegalStateException(address, e);
            }
        });
    }

    private Deed deed() {
        return Deed.of("test.done", Text.of("试了 {0}", 1L)).on("test", object, null);
    }

    private void record(Deed deed) {
        asSystem(() -> {
            transactions.executeWithoutResult(status -> audit.record(deed));
            return true;
        });
    }

    private static <T> T asSystem(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, work);
    }
}
