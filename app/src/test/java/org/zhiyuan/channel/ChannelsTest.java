package org.zhiyuan.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;

@HouseTest
class ChannelsTest {
    private static final Template CODE = new Template("test-code", "验证码 {0}，{1} 分钟内有效。", Set.of(0));
    private static final UUID SITE = UUID.fromString("01900000-0000-7000-8000-00000000c001");
    private static final UUID ELSEWHERE = UUID.fromString("01900000-0000-7000-8000-00000000c002");

    @Autowired
    private Channels channels;

    @Autowired
    private ChannelStore store;

    @Autowired
    private ChannelSettings settings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private SettableClock clock;

    @BeforeEach
    void plantSites() {
        system(() -> {
            for (UUID site : List.of(SITE, ELSEWHERE)) {
                jdbc.sql("insert into scope.closure (ancestor, site) values (?, ?) on conflict do nothing")
                        .params(site, site)
                        .update();
            }
            return 0;
        });
    }

    @AfterEach
    void tidy() {
        clock.reset();
        system(() -> jdbc.sql("delete from scope.closure where site in (?, ?)")
                .params(SITE, ELSEWHERE)
                .update());
        if (system(() -> channels.lastTurn()).map(Switch::stopped).orElse(false)) {
            turn(false);
        }
    }

    @Test
    void whatWasSentIsKeptWithoutCodeAndWithoutNumber() {
        To to = to();
        SentId id = send(to, "203.0.113.1", "471193");

        await().untilAsserted(() -> assertThat(find(id).state()).isEqualTo(Sent.State.TAKEN));
        assertThat(find(id).text()).isEqualTo("验证码 ••••••，5 分钟内有效。");
        assertThat(find(id).masked()).isEqualTo(to.number().masked());
        for (String table : List.of("sent", "spent", "day", "switch")) {
            String rows =
                    system(() -> jdbc.sql("select coalesce(string_agg(t::text, ' '), '') from channel." + table + " t")
                            .query(String.class)
                            .single());
            assertThat(rows).as(table).doesNotContain(to.number().value()).doesNotContain("471193");
        }
    }

    @Test
    void theSamplesMessagesStandOnADeveloperPageOnly() {
        send(to(), "203.0.113.2", "862044");

        await().untilAsserted(() -> assertThat(
                        Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> channels.sampleMessages()))
                .extracting(SampleMessage::text)
                .contains("验证码 862044，5 分钟内有效。"));
        assertThatThrownBy(() -> Acting.as(anonymous("203.0.113.2"), Scope.NOTHING, () -> channels.sampleMessages()))
                .isInstanceOf(Absent.class);
    }

    @Test
    void whatIsRolledBackIsNotSentAndNotCounted() {
        To to = to();
        assertThatThrownBy(() -> Acting.as(
                        anonymous("203.0.113.3"),
                        changing(),
                        () -> transactions.execute(status -> {
                            channels.send(Acting.actor(), to, CODE, List.of("731185", "5"), SITE);
                            throw new IllegalStateException("on purpose");
                        })))
                .hasMessage("on purpose");

        // the number is free: had the first been counted, the second within a minute would be refused
        SentId second = send(to, "203.0.113.3", "900117");
        await().untilAsserted(() -> assertThat(find(second).state()).isEqualTo(Sent.State.TAKEN));
        assertThat(Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> channels.sampleMessages()))
                .extracting(SampleMessage::text)
                .noneMatch(text -> text.contains("731185"));
    }

    @Test
    void oneNumberGetsOneAMinuteFiveAnHourTenADay() {
        To to = to();
        int sent = 0;
        int asked = 0;
        for (int minute = 0; minute < 26 * 60; minute += 1) {
            asked++;
            try {
                send(to, "", "123456");
                sent++;
            } catch (Refusal refusal) {
                assertThat(refusal).hasMessageContaining("号码");
            }
            if (minute == 0) {
                assertThatThrownBy(() -> send(to, "", "123456")).isInstanceOf(Refusal.class);
            }
            if (minute == 59) {
                assertThat(sent).isEqualTo(settings.perNumberHour());
            }
            if (minute == 24 * 60 - 1) {
                assertThat(sent).isEqualTo(settings.perNumberDay());
            }
            clock.advance(sent == settings.perNumberDay() ? Duration.ofMinutes(30) : Duration.ofMinutes(1));
            minute += sent == settings.perNumberDay() ? 29 : 0;
        }
        assertThat(asked).isGreaterThan(60);
        assertThat(sent).isGreaterThan(settings.perNumberDay());
    }

    @Test
    void oneNetworkCannotAskForEverybodysNumber() {
        int sent = 0;
        for (int i = 0; i < settings.perOriginHour() + 5; i++) {
            try {
                send(to(), "198.51.100." + 77, "123456");
                sent++;
            } catch (Refusal refusal) {
                assertThat(refusal).hasMessageContaining("网络");
            }
        }
        assertThat(sent).isEqualTo(settings.perOriginHour());
    }

    @Test
    void theCitysDayHasABudgetAndTheNextDayANewOne() {
        clock.set(Instant.parse("2031-03-01T02:00:00Z"));
        SendingLimits tight = new SendingLimits(store, new ChannelSettings(false, 1, 5, 10, 30, 100, 2, null), clock);
        Supplier<Decision> spend = () -> system(() -> tight.spend(to().reference(), ""));

        assertThat(spend.get()).isInstanceOf(Decision.Allowed.class);
        assertThat(spend.get()).isInstanceOf(Decision.Allowed.class);
        assertThat(spend.get()).isInstanceOf(Decision.Refused.class);
        clock.advance(Duration.ofHours(14));
        assertThat(spend.get()).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void theSettingStopsEverythingWhateverTheSwitchSays() {
        SendingLimits stopped =
                new SendingLimits(store, new ChannelSettings(true, 1, 5, 10, 30, 100, 5000, null), clock);

        assertThat(system(() -> stopped.spend(to().reference(), ""))).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void twentyAtOnceForOneNumberSendOne() throws Exception {
        To to = to();
        Callable<Boolean> ask = () -> {
            try {
                send(to, "", "123456");
                return true;
            } catch (Refusal refusal) {
                return false;
            }
        };
        int sent = 0;
        try (ExecutorService hands = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> done : hands.invokeAll(Collections.nCopies(20, ask))) {
                sent += done.get() ? 1 : 0;
            }
        }
        assertThat(sent).isEqualTo(settings.perNumberMinute());
    }

    @Test
    void theSwitchStopsEverythingAtOnce() {
        turn(true);
        assertThatThrownBy(() -> send(to(), "203.0.113.4", "123456"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("停发");
        turn(false);
        assertThat(send(to(), "203.0.113.4", "123456")).isNotNull();
    }

    @Test
    void aNeighbourDoesNotSeeWhatWasSentAndThePersonDoes() {
        To to = to();
        SentId id = send(to, "203.0.113.5", "123456");

        assertThat(at(SITE, () -> channels.find(id))).isPresent();
        assertThat(at(ELSEWHERE, () -> channels.find(id))).isEmpty();
        assertThat(Acting.as(
                        anonymous(""),
                        new Scope(false, Set.of(), Set.of(), to.person(), null, false),
                        () -> channels.of(to.person())))
                .hasSize(1);
    }

    @Test
    void whoMayOnlyReadSendsNothing() {
        assertThatThrownBy(() -> Acting.as(
                        anonymous(""),
                        new Scope(false, Set.of(SITE), Set.of(), null, null, false),
                        () -> channels.send(anonymous(""), to(), CODE, List.of("1", "5"), SITE)))
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void aForgottenPersonLeavesOnlyThatSomethingWasSent() {
        To to = to();
        SentId id = send(to, "203.0.113.6", "123456");
        system(() -> {
            channels.forget(to.person());
            return 0;
        });

        assertThat(find(id).masked()).isEqualTo("***********");
        assertThat(find(id).text()).isEmpty();
        assertThat(system(() -> jdbc.sql("select reference from channel.sent where id = ?")
                        .param(id.value())
                        .query(byte[].class)
                        .single()))
                .containsOnly(0);
    }

    private SentId send(To to, String origin, String code) {
        Actor actor = anonymous(origin);
        return Acting.as(actor, changing(), () -> channels.send(actor, to, CODE, List.of(code, "5"), SITE));
    }

    private Sent find(SentId id) {
        return system(() -> channels.find(id)).orElseThrow();
    }

    private void turn(boolean stopped) {
        Actor actor = Actor.system("test");
        Acting.as(actor, Scope.EVERYTHING, () -> channels.turn(actor, stopped, "有人在刷验证码"));
    }

    private <T> T at(UUID site, Supplier<T> work) {
        return Acting.as(anonymous(""), new Scope(false, Set.of(site), Set.of(), null, null, false), work);
    }

    private <T> T system(Supplier<T> work) {
        return Acting.as(Actor.system("test"), Scope.EVERYTHING, () -> transactions.execute(status -> work.get()));
    }

    private static Actor anonymous(String origin) {
        return Actor.anonymous(origin, "test");
    }

    private static Scope changing() {
        return new Scope(false, Set.of(), Set.of(), null, null, true);
    }

    private static To to() {
        UUID person = UUID.randomUUID();
        long digits = Math.floorMod(person.getLeastSignificantBits(), 100_000_000L);
        return new To(person, MobileNumber.of("199%08d".formatted(digits)));
    }

    private record To(@Nullable UUID person, MobileNumber number) implements Recipient {
        @Override
        public byte[] reference() {
            byte[] reference = new byte[32];
            ByteBuffer.wrap(reference).putLong(Long.parseLong(number.value()));
            Arrays.fill(reference, 8, 32, (byte) 7);
            return reference;
        }

        @Override
        public String masked() {
            return number.masked();
        }
    }
}
