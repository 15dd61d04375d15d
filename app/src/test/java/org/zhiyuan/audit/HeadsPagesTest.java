package org.zhiyuan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.BalanceDiffers;
import org.zhiyuan.ledger.Head;
import org.zhiyuan.ledger.Seals;
import org.zhiyuan.shell.Formats;

/** What of the ledger is published, and what is written down when somebody takes it out. */
@HouseTest
class HeadsPagesTest {
    @Autowired
    private WebApplicationContext house;

    @Autowired
    private Seals seals;

    @Autowired
    private Events events;

    @Autowired
    private ApplicationEventPublisher publisher;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private InstantSource clock;

    private MockMvc browser;
    private Head today;

    @BeforeEach
    void publishes() {
        browser = MockMvcBuilders.webAppContextSetup(house).build();
        today = asSystem(seals::signDaily);
    }

    @Test
    void theHeadsStandOnAPageAndEachIsAFile() throws Exception {
        assertThat(page("/ledger/heads").getContentAsString())
                .contains(today.rootHex(), "/ledger/heads/" + today.day() + ".json");

        MockHttpServletResponse file = page("/ledger/heads/" + today.day() + ".json");
        assertThat(file.getContentType()).isEqualTo("application/json");
        assertThat(file.getContentAsString()).isEqualTo(today.json());
        assertThat(page("/ledger/key.pem").getContentAsString())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("\n-----END PUBLIC KEY-----\n");
    }

    @Test
    void anybodyGetsTheConsistencyOfTwoPublishedHeads() throws Exception {
        String day = today.day().toString();
        MockHttpServletResponse file = page("/ledger/consistency.json?from=" + day + "&to=" + day);

        assertThat(file.getContentType()).isEqualTo("application/json");
        assertThat(file.getContentAsString())
                .isEqualTo("{\"first\":%1$d,\"path\":[],\"second\":%1$d,\"type\":\"zhiyuan-consistency-v1\"}"
                        .formatted(today.size()));
        assertThat(page("/ledger/consistency.json?from=2001-01-01&to=" + day).getForwardedUrl())
                .isEqualTo("/error");
        assertThat(page("/ledger/heads").getContentAsString()).contains("/ledger/consistency.json");
        assertThat(page("/").getContentAsString()).contains("href=\"/ledger/heads\"");
    }

    @Test
    void aDayWithoutAHeadIsAbsent() throws Exception {
        assertThat(page("/ledger/heads/2001-01-01.json").getForwardedUrl()).isEqualTo("/error");
        assertThat(page("/ledger/heads/someday.json").getForwardedUrl()).isEqualTo("/error");
    }

    @Test
    void whoTakesOutTheLogIsWrittenDown() throws Exception {
        long before = found("ledger.log_exported").size();
        MockHttpServletResponse file = page("/office/ledger/log.jsonl");

        List<String> lines = file.getContentAsString().lines().toList();
        assertThat(lines.getFirst()).contains("\"type\":\"zhiyuan-log-v1\"");
        assertThat(lines.getLast()).contains("\"type\":\"zhiyuan-head-v1\"");
        assertThat(found("ledger.log_exported")).hasSize((int) before + 1);
    }

    @Test
    void booksThatDoNotAddUpAreAnEvent() {
        AccountId account = new AccountId(UUID.randomUUID());
        asSystem(() -> {
            publisher.publishEvent(new BalanceDiffers(3, List.of(account)));
            return 0;
        });
        assertThat(found("ledger.balance_differs")).extracting(Event::reason).contains(account.toString());
    }

    private List<Event> found(String what) {
        LocalDate day = clock.instant().atZone(Formats.ZONE).toLocalDate();
        return asSystem(() -> events.search(
                        EventFilter.days(day.minusDays(1), day.plusDays(1)).what(what), 1))
                .shown()
                .rows();
    }

    private MockHttpServletResponse page(String address) throws Exception {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> {
            try {
                return browser.perform(get(URI.create(address)).locale(Locale.CHINA))
                        .andReturn()
                        .getResponse();
            } catch (Exception e) {
                throw new IllegalStateException(address, e);
            }
        });
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> transactions.execute(status -> work.get()));
    }
}
