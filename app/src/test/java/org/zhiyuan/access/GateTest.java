package org.zhiyuan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.shell.Permissions;

@HouseTest
class GateTest {
    @Autowired
    WebApplicationContext house;

    @Autowired
    Routes routes;

    private MockMvc browser;

    @BeforeEach
    void opensABrowser() {
        browser = MockMvcBuilders.webAppContextSetup(house)
                .addFilters(
                        house.getBean(RequestIds.class),
                        house.getBean("springSessionRepositoryFilter", Filter.class),
                        house.getBean("springSecurityFilterChain", Filter.class))
                .build();
    }

    @Test
    void everyHandlerOfTheHouseHasAGuard() {
        assertThat(routes.faults()).isEmpty();
        assertThat(routes.all()).isNotEmpty();
    }

    @Test
    void everybodyReadsThePublicPagesAndNoSessionIsMadeForIt() throws Exception {
        var response = browser.perform(get("/").accept(MediaType.TEXT_HTML)).andExpect(status().isOk());
        assertThat(response.andReturn().getRequest().getSession(false)).isNull();
    }

    @Test
    void whoIsNotSignedInIsLedToTheSignInPageAndBack() throws Exception {
        browser.perform(get("/workbench?page=2&x=a b").queryParam("page", "2").accept(MediaType.TEXT_HTML))
                .andExpect(status().isFound())
                .andExpect(result -> assertThat(result.getResponse().getRedirectedUrl())
                        .startsWith("/sign-in?back=%2Fworkbench%3Fpage"));
        browser.perform(get("/workbench").accept(MediaType.APPLICATION_JSON)).andExpect(status().isUnauthorized());
        browser.perform(get("/workbench")
                        .header("HX-Request", "true")
                        .header("HX-Current-URL", "http://localhost/me?x=1"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("HX-Redirect", "/sign-in?back=%2Fme%3Fx%3D1"));
    }

    @Test
    void whatHasNoHandlerIsNotFoundAndWhatIsNotGuardedIsNotReached() throws Exception {
        browser.perform(get("/no/such/page")).andExpect(status().isNotFound());
        browser.perform(get("/actuator/env")).andExpect(status().isNotFound());
        browser.perform(get("/actuator")).andExpect(status().isNotFound());
        browser.perform(post("/workbench").with(As.form())).andExpect(status().isMethodNotAllowed());
        browser.perform(options("/workbench")).andExpect(status().isNotFound());
        browser.perform(get("/actuator/health")).andExpect(status().isOk());
        browser.perform(get("/css/tokens.css")).andExpect(status().isOk());
    }

    @Test
    void aFormThatIsNotOursIsRefusedBeforeItsHandlerIsLookedFor() throws Exception {
        browser.perform(post("/sign-in")).andExpect(status().isForbidden());
        browser.perform(post("/no/such/page")).andExpect(status().isForbidden());
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepABrowserSafe() throws Exception {
        for (String path : new String[] {"/", "/no/such/page", "/css/tokens.css"}) {
            browser.perform(get(path))
                    .andExpect(
                            header().string("Content-Security-Policy", SecurityConfiguration.CONTENT_SECURITY_POLICY))
                    .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                    .andExpect(header().string("X-Frame-Options", "DENY"))
                    .andExpect(header().string("Referrer-Policy", "same-origin"))
                    .andExpect(header().string("Permissions-Policy", Permissions.NOTHING))
                    .andExpect(header().exists(RequestIds.HEADER));
        }
    }

    @Test
    void overHttpsTheCookiesAreBoundToThisHost() throws Exception {
        Cookie secure = cookie(get("/sign-in").secure(true), "__Host-csrf");
        assertThat(secure.getSecure()).isTrue();
        assertThat(secure.isHttpOnly()).isTrue();
        assertThat(secure.getPath()).isEqualTo("/");
        assertThat(secure.getDomain()).isNull();
        assertThat(secure.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(cookie(get("/sign-in"), "csrf").getSecure()).isFalse();
    }

    private Cookie cookie(RequestBuilder request, String name) throws Exception {
        return Objects.requireNonNull(
                browser.perform(request).andReturn().getResponse().getCookie(name));
    }

    /** It would exchange the keeper of form tokens in the one filter chain that all tests share. */
    @Test
    void noTestUsesSpringsOwnFormToken() throws Exception {
        String forbidden = "SecurityMockMvcRequestPostProcessors." + "csrf";
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java")))
                    .as("use As.form()")
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(forbidden));
        }
    }

    @Test
    void aRedirectKeepsToTheHouse() throws Exception {
        browser.perform(get("/workbench").accept(MediaType.TEXT_HTML))
                .andExpect(redirectedUrl("/sign-in?back=%2Fworkbench"));
    }
}
