package org.zhiyuan.access;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonKeys;

/** Seals what a table must keep for a while but nobody may read from it. */
@Component
class Secrets {
    private static final String TABLE = "access.credential";
    private static final String COLUMN = "totp_secret";

    private static final String SESSIONS = "cell.spring_session_attributes";
    private static final String NUMBER = "phone";

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

    /** @param spot drawn for this one number: what is sealed for one spot opens at no other */
    byte[] sealNumber(UUID spot, String number) {
        return keys.sealSecret(SESSIONS, spot, NUMBER, number);
    }

    String openNumber(UUID spot, byte[] sealed) {
        return keys.openSecret(SESSIONS, spot, NUMBER, sealed);
    }
}
