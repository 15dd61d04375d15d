package org.zhiyuan.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The checker must be able to say no. */
class HtmlValidityTest {
    private static final String PAGE =
            "<!doctype html><html lang=\"en\"><head><title>a</title></head><body>%s</body></html>";

    @Test
    void aValidPageHasNoErrors() {
        assertThat(HtmlValidity.errors(PAGE.formatted("<p>a</p>"))).isEmpty();
    }

    @Test
    void aWrongPageHas() {
        assertThat(HtmlValidity.errors(PAGE.formatted("<ul><p>a</p></ul>"))).hasSize(1);
        assertThat(HtmlValidity.errors(PAGE.formatted("<p hx-get=\"/\">a</p>"))).hasSize(1);
        assertThat(HtmlValidity.errors(PAGE.formatted("<p id=\"a\">a</p><p id=\"a\">b</p>")))
                .hasSize(1);
    }
}
