package org.zhiyuan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

class FormatsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:15:00Z");

    @BeforeEach
    void inChinese() {
        LocaleContextHolder.setLocale(Locale.CHINA);
    }

    @AfterEach
    void forget() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void timeLeftIsSaidInWords() {
        assertThat(left("2026-11-23T03:27:00Z")).isEqualTo("还剩 1 小时 12 分");
        assertThat(left("2026-11-23T01:35:00Z")).isEqualTo("超时 40 分");
        assertThat(left("2026-11-23T02:15:30Z")).isEqualTo("还剩 不到 1 分");
        assertThat(left("2026-11-24T02:15:00Z")).isEqualTo("还剩 1 天");
        assertThat(left("2026-11-25T05:15:00Z")).isEqualTo("还剩 2 天 3 小时");
        assertThat(left("2026-12-03T05:15:00Z")).isEqualTo("还剩 10 天");
        assertThat(left("2026-11-20T01:15:00Z")).isEqualTo("超时 3 天");
    }

    @Test
    void timeLeftIsSaidInEnglish() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(left("2026-11-23T03:27:00Z")).isEqualTo("1 h 12 min left");
        assertThat(left("2026-11-23T01:35:00Z")).isEqualTo("40 min overdue");
    }

    @Test
    void daysAndMomentsAreTheCitys() {
        assertThat(Formats.moment(Instant.parse("2026-11-22T16:30:00Z"))).isEqualTo("2026年11月23日 00:30");
        assertThat(Formats.momentShort(Instant.parse("2026-11-22T16:30:00Z"))).isEqualTo("11-23 00:30");
        assertThat(Formats.dayAndWeekday(LocalDate.of(2026, 11, 23))).isEqualTo("2026年11月23日 星期一");
    }

    private static String left(String due) {
        return Words.t(Formats.left(Instant.parse(due), NOW));
    }
}
