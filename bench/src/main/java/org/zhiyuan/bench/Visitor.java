package org.zhiyuan.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a browser without script: keeps cookies and one connection, sends the forms that the pages hold. */
final class Visitor implements AutoCloseable {
    private static final int REDIRECTS_MAX = 5;
    private static final Duration MESSAGE_MAX = Duration.ofSeconds(20);
    private static final Duration ASKED_EVERY = Duration.ofMillis(100);
    private static final String BOUNDARY = "zhiyuan-bench-7d1c0b";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    /** The newest message stands first, and the code is its only number of so many digits. */
    private static final Pattern MESSAGE = Pattern.compile("<li><span class=\"grow\">[^<]*?(\\d{6})");

    private static final Pattern CELL = Pattern.compile("<td[^>]*>([^<]*)</td>");

    /** @param path where redirects led to */
    record Answer(int status, String path, String body) {
        Answer mustBe(int expected) throws IOException {
            if (status != expected) {
                throw new IOException(path + " answered " + status + ": " + body);
            }
            return this;
        }

        /** The hidden fields of a page's forms: the same in each of them. */
        Map<String, String> hidden() {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher hidden = HIDDEN.matcher(body);
            while (hidden.find()) {
                fields.putIfAbsent(hidden.group(1), hidden.group(2));
            }
            return fields;
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String house;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> hidden = new LinkedHashMap<>();

    Visitor(int port) {
        this.house = "http://localhost:" + port;
    }

    /** Signed in as this one, on a connection of its own. */
    Visitor alike(int port) {
        Visitor alike = new Visitor(port);
        alike.cookies.putAll(cookies);
        return alike;
    }

    /** Signs in as a sample account, with the password and the one-time code that the sample shows. */
    void signIn(String login) throws IOException, InterruptedException {
        Map<String, String> form = get("/sign-in/staff").mustBe(200).hidden();
        form.put("login", login);
        form.put("password", sampleCell(login, 2));
        Answer asked = post("/sign-in/staff", form).mustBe(200);
        form = asked.hidden();
        form.put("code", sampleCell(login, 3));
        Answer in = post("/sign-in/code", form).mustBe(200);
        if (in.path().startsWith("/sign-in")) {
            throw new IOException(login + " is not signed in but at " + in.path());
        }
    }

    /** Signs in with a telephone and the code that the sample shows instead of sending it. */
    void signInByPhone(String phone) throws IOException, InterruptedException {
        Map<String, String> form = get("/sign-in").mustBe(200).hidden();
        form.put("phone", phone);
        String before = newestCode();
        Answer asked = post("/sign-in/phone-code", form).mustBe(200);
        long deadline = System.nanoTime() + MESSAGE_MAX.toNanos();
        String code = newestCode();
        // it is sent beside the answer, not before it
        while (code.equals(before)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no code for " + phone);
            }
            LockSupport.parkNanos(ASKED_EVERY.toNanos());
            code = newestCode();
        }
        form = asked.hidden();
        form.put("code", code);
        Answer in = post("/sign-in", form).mustBe(200);
        if (in.path().startsWith("/sign-in")) {
            throw new IOException(phone + " is not signed in but at " + in.path());
        }
    }

    private String newestCode() throws IOException, InterruptedException {
        Matcher message = MESSAGE.matcher(get("/dev/messages").mustBe(200).body());
        return message.find() ? message.group(1) : "";
    }

    private String sampleCell(String login, int column) throws IOException, InterruptedException {
        for (String row : get("/developer").mustBe(200).body().split("<tr>")) {
            List<String> cells = CELL.matcher(row)
                    .results()
                    .map(cell -> cell.group(1).strip())
                    .toList();
            if (!cells.isEmpty() && cells.getFirst().equals(login)) {
                return cells.get(column);
            }
        }
        throw new IOException("no sample account " + login);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return follow(request(path).GET().build());
    }

    Answer post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return follow(posted(path, fields).build());
    }

    private HttpRequest.Builder posted(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    Answer upload(String path, Map<String, String> fields, String fileName, byte[] file)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            write(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n");
        }
        write(
                body,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        body.write(file);
        write(body, "\r\n--" + BOUNDARY + "--\r\n");
        return follow(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private static void write(ByteArrayOutputStream body, String words) throws IOException {
        body.write(words.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    /** One request as a browser sends it, packed answer included; how long it took until its last byte, in nanoseconds. */
    long timed(String path) throws IOException, InterruptedException {
        return timed(path, request(path).GET());
    }

    /** The same of a form that changes nothing, with what its page hides in it. */
    long timed(String path, String page, Map<String, String> entered) throws IOException, InterruptedException {
        Map<String, String> fields = hidden.get(page);
        if (fields == null) {
            fields = get(page).mustBe(200).hidden();
            hidden.put(page, fields);
        }
        fields.putAll(entered);
        return timed(path, posted(path, fields));
    }

    private long timed(String path, HttpRequest.Builder asked) throws IOException, InterruptedException {
        HttpRequest request = asked.header("Accept-Encoding", "gzip").build();
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long took = System.nanoTime() - begin;
        keep(answer);
        if (answer.statusCode() != 200 || answer.body().length == 0) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return took;
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(house + path))
                .timeout(Duration.ofMinutes(1))
                .header("Accept", "text/html")
                .header("Accept-Language", "zh-CN");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Answer follow(HttpRequest first) throws IOException, InterruptedException {
        HttpRequest request = first;
        for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            keep(answer);
            String to = answer.headers().firstValue("Location").orElse("");
            if (answer.statusCode() / 100 != 3 || to.isEmpty()) {
                return new Answer(answer.statusCode(), request.uri().getPath(), answer.body());
            }
            URI next = request.uri().resolve(to);
            request = request(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()))
                    .GET()
                    .build();
        }
        throw new IOException("redirected more than " + REDIRECTS_MAX + " times: " + first.uri());
    }

    private void keep(HttpResponse<?> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            int at = pair.indexOf('=');
            if (pair.length() == at + 1) {
                cookies.remove(pair.substring(0, at));
            } else {
                cookies.put(pair.substring(0, at), pair.substring(at + 1));
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
