package org.zhiyuan.cell;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) with a seed of 32 bytes: what the house signs with, one key for each purpose. */
public final class SigningKey {
    public static final String SUITE = "Ed25519";
    public static final int SEED_BYTES = 32;
    /** Digits of the key's digest that name it: enough to tell a city's keys apart, the whole key is published. */
    private static final int ID_LENGTH = 16;

    private final PrivateKey key;
    private final byte[] publicKey;
    private final String id;

    private SigningKey(PrivateKey key, byte[] publicKey) throws GeneralSecurityException {
        this.key = key;
        this.publicKey = publicKey;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
        this.id = HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
    }

    public static SigningKey of(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        try {
            PrivateKey key = KeyFactory.getInstance(SUITE)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            return new SigningKey(key, publicKey(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /** Java makes the public half only while it makes a pair; a source of chance that is the seed gives that pair. */
    private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        var pairs = KeyPairGenerator.getInstance(SUITE);
        pairs.initialize(NamedParameterSpec.ED25519, new Given(seed));
        var pair = pairs.generateKeyPair();
        byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        if (!Arrays.equals(made, seed)) {
            throw new IllegalStateException("this Java makes Ed25519 keys in another way");
        }
        return pair.getPublic().getEncoded();
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /** The beginning of the SHA-256 of the public key, in small hexadecimal digits. */
    public String id() {
        return id;
    }

    /** X.509 SubjectPublicKeyInfo. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(SUITE);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }

    public boolean signed(byte[] content, byte[] by) {
        try {
            Signature signature = Signature.getInstance(SUITE);
            signature.initVerify(KeyFactory.getInstance(SUITE).generatePublic(new X509EncodedKeySpec(publicKey)));
            signature.update(content);
            return signature.verify(by);
        } catch (GeneralSecurityException e) {
            // what is no signature at all is not by this key either
            return false;
        }
    }
}
