package org.zhiyuan.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The public keys that the checker was given, by the id that stands in heads: what is not signed with one of them is not believed. */
public final class Keys {
    private static final int ID_LENGTH = 16;
    private static final int SIGNATURE_BYTES = 64;
    private static final String SUITE = "Ed25519";

    private final Map<String, PublicKey> keys = new LinkedHashMap<>();

    /** Takes a key as PEM, or as the base64 inside it; throws IllegalArgumentException where it is none. */
    public Keys with(String written) {
        String base64 = written.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            PublicKey key = KeyFactory.getInstance(SUITE).generatePublic(new X509EncodedKeySpec(encoded));
            keys.put(HexFormat.of().formatHex(Merkle.sha256(encoded)).substring(0, ID_LENGTH), key);
            return this;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether one of the keys signed the facts: all of them but the signature itself. */
    boolean signed(Map<String, Object> facts) {
        byte[] signature = Facts.hex(facts, "signature", SIGNATURE_BYTES);
        Map<String, Object> signed = new TreeMap<>(facts);
        signed.remove("signature");
        return signed(Facts.text(facts, "suite"), Facts.text(facts, "key"), Json.bytes(signed), signature);
    }

    private boolean signed(String suite, String id, byte[] content, byte[] signature) {
        PublicKey key = keys.get(id);
        if (key == null) {
            throw new Verdict.Wrong(
                    "签名用的密钥 %s 不在给出的公钥里", "it is signed with key %s, which is not among the given ones", id);
        }
        if (!suite.equals(SUITE)) {
            throw new Verdict.Wrong("不认识的签名算法 %s", "unknown suite %s", suite);
        }
        try {
            Signature checked = Signature.getInstance(SUITE);
            checked.initVerify(key);
            checked.update(content);
            return checked.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
