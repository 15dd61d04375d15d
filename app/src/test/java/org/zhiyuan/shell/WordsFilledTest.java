package org.zhiyuan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.zhiyuan.kernel.Text;

/** Sentences with their values, in English. */
class WordsFilledTest {
    @BeforeEach
    void inEnglish() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void asItWas() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void oneIsSaidOtherwiseThanMany() {
        assertThat(Words.tf("{0} 点", 1)).isEqualTo("1 point");
        assertThat(Words.tf("{0} 点", 0)).isEqualTo("0 points");
        assertThat(Words.tf("{0} 点", 1_096)).isEqualTo("1,096 points");
        assertThat(Words.t(Text.of("“{0}”下面还有 {1} 处阵地，先有“{2}”", "A", 1L, "B")))
                .isEqualTo("1 place hangs under “A”, “B” first");
        assertThat(Words.t(Text.of("“{0}”下面还有 {1} 处阵地，先有“{2}”", "A", 2L, "B")))
                .isEqualTo("2 places hang under “A”, “B” first");
    }

    @Test
    void valuesComeIntoTheSentenceAsTheyAre() {
        assertThat(Words.tf("{0}、{1|一|二}、{x}、{", "{1}", 1)).isEqualTo("{1}、一、{x}、{");
        assertThat(Words.tf("回到 {0}", LocalDate.of(2026, 11, 23))).contains("23 Nov 2026");
        assertThat(Words.tf("{7}", 1)).isEmpty();
    }

    @Test
    void chineseKnowsNoPlural() {
        LocaleContextHolder.setLocale(Locale.CHINA);
        assertThat(Words.tf("{0} 点", 1)).isEqualTo("1 点");
    }
}
