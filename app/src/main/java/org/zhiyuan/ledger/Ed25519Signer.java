package org.zhiyuan.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Ed25519 (RFC 8032) with a seed of 32 bytes from a file or a variable. */
final class Ed25519Signer implements HeadSigner {
    static final int SEED_BYTES = 32;
    /** Digits of the key's digest that name it: enough to tell a city's keys apart, the whole key is published. */
    private static final int ID_LENGTH = 16;

    private final PrivateKey key;
    private final byte[] publicKey;
    private final String id;

    private Ed25519Signer(PrivateKey key, byte[] publicKey) {
        this.key = key;
        this.publicKey = publicKey;
        this.id = Head.hex(Hashing.digest(publicKey)).substring(0, ID_LENGTH);
    }

    static Ed25519Signer of(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
        }
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            return new Ed25519Signer(key, publicKey(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /** Java makes the public half only while it makes a pair; a source of chance that is the seed gives that pair. */
    private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        var pairs = java.security.KeyPairGenerator.getInstance("Ed25519");
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

    @Override
    public String suite() {
        return "Ed25519";
    }

    @Override
    public String keyId() {
        return id;
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a head could not be signed", e);
        }
    }
}
