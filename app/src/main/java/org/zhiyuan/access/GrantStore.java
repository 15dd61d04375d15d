package org.zhiyuan.access;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.zhiyuan.kernel.Period;

@Repository
class GrantStore {
    private static final String GRANTS = """
            select g.id, g.account, coalesce(a.name, '') as account_name, coalesce(a.login, '') as login, g.role, g.site, g.field, g.from_day, g.until_day,
                   by_whom.name as given_by, g.given_at, g.reason,
                   ender.name as ended_by, g.ended_at, g.end_reason
            from access.role_grant g
            left join access.account a on a.id = g.account
            left join access.account by_whom on by_whom.id = g.given_by
            left join access.account ender on ender.id = g.ended_by
            """;

    private final JdbcClient jdbc;
    private final PolicyTable table;

    GrantStore(JdbcClient jdbc, PolicyTable table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    void add(
            UUID id,
            UUID account,
            @Nullable UUID person,
            String role,
            UUID site,
            @Nullable String field,
            Period period,
            @Nullable UUID givenBy,
            Instant now,
            String reason) {
        jdbc.sql("""
                        insert into access.role_grant (id, account, person, role, site, field, from_day, until_day,
                            given_by, given_at, reason)
                        values (:id, :account, :person, :role, :site, :field, :from, :until, :givenBy, :now, :reason)
                        """)
                .param("id", id)
                .param("account", account)
                .param("person", person)
                .param("role", role)
                .param("site", site)
                .param("field", field)
                .param("from", period.from())
                .param("until", period.until())
                .param("givenBy", givenBy)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .update();
    }

    boolean end(UUID id, @Nullable UUID endedBy, Instant now, String reason) {
        return jdbc.sql("""
                                update access.role_grant set ended_by = :endedBy, ended_at = :now, end_reason = :reason
                                where id = :id and ended_at is null
                                """)
                        .param("id", id)
                        .param("endedBy", endedBy)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("reason", reason)
                        .update()
                == 1;
    }

    Optional<Grant> find(UUID id) {
        return jdbc.sql(GRANTS + " where g.id = :id")
                .param("id", id)
                .query(this::grant)
                .optional();
    }

    List<Grant> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(GRANTS + " where g.id in (:ids)")
                        .param("ids", ids)
                        .query(this::grant)
                        .list();
    }

    /** All that an account ever held, within the actor's rows: in force first, then the latest. */
    List<Grant> ofAccount(UUID account, int limit) {
        return jdbc.sql(GRANTS + """
                         where g.account = :account
                        order by g.ended_at is null desc, g.from_day desc, g.id desc limit :limit
                        """)
                .param("account", account)
                .param("limit", limit)
                .query(this::grant)
                .list();
    }

    /** What is in force on a day, for the lists of accounts. */
    List<Grant> ofAccounts(Collection<UUID> accounts, LocalDate day) {
        return accounts.isEmpty()
                ? List.of()
                : jdbc.sql(GRANTS + """
                                 where g.account in (:accounts) and g.ended_at is null
                                  and g.from_day <= :day and (g.until_day is null or g.until_day > :day)
                                order by g.from_day, g.id
                                """)
                        .param("accounts", accounts)
                        .param("day", day)
                        .query(this::grant)
                        .list();
    }

    private Grant grant(ResultSet row, int number) throws SQLException {
        String role = row.getString("role");
        Timestamp endedAt = row.getTimestamp("ended_at");
        return new Grant(
                new GrantId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account", UUID.class)),
                row.getString("account_name"),
                row.getString("login"),
                table.policy().role(role).orElseGet(() -> new Role(role, role, Role.Kind.OFFICE)),
                row.getObject("site", UUID.class),
                row.getString("field"),
                new Period(row.getDate("from_day").toLocalDate(), day(row.getDate("until_day"))),
                row.getString("given_by"),
                row.getTimestamp("given_at").toInstant(),
                row.getString("reason"),
                endedAt == null
                        ? null
                        : new Grant.Ended(row.getString("ended_by"), endedAt.toInstant(), row.getString("end_reason")));
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }
}
