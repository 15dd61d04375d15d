package org.zhiyuan.access;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonKeys;

/** Seals the seed of an authenticator, which the table must keep but nobody may read from it. */
@Component
class Secrets {
    private static final String TABLE = "access.credential";
    private static final String COLUMN = "totp_secret";

    private final PersonKeys keys;

    Secrets(PersonKeys keys) {
        this.keys = keys;
    }

    byte[] sealTotp(UUID account, String secret) {
        return keys.sealSecret(TABLE, account, COLUMN, secret);
    }

    String openTotp(UUID account, byte[] sealed) {
        return keys.openSecret(TABLE, account, COLUMN, sealed);
    }
}
