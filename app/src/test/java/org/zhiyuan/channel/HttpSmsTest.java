package org.zhiyuan.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhiyuan.cell.CannotStart;
import org.zhiyuan.channel.ChannelSettings.Gateway;
import org.zhiyuan.channel.Sms.Answer;
import org.zhiyuan.channel.Sms.Letter;
import org.zhiyuan.kernel.MobileNumber;
import tools.jackson.databind.json.JsonMapper;

class HttpSmsTest {
    private static final Letter LETTER = new Letter(
            new SentId(UUID.fromString("01900000-0000-7000-8000-000000000001")),
            MobileNumber.of("13800002743"),
            "sign-in-code",
            List.of("204618", "a\"b\\c\n{text}&d=e<f>"),
            "验证码 204618，5 分钟内有效。");

    /** What the provider got. */
    private record Request(String method, String path, Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private volatile String answer = "{\"code\":0,\"msgid\":\"A-17\"}";
    private HttpServer provider;

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        provider.createContext("/sms", this::answer);
        provider.createContext("/silent", exchange -> {
            try {
                silence.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        provider.start();
    }

    @AfterEach
    void stopProvider() {
        silence.countDown();
        provider.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes()));
        int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", url("/sms?redirected").toString());
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aMessageGoesOutAsTheSettingsSay() {
        Answer sent = new HttpSms(gateway(Map.of(
                        "body",
                        "{\"to\":\"{number}\",\"tpl\":\"{template}\",\"args\":[\"{0}\",\"{1}\"],\"sms\":\"{text}\"}")))
                .deliver(LETTER);

        assertThat(sent).isEqualTo(new Answer.Taken(1, "A-17"));
        Request request = requests.getFirst();
        var json = JsonMapper.builder().build().readTree(request.text());
        assertThat(request.method()).isEqualTo("POST");
        assertThat(json.path("to").asString()).isEqualTo("13800002743");
        assertThat(json.path("tpl").asString()).isEqualTo("SMS_1234");
        assertThat(json.path("args").get(1).asString()).isEqualTo("a\"b\\c\n{text}&d=e<f>");
        assertThat(json.path("sms").asString()).isEqualTo("验证码 204618，5 分钟内有效。");
        assertThat(request.header("X-app-key")).isEqualTo("k-1");
        assertThat(request.header("Idempotency-key")).isEqualTo("01900000-0000-7000-8000-000000000001");
    }

    @Test
    void aFormAndAnAddressAreFilledWithoutLeavingTheirPlaces() {
        new HttpSms(gateway(Map.of(
                        "url", url("/sms?mobile=[number]").toString().replace("[number]", "%7Bnumber%7D"),
                        "content-type", "application/x-www-form-urlencoded",
                        "body", "a={1}&b={0}")))
                .deliver(LETTER);

        assertThat(requests.getFirst().text()).isEqualTo("a=a%22b%5Cc%0A%7Btext%7D%26d%3De%3Cf%3E&b=204618");
    }

    @Test
    void aProviderThatSpeaksGbkGetsGbk() {
        new HttpSms(gateway(Map.of("content-type", "text/plain;charset=GBK", "body", "{text}"))).deliver(LETTER);

        assertThat(new String(requests.getFirst().body(), Charset.forName("GBK")))
                .isEqualTo(LETTER.text());
    }

    @Test
    void aFaultOfTheProviderIsTriedAgainUnderTheSameId() {
        statuses.addAll(List.of(503, 429));

        assertThat(new HttpSms(gateway(Map.of())).deliver(LETTER)).isEqualTo(new Answer.Taken(3, "A-17"));
        assertThat(requests)
                .extracting(request -> request.header("Idempotency-key"))
                .containsOnly(LETTER.id().toString());
    }

    @Test
    void attemptsEnd() {
        statuses.addAll(List.of(500, 500, 500, 500));

        assertThat(new HttpSms(gateway(Map.of())).deliver(LETTER))
                .isEqualTo(new Answer.Failed(3, "the provider answered 500"));
        assertThat(requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 302})
    void aRefusalIsNotTriedAgainAndARedirectNotFollowed(int status) {
        statuses.add(status);

        assertThat(new HttpSms(gateway(Map.of())).deliver(LETTER))
                .isEqualTo(new Answer.Failed(1, "the provider answered " + status));
        assertThat(requests).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotSaySuccessIsNone() {
        answer = "{\"code\":17,\"msg\":\"余额不足\"}";

        assertThat(new HttpSms(gateway(Map.of())).deliver(LETTER))
                .isEqualTo(new Answer.Failed(1, "the provider answered 200"));
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        answer = "{\"code\":0}" + " ".repeat(200_000);

        assertThat(new HttpSms(gateway(Map.of())).deliver(LETTER)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void aSilentProviderIsNotWaitedForForEver() {
        Answer sent = new HttpSms(gateway(Map.of("url", url("/silent").toString()))).deliver(LETTER);

        assertThat(sent).isEqualTo(new Answer.Failed(3, "HttpTimeoutException"));
    }

    @Test
    void aProviderThatIsNotThereIsAnAnswerToo() {
        provider.stop(0);

        assertThat(new HttpSms(gateway(Map.of())).deliver(LETTER)).isInstanceOf(Answer.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest,true",
        "http://127.0.0.1.evil.example/sms,true",
        "http://localhost@evil.example/sms,true",
        "file:///etc/passwd,true",
        "http://127.0.0.1/sms,false",
        "ftp://127.0.0.1/sms,true"
    })
    void onlyAListedHostIsCalledAndOnlyEncryptedUnlessSaidOtherwise(String url, boolean plainHttp) {
        assertThatThrownBy(() -> new HttpSms(gateway(Map.of("url", url, "plain-http", String.valueOf(plainHttp)))))
                .isInstanceOf(CannotStart.class);
    }

    @ParameterizedTest
    @CsvSource({"success,(", "reference,[", "content-type,nonsense"})
    void settingsThatCannotWorkStopTheStart(String name, String value) {
        assertThatThrownBy(() -> new HttpSms(gateway(Map.of(name, value)))).isInstanceOf(CannotStart.class);
    }

    @Test
    void neitherLetterNorSettingsShowWhatIsSecret() {
        assertThat(LETTER.toString()).doesNotContain("13800002743", "204618");
        assertThat(gateway(Map.of()).toString()).doesNotContain("k-1");
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + path);
    }

    private Gateway gateway(Map<String, String> changed) {
        return new Gateway(
                URI.create(changed.getOrDefault("url", url("/sms").toString())),
                "post",
                Map.of("X-App-Key", "k-1"),
                changed.getOrDefault("content-type", "application/json;charset=utf-8"),
                changed.getOrDefault("body", "{\"to\":\"{number}\"}"),
                changed.getOrDefault("success", "\"code\":0\\b"),
                changed.getOrDefault("reference", "\"msgid\":\"([^\"]+)\""),
                Duration.ofMillis(400),
                3,
                Duration.ofMillis(1),
                List.of("127.0.0.1"),
                Boolean.parseBoolean(changed.getOrDefault("plain-http", "true")),
                Map.of("sign-in-code", "SMS_1234"));
    }
}
