package org.zhiyuan.channel;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import org.springframework.web.util.HtmlUtils;
import org.zhiyuan.cell.CannotStart;
import org.zhiyuan.channel.ChannelSettings.Gateway;
import org.zhiyuan.kernel.Text;
import tools.jackson.core.io.JsonStringEncoder;

/** Any provider that takes one HTTP request a message: address, headers and body are settings. */
final class HttpSms implements Sms {
    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final int REFERENCE_LENGTH_MAX = 100;
    private static final Pattern PLACE = Pattern.compile("\\{(number|text|id|template|[0-9])}");

    private final Gateway gateway;
    private final HttpClient client;
    private final Charset charset;
    private final UnaryOperator<String> bodyEscape;
    private final Pattern success;
    private final Pattern reference;

    /** Refuses settings that could not work or would call an address that is not on the list. */
    HttpSms(Gateway gateway) {
        this.gateway = gateway;
        try {
            MimeType type = MediaType.parseMediaType(gateway.contentType());
            this.charset = type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
            this.bodyEscape = escape(type, charset);
            this.success = Pattern.compile(gateway.success(), Pattern.DOTALL);
            this.reference = Pattern.compile(gateway.reference(), Pattern.DOTALL);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(Text.of("短信网关的设置有误（zhiyuan.channel.gateway）：{0}", String.valueOf(e.getMessage())), e);
        }
        requireListed(gateway.url());
        this.client = HttpClient.newBuilder()
                .connectTimeout(gateway.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private void requireListed(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        if (gateway.hosts().stream().noneMatch(listed -> listed.equalsIgnoreCase(host))) {
            throw new CannotStart(Text.of(
                    "短信网关的主机“{0}”不在允许的名单里：请写进 zhiyuan.channel.gateway.hosts，或改正 zhiyuan.channel.gateway.url", host));
        }
        boolean plainAllowed = gateway.plainHttp() && "http".equals(url.getScheme());
        if (!"https".equals(url.getScheme()) && !plainAllowed) {
            throw new CannotStart(Text.of("短信网关的地址必须用 https；只在封闭的内网里才可以设 zhiyuan.channel.gateway.plain-http=true"));
        }
    }

    private static UnaryOperator<String> escape(MimeType type, Charset charset) {
        String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
        if (subtype.contains("json")) {
            return value -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
        }
        if (subtype.contains("xml")) {
            return value -> HtmlUtils.htmlEscapeDecimal(value, "UTF-8");
        }
        if (subtype.equals("x-www-form-urlencoded")) {
            return value -> URLEncoder.encode(value, charset);
        }
        return UnaryOperator.identity();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Answer deliver(Letter letter) {
        HttpRequest request = request(letter);
        Duration pause = gateway.pause();
        String reason = "";
        for (int attempt = 1; attempt <= gateway.attemptsMax(); attempt++) {
            try {
                if (attempt > 1) {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2);
                }
                HttpResponse<String> response =
                        client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(charset), ANSWER_BYTES_MAX));
                if (taken(response)) {
                    return new Answer.Taken(attempt, reference(response.body()));
                }
                reason = "the provider answered " + response.statusCode();
                if (!mayTryAgain(response.statusCode())) {
                    return new Answer.Failed(attempt, reason);
                }
            } catch (IOException e) {
                // the class alone: messages of network errors carry the address, and that the number
                reason = e.getClass().getSimpleName();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.Failed(attempt, "stopped while sending");
            }
        }
        return new Answer.Failed(gateway.attemptsMax(), reason);
    }

    private HttpRequest request(Letter letter) {
        Map<String, String> values = values(letter);
        String url = fill(gateway.url().toString(), values, value -> URLEncoder.encode(value, charset));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(gateway.timeout())
                .header("Content-Type", gateway.contentType())
                .header("Idempotency-Key", letter.id().toString());
        gateway.headers().forEach((name, value) -> request.setHeader(name, fill(value, values, HttpSms::oneLine)));
        String body = fill(gateway.body(), values, bodyEscape);
        return request.method(
                        gateway.method().toUpperCase(Locale.ROOT),
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, charset))
                .build();
    }

    private Map<String, String> values(Letter letter) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("number", letter.number().value());
        values.put("text", letter.text());
        values.put("id", letter.id().toString());
        values.put("template", gateway.templates().getOrDefault(letter.template(), letter.template()));
        for (int place = 0; place < letter.values().size(); place++) {
            values.put(Integer.toString(place), letter.values().get(place));
        }
        return values;
    }

    /** In one pass: a value that looks like a place is not filled again. */
    private static String fill(String pattern, Map<String, String> values, UnaryOperator<String> escape) {
        return PLACE.matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(escape.apply(values.getOrDefault(found.group(1), ""))));
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    private boolean taken(HttpResponse<String> response) {
        return response.statusCode() / 100 == 2
                && success.matcher(response.body()).find();
    }

    /** Too many, or the provider's own fault: the same request may work later. */
    private static boolean mayTryAgain(int status) {
        return status == 429 || status >= 500;
    }

    private String reference(String body) {
        Matcher found = reference.matcher(body);
        if (found.groupCount() < 1 || !found.find() || found.group(1) == null) {
            return "";
        }
        String text = found.group(1);
        return text.substring(0, Math.min(text.length(), REFERENCE_LENGTH_MAX));
    }
}
