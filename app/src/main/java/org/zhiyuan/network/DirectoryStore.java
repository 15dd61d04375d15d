package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What pages read: few statements, each with all that its page needs. */
@Repository
class DirectoryStore {
    private final JdbcClient jdbc;

    DirectoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UUID> branch(String field, LocalDate on) {
        return jdbc.sql("""
                        select v.site from network.site_version v join network.site s on s.id = v.site
                        where s.field = :field
                        order by (v.days @> :on::date) desc, lower(v.days) desc limit 1""")
                .param("field", field)
                .param("on", on)
                .query(UUID.class)
                .optional();
    }
}
