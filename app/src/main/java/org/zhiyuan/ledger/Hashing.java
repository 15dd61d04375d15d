package org.zhiyuan.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes of the log: RFC 6962 §2.1 over SHA-256, and the commitment that is each leaf's content. */
final class Hashing {
    static final int BYTES = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final String LEAF_KEY = "zhiyuan-leaf-v1|";

    private Hashing() {}

    /** The root of a log without entries. */
    static byte[] empty() {
        return sha256().digest();
    }

    /** The two prefixes keep a leaf from being passed off as a node (RFC 6962 §2.1). */
    static byte[] leaf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return digest.digest(content);
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** The key of one entry: whoever has it opens this entry and no other one. */
    static byte[] leafKey(byte[] logKey, long seq) {
        if (logKey.length != LogKeys.KEY_BYTES) {
            throw new IllegalArgumentException("a log key has " + LogKeys.KEY_BYTES + " bytes, not " + logKey.length);
        }
        return hmac(logKey, (LEAF_KEY + seq).getBytes(StandardCharsets.US_ASCII));
    }

    /** Says nothing about the facts without the key, and cannot be opened to other facts with any. */
    static byte[] commitment(byte[] leafKey, byte[] facts) {
        return hmac(leafKey, facts);
    }

    static byte[] digest(byte[] content) {
        return sha256().digest(content);
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
