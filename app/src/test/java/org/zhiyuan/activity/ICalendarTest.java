package org.zhiyuan.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.project.RiskGrade;

/** What calendars of others read of ours. */
class ICalendarTest {
    private static final Instant STARTS = Instant.parse("2026-11-28T01:00:00Z");

    private static String written(String title, String content) {
        Activity activity = new Activity(
                new ActivityId(UUID.fromString("00000000-0000-7000-8000-000000000001")),
                "A2026-000001",
                null,
                new SiteId(UUID.randomUUID()),
                null,
                title,
                content,
                "桥头,东侧",
                STARTS,
                STARTS.plus(Duration.ofHours(2)),
                0,
                "",
                "",
                RiskGrade.LOW,
                "路滑",
                "雨鞋",
                STARTS.minus(Duration.ofDays(2)),
                STARTS.minus(Duration.ofDays(1)),
                ActivityState.ENROLLING,
                List.of(new PersonId(UUID.randomUUID())),
                null,
                null,
                null,
                3);
        return ICalendar.of(List.of(activity), "志愿服务活动", "http://localhost:1", STARTS);
    }

    @Test
    void noLineIsLongerThanSeventyFiveBytesAndNoSignIsCutInTwo() {
        String text = written("示例", "清理河边的垃圾，".repeat(60));

        assertThat(text).endsWith("END:VCALENDAR\r\n").doesNotContain("�");
        for (String line : text.split("\r\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
        }
        // unfolded it is what it was
        assertThat(text.replace("\r\n ", "")).contains("DESCRIPTION:" + "清理河边的垃圾，".repeat(60) + "\r\n");
    }

    @Test
    void whatSomebodyWroteCannotBecomeAnEntryOfItsOwn() {
        String text = written("a;b,c\\d", "x\r\nEND:VEVENT\nBEGIN:VEVENT");

        assertThat(text.lines().filter(line -> line.equals("BEGIN:VEVENT"))).hasSize(1);
        assertThat(text).contains("SUMMARY:a\\;b\\,c\\\\d", "LOCATION:桥头\\,东侧");
    }

    @Test
    void momentsAreToldInUtcSoThatNoZoneIsNeeded() {
        assertThat(written("示例", "清理")).contains("DTSTART:20261128T010000Z", "DTEND:20261128T030000Z", "SEQUENCE:3");
    }
}
