package org.zhiyuan.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Actor;

/** Reads what each request asks first: the account with its rights of today, and where sites lie to each other. */
@Repository
class StandingStore {
    private final JdbcClient jdbc;

    StandingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One account that is not disabled, with the rights in force on a day; outside any transaction, in its own scope. */
    Optional<Standing> find(UUID account, LocalDate day) {
        List<Row> rows = jdbc.sql("""
                        select kind, person, name, workplace, sessions_from, role, site, field, until_day
                        from access.standing(:account, :day)""")
                .param("account", account)
                .param("day", day)
                .query(StandingStore::row)
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Row first = rows.getFirst();
        List<Standing.Held> held = new ArrayList<>();
        for (Row row : rows) {
            if (row.held() != null) {
                held.add(row.held());
            }
        }
        return Optional.of(new Standing(
                account, first.kind(), first.person(), first.name(), first.workplace(), first.sessionsFrom(), held));
    }

    private record Row(
            Actor.Kind kind,
            @Nullable UUID person,
            String name,
            @Nullable UUID workplace,
            Instant sessionsFrom,
            Standing.@Nullable Held held) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        String role = row.getString("role");
        return new Row(
                Actor.Kind.valueOf(row.getString("kind")),
                row.getObject("person", UUID.class),
                row.getString("name"),
                row.getObject("workplace", UUID.class),
                row.getTimestamp("sessions_from").toInstant(),
                role == null
                        ? null
                        : new Standing.Held(
                                role,
                                row.getObject("site", UUID.class),
                                row.getString("field"),
                                row.getObject("until_day", LocalDate.class)));
    }

    /** For each site its ancestors, itself included. */
    Map<UUID, Set<UUID>> ancestors(Collection<UUID> sites) {
        Map<UUID, Set<UUID>> ancestors = new HashMap<>();
        jdbc.sql("select site, ancestor from scope.closure where site in (:sites)")
                .param("sites", sites)
                .query(row -> {
                    ancestors
                            .computeIfAbsent(row.getObject("site", UUID.class), site -> new HashSet<>())
                            .add(row.getObject("ancestor", UUID.class));
                });
        return ancestors;
    }

    /** All sites with their ancestors: for the rare policy line that is neither a place nor a whole subtree. */
    Map<UUID, Set<UUID>> tree() {
        Map<UUID, Set<UUID>> ancestors = new HashMap<>();
        jdbc.sql("select site, ancestor from scope.closure").query(row -> {
            ancestors
                    .computeIfAbsent(row.getObject("site", UUID.class), site -> new HashSet<>())
                    .add(row.getObject("ancestor", UUID.class));
        });
        return ancestors;
    }
}
