package org.zhiyuan.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.zhiyuan.HouseTest;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** The calendar as whoever passed the gate meets it; who passes is the matrix's affair. */
@HouseTest
class CalendarPagesTest {
    @Autowired
    private WebApplicationContext house;

    @Autowired
    private JdbcClient jdbc;

    private MockMvc browser;

    @BeforeEach
    void opensABrowser() {
        browser = MockMvcBuilders.webAppContextSetup(house).build();
    }

    @Test
    void aRightThatWasGivenForAPartOfTheCityChangesNothingOfTheCalendarAndIsToldSo() throws Exception {
        Scope whole = at("having count(*) = 1");
        Scope part = at("having count(*) = 2");
        for (String form : List.of(
                "/office/calendar/years/2027/edit", "/office/calendar/days/new", "/office/calendar/hours/new")) {
            assertThat(answer(whole, get(form)).getStatus()).as(form).isEqualTo(200);
            assertThat(answer(part, get(form)).getStatus()).as(form).isEqualTo(403);
        }
        for (String change :
                List.of("/office/calendar/years/2027", "/office/calendar/days", "/office/calendar/hours")) {
            assertThat(answer(
                                    part,
                                    post(change)
                                            .param("_form", UUID.randomUUID().toString())
                                            .param("lines", "2027-01-01 放假 元旦"))
                            .getStatus())
                    .as(change)
                    .isEqualTo(403);
        }
    }

    @Test
    void aYearThatWasNotAnnouncedSaysHowItIsReckoned() throws Exception {
        assertThat(answer(Scope.NOTHING, get("/office/calendar?year=2027")).getContentAsString())
                .contains("2027 年的放假安排还没录入", "国务院办公厅一般在前一年十一月公布", "先按周一到周五上班算");
        assertThat(answer(Scope.NOTHING, get("/office/calendar?year=2026")).getContentAsString())
                .doesNotContain("先按周一到周五上班算");
    }

    /** The rights over one site: the root, or one that has it above. */
    private Scope at(String depth) {
        UUID site = jdbc.sql("select site from scope.closure group by site " + depth + " limit 1")
                .query(UUID.class)
                .single();
        return new Scope(false, Set.of(site), Set.of(), null, null, true);
    }

    private MockHttpServletResponse answer(Scope scope, MockHttpServletRequestBuilder request) {
        return Acting.as(Actor.system("test"), scope, () -> {
            try {
                return browser.perform(request.locale(Locale.CHINA)).andReturn().getResponse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
