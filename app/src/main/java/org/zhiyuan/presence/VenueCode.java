package org.zhiyuan.presence;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * The six digits on the venue's screen (RFC 6238, HMAC-SHA-256, 30 seconds): whoever reads them was there then, or is told
 * by somebody who is. A photograph of them is worth nothing a minute later.
 */
final class VenueCode {
    static final Duration STEP = Duration.ofSeconds(30);
    static final int DIGITS = 6;
    /** As long as the digest that the codes are made with, as RFC 4226 §4 advises. */
    static final int SECRET_BYTES = 32;
    /** Whoever began to type when the screen changed is not sent back. */
    private static final int STEPS_BEFORE = 1;

    private static final String ALGORITHM = TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA256;
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = generator();
    private static final SecureRandom RANDOM = new SecureRandom();

    private VenueCode() {}

    private static TimeBasedOneTimePasswordGenerator generator() {
        return new TimeBasedOneTimePasswordGenerator(STEP, DIGITS, ALGORITHM);
    }

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static String at(byte[] secret, Instant moment) {
        return ofStep(secret, stepOf(moment));
    }

    static long stepOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
    }

    /** How long the code of a moment still stands on the screen. */
    static Duration left(Instant moment) {
        return Duration.between(moment, Instant.ofEpochSecond((stepOf(moment) + 1) * STEP.toSeconds()));
    }

    /** The step that typed digits belong to at a moment of our own clock: this one, or the one before. */
    static OptionalLong step(byte[] secret, String typed, Instant moment) {
        return among(secret, typed, stepOf(moment) - STEPS_BEFORE, stepOf(moment));
    }

    /**
     * The same at a moment that was reckoned from a phone without a network.
     *
     * @param drift by how many steps such a reckoning, and that of the leader's own phone, may be wrong
     */
    static OptionalLong stepNear(byte[] secret, String typed, Instant moment, int drift) {
        return among(secret, typed, stepOf(moment) - STEPS_BEFORE - drift, stepOf(moment) + drift);
    }

    private static OptionalLong among(byte[] secret, String typed, long first, long last) {
        OptionalLong found = OptionalLong.empty();
        for (long step = last; step >= first; step--) {
            if (same(ofStep(secret, step), typed) && found.isEmpty()) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static String ofStep(byte[] secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(secret, ALGORITHM), Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the secret is no key", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
