package org.zhiyuan.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccountStore {
    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean none() {
        return jdbc.sql("select not exists (select 1 from access.account)")
                .query(Boolean.class)
                .single();
    }

    void addStaff(UUID id, String login, @Nullable UUID person, String name, UUID site, Instant now) {
        jdbc.sql("""
                        insert into access.account (id, kind, login, person, name, site, sessions_from, created_at)
                        values (:id, 'STAFF', :login, :person, :name, :site, :now, :now)
                        """)
                .param("id", id)
                .param("login", login)
                .param("person", person)
                .param("name", name)
                .param("site", site)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return whether it is new; false where the person has one already */
    boolean addCitizen(UUID id, UUID person, String name, Instant now) {
        return jdbc.sql("""
                                insert into access.account (id, kind, person, name, sessions_from, created_at)
                                values (:id, 'CITIZEN', :person, :name, :now, :now)
                                on conflict (person, kind) do nothing
                                """)
                        .param("id", id)
                        .param("person", person)
                        .param("name", name)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    record Citizen(UUID id, boolean active) {}

    Optional<Citizen> citizen(UUID person) {
        return jdbc.sql("""
                        select id, state = 'ACTIVE' as active from access.account
                        where person = :person and kind = 'CITIZEN'
                        """)
                .param("person", person)
                .query((row, n) -> new Citizen(row.getObject("id", UUID.class), row.getBoolean("active")))
                .optional();
    }

    boolean staffOf(UUID person) {
        return jdbc.sql("select exists (select 1 from access.account where person = :person and kind = 'STAFF')")
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    private static final String STAFF = """
            select a.id, a.login, a.name, a.person, a.site, a.state, a.created_at,
                   exists (select 1 from access.credential c
                           where c.account = a.id and c.totp_secret is not null) as bound
            from access.account a
            where a.kind = 'STAFF'
            """;

    Optional<Account> find(UUID id) {
        return jdbc.sql(STAFF + " and a.id = :id")
                .param("id", id)
                .query(AccountStore::account)
                .optional();
    }

    Optional<Account> ofLogin(String login) {
        return jdbc.sql(STAFF + " and a.login = :login")
                .param("login", login)
                .query(AccountStore::account)
                .optional();
    }

    List<Account> find(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(STAFF + " and a.id in (:ids)")
                        .param("ids", ids)
                        .query(AccountStore::account)
                        .list();
    }

    /** Within the actor's rows, by name in pinyin order; {@code words} matches name or login. */
    List<Account> list(String words, int limit, long offset) {
        return jdbc.sql(STAFF + """
                         and (:words = '' or position(:words in a.login) > 0 or position(:words in a.name) > 0)
                        order by a.name collate "zh-x-icu", a.id
                        limit :limit offset :offset
                        """)
                .param("words", words)
                .param("limit", limit)
                .param("offset", offset)
                .query(AccountStore::account)
                .list();
    }

    long count(String words) {
        return jdbc.sql("""
                        select count(*) from access.account a
                        where a.kind = 'STAFF'
                          and (:words = '' or position(:words in a.login) > 0 or position(:words in a.name) > 0)
                        """).param("words", words).query(Long.class).single();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("login"),
                row.getString("name"),
                row.getObject("person", UUID.class),
                row.getObject("site", UUID.class),
                Account.State.valueOf(row.getString("state")),
                row.getBoolean("bound"),
                row.getTimestamp("created_at").toInstant());
    }

    /** Sessions that signed in before this moment are dead. */
    void endSessions(UUID id, Instant now) {
        jdbc.sql("update access.account set sessions_from = :now where id = :id")
                .param("id", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean setState(UUID id, Account.State state) {
        return jdbc.sql("""
                                update access.account set state = :state, version = version + 1
                                where id = :id and state <> :state
                                """).param("id", id).param("state", state.name()).update() == 1;
    }
}
