package org.zhiyuan.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stood when somebody opened a form. It travels with the form and tells whether the same still stands. */
public final class Seen {
    /** Half a digest cannot be met by chance, and keeps the page short. */
    private static final int HEX_LENGTH = 32;

    private Seen() {}

    /**
     * The mark of what stands.
     *
     * @param standing values that write themselves: two that read alike are the same
     */
    public static String of(Object standing) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(standing.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
