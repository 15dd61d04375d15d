package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String ONE = base64(1);
    private static final String TWO = base64(2);

    @Test
    void theFirstKeyWrapsAndTheOthersStillOpen() {
        KeyRing ring = KeyRing.parse("# keys of the city\n2026-11:" + ONE + "\n\n2025-06: " + TWO + "\n");

        assertThat(ring.current()).isEqualTo("2026-11");
        assertThat(ring.names()).containsExactly("2026-11", "2025-06");
        assertThat(ring.key("2025-06")).isPresent();
        assertThat(ring.key("2024-01")).isEmpty();
    }

    @Test
    void severalKeysFitIntoOneVariable() {
        assertThat(KeyRing.parse("b:" + ONE + ",a:" + TWO).names()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "a:AAAA",
                "a:not base64!",
                "A b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void whatIsNoKeyIsRefusedWithoutShowingIt(String written) {
        assertThatThrownBy(() -> KeyRing.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void twoKeysOfOneNameAreRefused() {
        assertThatThrownBy(() -> KeyRing.parse("a:" + ONE + "\na:" + TWO)).hasMessageContaining("two keys");
    }

    @Test
    void aGeneratedOrObviousKeyIsAWeakness() {
        assertThat(KeyRing.parse("generated-1:" + ONE).weakness())
                .get()
                .asString()
                .contains("generated-1");
        assertThat(KeyRing.parse("a:" + ONE + ",b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                        .weakness())
                .get()
                .asString()
                .contains("key b");
        assertThat(KeyRing.parse("a:" + ONE).weakness()).isEmpty();
    }

    @Test
    void neverShowsAKeyInText() {
        assertThat(KeyRing.parse("a:" + ONE)).hasToString("keys [a]");
    }

    private static String base64(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
