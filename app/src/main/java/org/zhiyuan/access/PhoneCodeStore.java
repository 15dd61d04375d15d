package org.zhiyuan.access;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PhoneCodeStore {
    private final JdbcClient jdbc;

    PhoneCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last one sent counts, and no other. */
    void put(byte[] phone, byte[] code, Instant now) {
        jdbc.sql("""
                        insert into access.phone_code (phone, code, sent_at) values (:phone, :code, :now)
                        on conflict (phone) do update set code = excluded.code, sent_at = excluded.sent_at
                        """)
                .param("phone", phone)
                .param("code", code)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Uses a code up; false where it is wrong, too old, or used. */
    boolean take(byte[] phone, byte[] code, Instant notBefore) {
        return jdbc.sql("""
                                delete from access.phone_code
                                where phone = :phone and code = :code and sent_at > :notBefore
                                """)
                        .param("phone", phone)
                        .param("code", code)
                        .param("notBefore", notBefore.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    int forgetBefore(Instant limit) {
        return jdbc.sql("delete from access.phone_code where sent_at < :limit")
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .update();
    }
}
