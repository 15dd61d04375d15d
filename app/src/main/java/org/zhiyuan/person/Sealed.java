package org.zhiyuan.person;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;

/**
 * The stored form of a sealed value: form 1, suite number, length and name of the key, IV, ciphertext with tag. All that
 * stands before the ciphertext is sealed along with the value's place, so that no byte can be changed and no value be
 * moved to another row or column.
 */
final class Sealed {
    private static final int FORM = 1;
    private static final int KEY_NAME_AT = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    /** Where a value stands: a person's name in another person's row does not open. */
    record Spot(String table, UUID row, String column) {
        @Override
        public String toString() {
            return table + "|" + row + "|" + column;
        }
    }

    static byte[] seal(CryptoSuite suite, String keyName, byte[] key, Spot spot, byte[] plain) {
        byte[] name = keyName.getBytes(StandardCharsets.US_ASCII);
        byte[] iv = new byte[CryptoSuite.IV_BYTES];
        RANDOM.nextBytes(iv);
        ByteArrayOutputStream value = new ByteArrayOutputStream(64 + plain.length);
        value.write(FORM);
        value.write(suite.number());
        value.write(name.length);
        value.writeBytes(name);
        value.writeBytes(iv);
        byte[] head = value.toByteArray();
        value.writeBytes(suite.seal(key, iv, plain, context(head, spot)));
        return value.toByteArray();
    }

    /** @param keyNamed gives the key of a name, or throws {@link SealBroken} */
    static byte[] open(byte[] value, Spot spot, Function<KeyName, byte[]> keyNamed) {
        KeyName key = keyName(value, spot);
        int ivAt = KEY_NAME_AT + key.name().length();
        int sealedAt = ivAt + CryptoSuite.IV_BYTES;
        if (value.length < sealedAt + CryptoSuite.TAG_BYTES) {
            throw new SealBroken("too short, " + spot);
        }
        byte[] head = Arrays.copyOf(value, sealedAt);
        byte[] iv = Arrays.copyOfRange(value, ivAt, sealedAt);
        byte[] sealed = Arrays.copyOfRange(value, sealedAt, value.length);
        try {
            return key.suite().open(keyNamed.apply(key), iv, sealed, context(head, spot));
        } catch (SealBroken broken) {
            throw new SealBroken(spot.toString(), broken);
        }
    }

    /** Under which key, of which suite, a value is sealed. */
    record KeyName(CryptoSuite suite, String name) {}

    static KeyName keyName(byte[] value, Spot spot) {
        if (value.length < KEY_NAME_AT
                || value[0] != FORM
                || value.length < KEY_NAME_AT + Byte.toUnsignedInt(value[2])) {
            throw new SealBroken("not a sealed value, " + spot);
        }
        String name = new String(value, KEY_NAME_AT, Byte.toUnsignedInt(value[2]), StandardCharsets.ISO_8859_1);
        return new KeyName(CryptoSuite.numbered(value[1]), name);
    }

    private static byte[] context(byte[] head, Spot spot) {
        byte[] place = spot.toString().getBytes(StandardCharsets.UTF_8);
        byte[] context = Arrays.copyOf(head, head.length + place.length);
        System.arraycopy(place, 0, context, head.length, place.length);
        return context;
    }
}
