package org.zhiyuan.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.HouseTest;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** What somebody uploaded never acts as a page of the house, and is for nobody else. */
@HouseTest
class FileDownloadTest {
    private static final byte[] PAGE = "<script>alert(1)</script>,1\n".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private Files files;

    @Autowired
    private SampleCity sample;

    @Autowired
    private TransactionOperations transactions;

    @LocalServerPort
    private int port;

    private UUID keptFor(String login) {
        UUID account = sample.account(login);
        Actor owner = new Actor(Actor.Kind.STAFF, account, null, login, "", "127.0.0.1", "test");
        Scope own = new Scope(false, Set.of(), Set.of(), null, account, true);
        return Acting.as(
                owner,
                own,
                () -> transactions.execute(status -> files.keep(
                                new NewFile("某表.csv", PAGE, "files.test", null, Duration.ofMinutes(5)),
                                Set.of(Kind.values()))
                        .id()));
    }

    private HttpResponse<byte[]> get(UUID file, String login) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/files/" + file))
                            .header("Cookie", "session=" + sample.session(login))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void aFileIsGivenOutAsAnAttachmentThatNoBrowserRuns() throws Exception {
        HttpResponse<byte[]> given = get(keptFor("center"), "center");
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(PAGE);
        assertThat(given.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;")
                .contains("filename");
        assertThat(given.headers().allValues("X-Content-Type-Options")).contains("nosniff");
        assertThat(given.headers().allValues("Content-Security-Policy"))
                .anySatisfy(policy -> assertThat(policy).contains("sandbox"));
        assertThat(given.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void anothersFileIsNotThere() throws Exception {
        UUID file = keptFor("center");
        assertThat(get(file, "mingyihe").statusCode()).isEqualTo(404);
        assertThat(get(file, "center2").statusCode()).isEqualTo(404);
    }
}
