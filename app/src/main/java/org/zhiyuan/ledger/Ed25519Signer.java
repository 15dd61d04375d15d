package org.zhiyuan.ledger;

import org.zhiyuan.cell.SigningKey;

/** Signs heads with Ed25519 (RFC 8032). */
final class Ed25519Signer implements HeadSigner {
    private final SigningKey key;

    Ed25519Signer(SigningKey key) {
        this.key = key;
    }

    @Override
    public String suite() {
        return SigningKey.SUITE;
    }

    @Override
    public String keyId() {
        return key.id();
    }

    @Override
    public byte[] publicKey() {
        return key.publicKey();
    }

    @Override
    public byte[] sign(byte[] content) {
        return key.sign(content);
    }
}
