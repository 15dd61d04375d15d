package org.zhiyuan.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CredentialStore {
    private final JdbcClient jdbc;

    CredentialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of an account that may sign in. */
    Optional<Credential> ofLogin(String login) {
        return jdbc.sql("""
                        select c.account, c.password, c.password_set_at, c.must_change, c.totp_secret, c.totp_step
                        from access.account a
                        join access.credential c on c.account = a.id
                        where a.login = :login and a.state = 'ACTIVE'
                        """)
                .param("login", login)
                .query(CredentialStore::credential)
                .optional();
    }

    Optional<Credential> find(UUID account) {
        return jdbc.sql("""
                        select account, password, password_set_at, must_change, totp_secret, totp_step
                        from access.credential where account = :account
                        """)
                .param("account", account)
                .query(CredentialStore::credential)
                .optional();
    }

    private static Credential credential(ResultSet row, int number) throws SQLException {
        return new Credential(
                row.getObject("account", UUID.class),
                row.getString("password"),
                row.getTimestamp("password_set_at").toInstant(),
                row.getBoolean("must_change"),
                row.getBytes("totp_secret"),
                row.getLong("totp_step"));
    }

    void add(UUID account, String password, Instant at, boolean mustChange) {
        jdbc.sql("""
                        insert into access.credential (account, password, password_set_at, must_change, totp_step)
                        values (:account, :password, :at, :mustChange, 0)
                        """)
                .param("account", account)
                .param("password", password)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("mustChange", mustChange)
                .update();
    }

    boolean setPassword(UUID account, String password, Instant at, boolean mustChange) {
        return jdbc.sql("""
                                update access.credential
                                set password = :password, password_set_at = :at, must_change = :mustChange
                                where account = :account
                                """)
                        .param("account", account)
                        .param("password", password)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("mustChange", mustChange)
                        .update()
                == 1;
    }

    /** Keeps the age of the password: only its digest was made anew, with today's cost. */
    void rewritePassword(UUID account, String password) {
        jdbc.sql("update access.credential set password = :password where account = :account")
                .param("account", account)
                .param("password", password)
                .update();
    }

    boolean bind(UUID account, byte[] secret, long step) {
        return jdbc.sql("""
                                update access.credential set totp_secret = :secret, totp_step = :step
                                where account = :account
                                """)
                        .param("account", account)
                        .param("secret", secret)
                        .param("step", step)
                        .update()
                == 1;
    }

    boolean unbind(UUID account) {
        return jdbc.sql("update access.credential set totp_secret = null, totp_step = 0 where account = :account")
                        .param("account", account)
                        .update()
                == 1;
    }

    /** Takes a step; false where it, or a later one, was taken before: also by a request of the same moment. */
    boolean takeStep(UUID account, long step) {
        return jdbc.sql("""
                                update access.credential set totp_step = :step
                                where account = :account and totp_step < :step
                                """).param("account", account).param("step", step).update() == 1;
    }

    void replaceBackupCodes(UUID account, Collection<byte[]> codes) {
        jdbc.sql("delete from access.backup_code where account = :account")
                .param("account", account)
                .update();
        for (byte[] code : codes) {
            jdbc.sql("insert into access.backup_code (account, code) values (:account, :code)")
                    .param("account", account)
                    .param("code", code)
                    .update();
        }
    }

    boolean useBackupCode(UUID account, byte[] code, Instant now) {
        return jdbc.sql("""
                                update access.backup_code set used_at = :now
                                where account = :account and code = :code and used_at is null
                                """)
                        .param("account", account)
                        .param("code", code)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    int backupCodesLeft(UUID account) {
        return jdbc.sql("select count(*) from access.backup_code where account = :account and used_at is null")
                .param("account", account)
                .query(Integer.class)
                .single();
    }
}
