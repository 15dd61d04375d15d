package org.zhiyuan.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random words that are handed out once, and the digests that are all the house keeps of them. */
final class Digests {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int WORD_BYTES = 24;

    private Digests() {}

    /** A word that nobody guesses, fit for a cookie. */
    static String word() {
        byte[] bytes = new byte[WORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Letters and digits that are easy to read and to type, in groups of four: {@code K7QM-2XJD}. */
    static String typed(int groups) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups * 4; i++) {
            if (i > 0 && i % 4 == 0) {
                text.append('-');
            }
            text.append("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".charAt(RANDOM.nextInt(32)));
        }
        return text.toString();
    }

    /** Six digits. */
    static String digits() {
        return "%06d".formatted(RANDOM.nextInt(1_000_000));
    }

    /** SHA-256 over parts that cannot run into each other. */
    static byte[] of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
