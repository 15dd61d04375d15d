package org.zhiyuan.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.zhiyuan.shell.Formats;

class QuietTest {
    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Formats.ZONE).toInstant();
    }

    @Test
    void whatComesAtNightWaitsForTheMorning() {
        Quiet night = new Quiet(21, 8);
        assertThat(night.after(at("2026-11-26T20:59:59"))).isEqualTo(at("2026-11-26T20:59:59"));
        assertThat(night.after(at("2026-11-26T21:00:00"))).isEqualTo(at("2026-11-27T08:00:00"));
        assertThat(night.after(at("2026-11-27T00:30:00"))).isEqualTo(at("2026-11-27T08:00:00"));
        assertThat(night.after(at("2026-11-27T08:00:00"))).isEqualTo(at("2026-11-27T08:00:00"));
    }

    @Test
    void anAfternoonMayBeQuietToo() {
        Quiet nap = new Quiet(12, 14);
        assertThat(nap.after(at("2026-11-26T13:00:00"))).isEqualTo(at("2026-11-26T14:00:00"));
        assertThat(nap.after(at("2026-11-26T14:00:00"))).isEqualTo(at("2026-11-26T14:00:00"));
        assertThat(nap.after(at("2026-11-26T23:00:00"))).isEqualTo(at("2026-11-26T23:00:00"));
    }

    @Test
    void twiceTheSameHourIsNeverQuiet() {
        Quiet never = new Quiet(0, 0);
        for (int hour = 0; hour < 24; hour++) {
            Instant moment = at("2026-11-26T%02d:30:00".formatted(hour));
            assertThat(never.after(moment)).isEqualTo(moment);
        }
        assertThatThrownBy(() -> new Quiet(24, 8)).isInstanceOf(IllegalArgumentException.class);
    }
}
