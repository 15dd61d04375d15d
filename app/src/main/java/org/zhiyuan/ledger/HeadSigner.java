package org.zhiyuan.ledger;

/**
 * Signs tree heads. The key lies behind this door so that it can move out of this process later: to a signer of its own,
 * or into hardware.
 */
interface HeadSigner {
    /** How it signs; stands in each head. */
    String suite();

    /** Which key; stands in each head. */
    String keyId();

    /** X.509 SubjectPublicKeyInfo. */
    byte[] publicKey();

    byte[] sign(byte[] content);
}
