package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.paper.Corpus;

/** Files that nobody should send, sent to the page that takes sheets: each is refused with its reason, none is imported. */
@HouseTest
class RefusedUploadsTest {
    private static final String PAGE = "/network/imports";
    private static final int MEGABYTE = 1024 * 1024;
    private static final Duration CHECK_MAX = Duration.ofMinutes(1);
    private static final String BOUNDARY = "between-the-parts";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern RESULT = Pattern.compile("<a class=\"btn btn-p\" href=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private SampleCity city;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    @BeforeEach
    void signIn() {
        cookies.put("session", city.session("center"));
    }

    @AfterEach
    void hangUp() {
        client.close();
    }

    @Test
    void aZipBombIsRefusedUnopened() throws Exception {
        Map<String, byte[]> parts = Corpus.parts(Corpus.rows());
        parts.put("xl/worksheets/sheet1.xml", new byte[100 * MEGABYTE]);

        assertThat(checked("bomb.xlsx", Corpus.zip(parts))).contains("这张表没有收下，什么也没有改动", "大得不正常");
    }

    @Test
    void aDocumentTypeWithEntitiesIsRefused() throws Exception {
        Map<String, byte[]> parts = Corpus.parts(Corpus.rows(
                "<row r=\"1\">" + Corpus.words("A1", "名称") + Corpus.words("B1", "层级") + "</row>",
                "<row r=\"2\">" + Corpus.words("A2", "&amp;f;") + Corpus.words("B2", "站") + "</row>"));
        String sheet = new String(parts.get("xl/worksheets/sheet1.xml"), StandardCharsets.UTF_8);
        parts.put(
                "xl/worksheets/sheet1.xml",
                Corpus.utf8(sheet.replace("&amp;f;", "&f;")
                        .replaceFirst("\\?>", "?><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>")));

        assertThat(checked("entities.xlsx", Corpus.zip(parts)))
                .contains("这张表没有收下，什么也没有改动", "文档类型定义")
                .doesNotContain("root:");
    }

    @Test
    void aFormulaIsAFaultOfItsCell() throws Exception {
        byte[] formula = Corpus.xlsx(Corpus.rows(
                "<row r=\"1\">" + Corpus.words("A1", "名称") + Corpus.words("B1", "层级") + Corpus.words("C1", "上级")
                        + "</row>",
                "<row r=\"2\"><c r=\"A2\"><f>HYPERLINK(\"http://x\",\"y\")</f><v>1</v></c>" + Corpus.words("B2", "站")
                        + Corpus.words("C2", "530181") + "</row>"));

        assertThat(checked("formula.xlsx", formula)).contains("有 1 行要改，一行也没有导入", ">A2<", "公式");
    }

    @Test
    void aFileOfAnotherKindIsRefusedWhateverItsNameSays() throws Exception {
        for (String bytes : new String[] {"%PDF-1.7\n%âãÏÓ\n", "<!doctype html><script>alert(1)</script>"}) {
            HttpResponse<String> answer = upload("sites.xlsx", bytes.getBytes(StandardCharsets.ISO_8859_1));

            if (answer.statusCode() == 422) {
                assertThat(answer.body()).contains("这里不收这种文件，没有收下", "value=\"示例文〔2026〕8号\"");
            } else {
                assertThat(result(answer)).contains("这张表没有收下，什么也没有改动");
            }
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithItsSizeAndTheEntriesStay() throws Exception {
        HttpResponse<String> answer = upload("large.csv", new byte[11 * MEGABYTE]);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("这个文件有 11.0 MB，上限是 10 MB", "value=\"示例文〔2026〕8号\"");
    }

    @Test
    void aRequestThatIsTooLargeForEveryPageStillGetsAnAnswer() throws Exception {
        HttpResponse<String> answer = upload("huge.csv", new byte[25 * MEGABYTE]);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("送来的内容超过了上限，没有保存，什么也没有改动");
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        HttpResponse<String> answer = upload("empty.csv", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("请选择要导入的 .xlsx 或 .csv 文件");
    }

    /** Uploads it and answers the page of the result, once the check has ended. */
    private String checked(String name, byte[] file) throws Exception {
        return result(upload(name, file));
    }

    private String result(HttpResponse<String> uploaded) throws Exception {
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(302);
        String job = uploaded.headers().firstValue("Location").orElseThrow();
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + CHECK_MAX.toNanos();
        while (true) {
            String page = get(job).body();
            if (!page.contains("/cancellation\"")) {
                Matcher to = RESULT.matcher(page);
                assertThat(to.find()).as(page).isTrue();
                return get(to.group(1)).body();
            }
            assertThat(System.nanoTime()).as("still %s", page).isLessThan(deadline);
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private HttpResponse<String> upload(String name, byte[] file) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        HttpResponse<String> page = get(PAGE);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            fields.putIfAbsent(hidden.group(1), hidden.group(2));
        }
        Matcher day = Pattern.compile("name=\"day\"[^>]*value=\"([0-9-]+)\"|value=\"([0-9-]+)\"[^>]*name=\"day\"")
                .matcher(page.body());
        assertThat(day.find()).as("a day is proposed").isTrue();
        fields.put("day", day.group(1) == null ? day.group(2) : day.group(1));
        fields.put("kind", "SITES");
        fields.put("document", "示例文〔2026〕8号");
        fields.put("reason", "");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            part(body, "name=\"" + field.getKey() + "\"", field.getValue().getBytes(StandardCharsets.UTF_8));
        }
        part(body, "name=\"file\"; filename=\"" + name + "\"", file);
        body.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(PAGE)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) throws IOException {
        body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(content);
        body.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port).resolve(path))
                .header("Accept", "text/html")
                .header("Accept-Language", "zh-CN")
                .header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }
}
