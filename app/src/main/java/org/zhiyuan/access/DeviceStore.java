package org.zhiyuan.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DeviceStore {
    private final JdbcClient jdbc;

    DeviceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param provedAt when the one-time code was proved from which the trust stems */
    record Known(
            UUID id,
            @Nullable Instant trustedUntil,
            @Nullable Instant provedAt) {}

    Optional<Known> known(UUID account, byte[] token) {
        return jdbc.sql("""
                        select id, trusted_until, proved_at from access.device
                        where account = :account and token = :token
                        """)
                .param("account", account)
                .param("token", token)
                .query((row, n) -> new Known(
                        row.getObject("id", UUID.class), instant(row, "trusted_until"), instant(row, "proved_at")))
                .optional();
    }

    boolean any(UUID account) {
        return jdbc.sql("select exists (select 1 from access.device where account = :account)")
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    void add(UUID id, UUID account, byte[] token, String label, String origin, Instant now, boolean noted) {
        jdbc.sql("""
                        insert into access.device
                            (id, account, token, label, origin, first_seen_at, last_seen_at, noted_at)
                        values (:id, :account, :token, :label, :origin, :now, :now, :noted)
                        """)
                .param("id", id)
                .param("account", account)
                .param("token", token)
                .param("label", label)
                .param("origin", origin)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("noted", noted ? now.atOffset(ZoneOffset.UTC) : null)
                .update();
    }

    void seen(UUID id, String label, String origin, Instant now) {
        jdbc.sql("""
                        update access.device set label = :label, origin = :origin, last_seen_at = :now where id = :id
                        """)
                .param("id", id)
                .param("label", label)
                .param("origin", origin)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void trust(UUID id, @Nullable Instant until, @Nullable Instant provedAt) {
        jdbc.sql("update access.device set trusted_until = :until, proved_at = :provedAt where id = :id")
                .param("id", id)
                .param("until", moment(until))
                .param("provedAt", moment(provedAt))
                .update();
    }

    void distrustAll(UUID account) {
        jdbc.sql("update access.device set trusted_until = null, proved_at = null where account = :account")
                .param("account", account)
                .update();
    }

    void note(UUID account, Instant now) {
        jdbc.sql("update access.device set noted_at = :now where account = :account and noted_at is null")
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Device> list(UUID account, int limit) {
        return jdbc.sql("""
                        select id, label, origin, first_seen_at, last_seen_at, trusted_until,
                               noted_at is not null as noted
                        from access.device where account = :account
                        order by last_seen_at desc limit :limit
                        """)
                .param("account", account)
                .param("limit", limit)
                .query((row, n) -> new Device(
                        row.getObject("id", UUID.class),
                        row.getString("label"),
                        row.getString("origin"),
                        row.getTimestamp("first_seen_at").toInstant(),
                        row.getTimestamp("last_seen_at").toInstant(),
                        instant(row, "trusted_until"),
                        row.getBoolean("noted")))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime moment(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
