package org.zhiyuan.shell.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** What a form carried, so that nobody types it twice; and what is never sent back. */
class KeptEntriesTest {
    @Test
    void valuesAreCarriedToTheSameAddress() {
        MockHttpServletRequest request = form();
        request.addParameter("name", "石庄村实践站");
        request.addParameter("tier", "STATION");
        request.addParameter("_form", "0198-token");
        request.addParameter("_csrf", "old");
        KeptEntries kept = Objects.requireNonNull(KeptEntries.of(request));

        assertThat(kept.action()).isEqualTo("/sites/new");
        assertThat(kept.fields())
                .containsExactlyInAnyOrder(
                        new KeptEntries.Field("name", "石庄村实践站"),
                        new KeptEntries.Field("tier", "STATION"),
                        new KeptEntries.Field("_form", "0198-token"));
        assertThat(kept.shown()).containsExactly("石庄村实践站");
    }

    @Test
    void aFormOfAnotherSiteIsNotCarried() {
        MockHttpServletRequest request = form();
        request.addParameter("name", "石庄村实践站");
        request.removeHeader("Origin");
        assertThat(KeptEntries.of(request)).as("origin not said").isNull();
        request.addHeader("Origin", "http://other.example");
        assertThat(KeptEntries.of(request)).as("another origin").isNull();
        request.removeHeader("Origin");
        request.addHeader("Origin", "null");
        assertThat(KeptEntries.of(request)).as("hidden origin").isNull();
    }

    @Test
    void secretsAreNeverSentBack() {
        for (String secret : new String[] {"password", "newPassword", "code", "totp", "clientSecret"}) {
            MockHttpServletRequest request = form();
            request.addParameter("name", "石庄村实践站");
            request.addParameter(secret, "x");
            assertThat(KeptEntries.of(request)).as(secret).isNull();
        }
    }

    @Test
    void whatIsReadOrUploadedIsNotCarried() {
        MockHttpServletRequest reading = form();
        reading.addParameter("q", "石庄村");
        reading.setMethod("GET");
        assertThat(KeptEntries.of(reading)).isNull();

        MockHttpServletRequest upload = form();
        upload.addParameter("name", "石庄村实践站");
        upload.setContentType("multipart/form-data; boundary=x");
        assertThat(KeptEntries.of(upload)).isNull();
    }

    private static MockHttpServletRequest form() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/sites/new");
        request.setContentType("application/x-www-form-urlencoded;charset=UTF-8");
        request.setServerPort(8080);
        request.addHeader("Origin", "http://localhost:8080");
        return request;
    }
}
