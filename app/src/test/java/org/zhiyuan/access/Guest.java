package org.zhiyuan.access;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One browser without script, over real HTTP: keeps cookies, follows nothing by itself. */
public final class Guest {
    /** @param location where it led; "" where nowhere */
    public record Answer(int status, String body, String location) {}

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** Whoever answers later answers nobody. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String house;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private @Nullable String agent;

    public Guest(String house) {
        this.house = house;
        cookies.put("csrf", UUID.randomUUID().toString());
    }

    public Guest with(String cookie, String value) {
        cookies.put(cookie, value);
        return this;
    }

    public Guest from(String userAgent) {
        agent = userAgent;
        return this;
    }

    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Sends a form of the house: names and values in turn. */
    public Answer post(String path, String... fields) throws IOException, InterruptedException {
        return send(UUID.randomUUID(), path, fields);
    }

    /** Sends a form that was shown once and may be sent several times. */
    public Answer send(UUID form, String path, String... fields) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>(List.of("_csrf", token(), "_form", form.toString()));
        pairs.addAll(List.of(fields));
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < pairs.size(); i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(encoded(pairs.get(i)))
                    .append('=')
                    .append(encoded(pairs.get(i + 1)));
        }
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As pages carry it: a mask, and the cookie's token under it; here the mask is zero. */
    private String token() {
        byte[] plain = cookie("csrf").getBytes(StandardCharsets.UTF_8);
        byte[] masked = new byte[2 * plain.length];
        System.arraycopy(plain, 0, masked, plain.length, plain.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house + path))
                .timeout(PATIENCE)
                .header("Accept", "text/html")
                .header("Accept-Language", "zh-CN")
                .header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
        return agent == null ? request : request.header("User-Agent", agent);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String set : response.headers().allValues("Set-Cookie")) {
            String pair = set.split(";", 2)[0];
            int equals = pair.indexOf('=');
            String name = pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            if (value.isEmpty() || set.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers()
                        .firstValue("Location")
                        .map(location -> location.startsWith(house) ? location.substring(house.length()) : location)
                        .orElse(""));
    }
}
