package org.zhiyuan.volunteer.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhiyuan.cell.SigningKey;
import org.zhiyuan.volunteer.VolunteerNumber;

/** What a card's square code says, and that nothing of it can be changed. */
class CardsTest {
    private static final VolunteerNumber NUMBER = VolunteerNumber.of("AN", 42);
    private static final LocalDate UNTIL = LocalDate.parse("2027-11-26");

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        new Random(seed).nextBytes(bytes);
        return SigningKey.of(bytes);
    }

    @Test
    void aCardSaysNumberLastDayKeyAndSignatureAndNothingElse() {
        SigningKey key = key(1);
        String text = CardText.signed(NUMBER, UNTIL, key);
        assertThat(text).matches("ZYC1\\.AN[0-9]{11}\\.20271126\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]{86}");
        CardText read = CardText.read(text).orElseThrow();
        assertThat(read.number()).isEqualTo(NUMBER);
        assertThat(read.until()).isEqualTo(UNTIL);
        assertThat(read.by(key)).isTrue();
    }

    @Test
    void anotherCitysKeySignsNoCardOfOurs() {
        assertThat(CardText.read(CardText.signed(NUMBER, UNTIL, key(2)))
                        .orElseThrow()
                        .by(key(1)))
                .isFalse();
    }

    /** Every character of it changed to every other of its alphabet's neighbours. */
    @Test
    void noChangedCardIsGood() {
        SigningKey key = key(1);
        String text = CardText.signed(NUMBER, UNTIL, key);
        int tried = 0;
        for (int at = 0; at < text.length(); at++) {
            for (char other : "A0aZ9z-_.".toCharArray()) {
                if (text.charAt(at) == other) {
                    continue;
                }
                String changed = text.substring(0, at) + other + text.substring(at + 1);
                Optional<CardText> read = CardText.read(changed);
                // the last sign of base64 carries four bits that mean nothing: the same signature written differently
                boolean sameBytes = read.isPresent()
                        && at == text.length() - 1
                        && java.util.Arrays.equals(
                                read.get().signature(),
                                CardText.read(text).orElseThrow().signature());
                assertThat(read.filter(card -> card.by(key)).isPresent() && !sameBytes)
                        .as(changed)
                        .isFalse();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(1_000);
    }

    @Test
    void whatIsNoCardIsNotRead() {
        assertThat(CardText.read("")).isEmpty();
        assertThat(CardText.read("539999198808120312")).isEmpty();
        assertThat(CardText.read("https://example.invalid/")).isEmpty();
    }

    @Test
    void aSeedOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> SigningKey.of(new byte[31])).hasMessageContaining("32 bytes");
    }
}
