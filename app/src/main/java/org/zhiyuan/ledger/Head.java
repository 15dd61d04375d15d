package org.zhiyuan.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A signed tree head: what the log was at one moment. Whoever kept it can tell ever after whether anything before it was
 * altered, removed or put in between.
 *
 * @param log id of the log
 * @param size entries
 * @param root hash over all of them (RFC 6962 §2.1)
 * @param at when it was signed
 * @param day the city's day of that moment
 * @param daily whether it is the one that is published as that day's
 * @param suite how it is signed
 * @param keyId which key, by the beginning of the SHA-256 of {@code publicKey}
 * @param publicKey X.509 SubjectPublicKeyInfo
 */
public record Head(
        UUID log,
        long size,
        byte[] root,
        Instant at,
        LocalDate day,
        boolean daily,
        String suite,
        String keyId,
        byte[] publicKey,
        byte[] signature) {
    static final String TYPE = "zhiyuan-head-v1";

    /** What the signature goes over, in {@link Canonical} form. */
    static Map<String, Object> facts(UUID log, long size, byte[] root, Instant at, String suite, String keyId) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("key", keyId);
        facts.put("log", log);
        facts.put("root", hex(root));
        facts.put("size", size);
        facts.put("suite", suite);
        facts.put("time", at);
        facts.put("type", TYPE);
        return facts;
    }

    /** The facts with their signature, as published. */
    public Map<String, Object> published() {
        Map<String, Object> facts = facts(log, size, root, at, suite, keyId);
        facts.put("signature", hex(signature));
        return facts;
    }

    public String json() {
        return Canonical.text(published());
    }

    public String rootHex() {
        return hex(root);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
