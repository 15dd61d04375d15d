package org.zhiyuan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class DayWordsTest {
    @AfterEach
    void asItWas() {
        LocaleContextHolder.resetLocaleContext();
        RequestContextHolder.resetRequestAttributes();
    }

    private static void page(Locale speaks, String browserAsks) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", browserAsks);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        LocaleContextHolder.setLocale(speaks);
    }

    @Test
    void aDayIsWrittenOutInTheLanguageOfThePage() {
        page(Locale.CHINA, "en-US");
        assertThat(DayWords.beside("2026-11-12")).isEqualTo("2026年11月12日 星期四");
        page(Locale.ENGLISH, "zh-CN");
        assertThat(DayWords.beside("2026-11-12")).isEqualTo("Thu 12 Nov 2026");
    }

    @Test
    void anEmptyFieldIsExplainedOnlyWhereTheBrowserSpeaksOtherwise() {
        page(Locale.CHINA, "en-US,en;q=0.9,zh;q=0.8");
        assertThat(DayWords.beside("")).contains("yyyy 是年");
        page(Locale.CHINA, "zh-CN,zh;q=0.9,en;q=0.8");
        assertThat(DayWords.beside("")).isEmpty();
        assertThat(DayWords.beside("十一月")).isEmpty();
        RequestContextHolder.resetRequestAttributes();
        assertThat(DayWords.beside("")).isEmpty();
    }
}
