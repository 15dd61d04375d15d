package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhiyuan.person.Sealed.KeyName;
import org.zhiyuan.person.Sealed.Spot;

class SealedTest {
    private static final UUID ROW = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Spot SPOT = new Spot("person.person", ROW, "phone");
    private static final byte[] PLAIN = "13800002743".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void whatIsSealedOpensAgain(CryptoSuite suite) {
        byte[] key = key(suite);
        byte[] value = Sealed.seal(suite, "k1", key, SPOT, PLAIN);

        assertThat(Sealed.open(value, SPOT, name -> only("k1", key, name))).isEqualTo(PLAIN);
        assertThat(Sealed.keyName(value, SPOT)).isEqualTo(new KeyName(suite, "k1"));
    }

    @ParameterizedTest
    @EnumSource
    void theSameWordIsNeverSealedTwiceAlike(CryptoSuite suite) {
        byte[] key = key(suite);

        assertThat(Sealed.seal(suite, "k1", key, SPOT, PLAIN)).isNotEqualTo(Sealed.seal(suite, "k1", key, SPOT, PLAIN));
    }

    @ParameterizedTest
    @EnumSource
    void aValueWithAnyBitOfAnyByteFlippedDoesNotOpen(CryptoSuite suite) {
        byte[] key = key(suite);
        byte[] value = Sealed.seal(suite, "k1", key, SPOT, PLAIN);

        for (int place = 0; place < value.length; place++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] altered = value.clone();
                altered[place] ^= (byte) (1 << bit);
                // a key ring that would give the right key under any name: the head itself must be sealed
                assertThatThrownBy(() -> Sealed.open(altered, SPOT, name -> key(name.suite())))
                        .as("byte %d, bit %d", place, bit)
                        .isInstanceOf(SealBroken.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueCutShortAnywhereDoesNotOpen(CryptoSuite suite) {
        byte[] key = key(suite);
        byte[] value = Sealed.seal(suite, "k1", key, SPOT, PLAIN);

        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> Sealed.open(cut, SPOT, name -> key))
                    .as("%d bytes", length)
                    .isInstanceOf(SealBroken.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueMovedToAnotherRowColumnOrTableDoesNotOpen(CryptoSuite suite) {
        byte[] key = key(suite);
        byte[] value = Sealed.seal(suite, "k1", key, SPOT, PLAIN);
        UUID otherRow = UUID.fromString("01900000-0000-7000-8000-000000000002");

        for (Spot elsewhere : new Spot[] {
            new Spot("person.person", otherRow, "phone"),
            new Spot("person.person", ROW, "name"),
            new Spot("person.other", ROW, "phone")
        }) {
            assertThatThrownBy(() -> Sealed.open(value, elsewhere, name -> key))
                    .as(elsewhere.toString())
                    .isInstanceOf(SealBroken.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherKeyDoesNotOpenIt(CryptoSuite suite) {
        byte[] value = Sealed.seal(suite, "k1", key(suite), SPOT, PLAIN);
        byte[] other = new byte[suite.keyBytes()];

        assertThatThrownBy(() -> Sealed.open(value, SPOT, name -> other)).isInstanceOf(SealBroken.class);
    }

    @Test
    void aRefusalNeverShowsTheValue() {
        byte[] value = Sealed.seal(CryptoSuite.INTL, "k1", key(CryptoSuite.INTL), SPOT, PLAIN);

        assertThatThrownBy(() -> Sealed.open(value, SPOT, name -> new byte[32]))
                .hasMessageContaining("person.person")
                .hasMessageNotContaining("13800002743");
    }

    @Test
    void bytesThatWereNeverSealedAreRefusedAndNothingElseHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 5_000; run++) {
            byte[] noise = new byte[random.nextInt(120)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> Sealed.open(noise, SPOT, name -> key(name.suite())))
                    .as("seed %d, run %d", seed, run)
                    .isInstanceOf(SealBroken.class);
        }
    }

    private static byte[] key(CryptoSuite suite) {
        return suite.derive(new byte[32], "a test's key", suite.keyBytes());
    }

    private static byte[] only(String name, byte[] key, KeyName asked) {
        if (!asked.name().equals(name)) {
            throw new SealBroken("no key " + asked.name());
        }
        return key;
    }
}
