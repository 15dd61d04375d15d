package org.zhiyuan.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class FileStore {
    private final JdbcClient jdbc;

    FileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(KeptFile file, NewFile given, @Nullable UUID account, @Nullable Instant until) {
        jdbc.sql("""
                        insert into files.file (id, name, kind, size_bytes, sha256, content, purpose, account, site,
                            kept_at, keep_until)
                        values (:id, :name, :kind, :size, :sha256, :content, :purpose, :account, :site,
                            :keptAt, :keepUntil)
                        """)
                .param("id", file.id())
                .param("name", file.name())
                .param("kind", file.kind().name())
                .param("size", file.sizeBytes())
                .param("sha256", HexFormat.of().parseHex(file.sha256()))
                .param("content", given.bytes())
                .param("purpose", given.purpose())
                .param("account", account)
                .param("site", given.site())
                .param("keptAt", file.keptAt().atOffset(ZoneOffset.UTC))
                .param("keepUntil", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<KeptFile> find(UUID id) {
        return jdbc.sql("select id, name, kind, size_bytes, sha256, kept_at from files.file where id = :id")
                .param("id", id)
                .query(FileStore::file)
                .optional();
    }

    Optional<byte[]> content(UUID id) {
        return jdbc.sql("select content from files.file where id = :id")
                .param("id", id)
                .query(byte[].class)
                .optional();
    }

    int forgetUntil(Instant now) {
        return jdbc.sql("delete from files.file where keep_until <= :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static KeptFile file(ResultSet row, int number) throws SQLException {
        return new KeptFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                row.getLong("size_bytes"),
                HexFormat.of().formatHex(row.getBytes("sha256")),
                row.getObject("kept_at", OffsetDateTime.class).toInstant());
    }
}
