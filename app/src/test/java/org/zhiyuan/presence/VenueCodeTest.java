package org.zhiyuan.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The venue's digits against the table of RFC 6238, and when they count. */
class VenueCodeTest {
    private static final byte[] RFC = "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOON = Instant.parse("2026-11-26T04:00:00Z");

    /** Appendix B, SHA-256; of its eight digits the last six. */
    @ParameterizedTest
    @CsvSource({
        "59,119246",
        "1111111109,084774",
        "1111111111,062674",
        "1234567890,819424",
        "2000000000,698825",
        "20000000000,737706"
    })
    void theDigitsAreThoseOfTheStandard(long second, String digits) {
        assertThat(VenueCode.at(RFC, Instant.ofEpochSecond(second))).isEqualTo(digits);
    }

    @Test
    void aCodeCountsInItsOwnHalfMinuteAndTheNextAndNeverAfter() {
        String code = VenueCode.at(RFC, NOON);
        for (int second = 0; second < 60; second++) {
            assertThat(VenueCode.step(RFC, code, NOON.plusSeconds(second)))
                    .as("after %s s", second)
                    .hasValue(VenueCode.stepOf(NOON));
        }
        for (int second : new int[] {60, 61, 90, 3600}) {
            assertThat(VenueCode.step(RFC, code, NOON.plusSeconds(second)))
                    .as("after %s s", second)
                    .isEmpty();
        }
        assertThat(VenueCode.step(RFC, code, NOON.minusSeconds(1)))
                .as("before it stood there")
                .isEmpty();
    }

    @Test
    void aCodeOfAnotherActivityCountsNowhereElse() {
        byte[] other = VenueCode.newSecret();
        int foreign = 0;
        for (int i = 0; i < 1_000; i++) {
            Instant moment = NOON.plus(VenueCode.STEP.multipliedBy(i));
            foreign += VenueCode.step(RFC, VenueCode.at(other, moment), moment).isPresent() ? 1 : 0;
        }
        // by chance two of a million; three of a thousand would be no chance
        assertThat(foreign).isLessThan(3);
    }

    @Test
    void aPhoneThatReckonedWrongByAMinuteIsBelievedAndByFiveIsNot() {
        String code = VenueCode.at(RFC, NOON);
        assertThat(VenueCode.stepNear(RFC, code, NOON.plusSeconds(100), 2)).isPresent();
        assertThat(VenueCode.stepNear(RFC, code, NOON.minusSeconds(55), 2)).isPresent();
        assertThat(VenueCode.stepNear(RFC, code, NOON.plusSeconds(300), 2)).isEmpty();
        assertThat(VenueCode.stepNear(RFC, code, NOON.minusSeconds(300), 2)).isEmpty();
    }

    @Test
    void theScreenSaysHowLongACodeStands() {
        assertThat(VenueCode.left(NOON)).isEqualTo(Duration.ofSeconds(30));
        assertThat(VenueCode.left(NOON.plusMillis(29_500))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void noTwoActivitiesHaveTheSameSecret() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] secret = VenueCode.newSecret();
            assertThat(secret).hasSize(VenueCode.SECRET_BYTES);
            assertThat(seen.add(java.util.HexFormat.of().formatHex(secret))).isTrue();
        }
    }
}
