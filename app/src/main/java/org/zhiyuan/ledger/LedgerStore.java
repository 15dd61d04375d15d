package org.zhiyuan.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
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
class LedgerStore {
    record Asked(byte[] digest, TransferId transfer, Instant at) {}

    private final JdbcClient jdbc;

    LedgerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void openBook(String key, String unit, byte[] logKey, Instant at) {
        jdbc.sql("""
                        insert into ledger.book (key, unit, log_key, opened_at) values (:key, :unit, :logKey, :at)
                        on conflict do nothing
                        """)
                .param("key", key)
                .param("unit", unit)
                .param("logKey", logKey)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<String> unit(String book) {
        return jdbc.sql("select unit from ledger.book where key = :key")
                .param("key", book)
                .query(String.class)
                .optional();
    }

    void open(UUID id, NewAccount account, Instant at) {
        jdbc.sql("""
                        insert into ledger.account (id, book, kind, owner, site, floored, opened_at)
                        values (:id, :book, :kind, :owner, :site, :floored, :at)
                        on conflict do nothing
                        """)
                .param("id", id)
                .param("book", account.book())
                .param("kind", account.kind())
                .param("owner", account.owner())
                .param("site", account.site())
                .param("floored", account.floored())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<AccountId> find(NewAccount account) {
        return jdbc.sql("""
                        select a.id from ledger.account a
                        where a.book = :book and a.kind = :kind
                          and (a.owner = :owner
                              or (cast(:owner as uuid) is null and a.owner is null
                                  and a.site is not distinct from cast(:site as uuid)))
                        """)
                .param("book", account.book())
                .param("kind", account.kind())
                .param("owner", account.owner())
                .param("site", account.site())
                .query(UUID.class)
                .optional()
                .map(AccountId::new);
    }

    /** False where the key was used before; waits for whoever is using it now. */
    boolean ask(String key, byte[] digest, TransferId transfer, Instant at) {
        return jdbc.sql("""
                        insert into ledger.request (key, digest, transfer, at) values (:key, :digest, :transfer, :at)
                        on conflict (key) do nothing
                        """)
                        .param("key", key)
                        .param("digest", digest)
                        .param("transfer", transfer.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Asked asked(String key) {
        return jdbc.sql("select digest, transfer, at from ledger.request where key = :key")
                .param("key", key)
                .query((row, number) -> new Asked(
                        row.getBytes("digest"),
                        new TransferId(row.getObject("transfer", UUID.class)),
                        instant(row, "at")))
                .single();
    }

    void add(TransferId id, Transfer transfer, String actor, @Nullable TransferId reverses, int lines, Instant at) {
        jdbc.sql("""
                        insert into ledger.transfer
                            (id, request, kind, rule, evidence, actor, approver, reverses, lines, at)
                        values (:id, :request, :kind, :rule, :evidence, :actor, :approver, :reverses, :lines, :at)
                        """)
                .param("id", id.value())
                .param("request", transfer.key())
                .param("kind", transfer.kind())
                .param("rule", transfer.rule())
                .param("evidence", transfer.evidence())
                .param("actor", actor)
                .param("approver", transfer.approver())
                .param("reverses", reverses == null ? null : reverses.value())
                .param("lines", lines)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** In one statement: the trigger locks the balances of all its accounts in their order. */
    void post(TransferId transfer, List<Posting> postings) {
        jdbc.sql("""
                        insert into ledger.posting (transfer, line, account, amount)
                        select :transfer, p.line, p.account, p.amount
                        from unnest(cast(:accounts as uuid[]), cast(:amounts as bigint[])) with ordinality
                            as p (account, amount, line)
                        """)
                .param("transfer", transfer.value())
                .param(
                        "accounts",
                        postings.stream()
                                .map(posting -> posting.account().value())
                                .toArray(UUID[]::new))
                .param("amounts", postings.stream().map(Posting::amount).toArray(Long[]::new))
                .update();
    }

    void postOpposite(TransferId transfer, TransferId reversed) {
        jdbc.sql("select ledger.reverse_postings(:transfer, :reversed)::text")
                .param("transfer", transfer.value())
                .param("reversed", reversed.value())
                .query((row, number) -> 1)
                .list();
    }

    /** How many postings it has; empty where there is none for this reader. */
    Optional<Integer> lines(TransferId transfer) {
        return jdbc.sql("select t.lines from ledger.transfer t where t.id = :id")
                .param("id", transfer.value())
                .query(Integer.class)
                .optional();
    }

    Optional<Long> balance(AccountId account) {
        return jdbc.sql("select amount from ledger.balance where account = :account")
                .param("account", account.value())
                .query(Long.class)
                .optional();
    }

    long movementCount(AccountId account) {
        return jdbc.sql("select count(*) from ledger.posting where account = :account")
                .param("account", account.value())
                .query(Long.class)
                .single();
    }

    List<Movement> movements(AccountId account, int limit, long offset) {
        return jdbc.sql("""
                        select p.transfer, p.line, p.amount, t.kind, t.at, t.rule, t.evidence, t.reverses, l.seq,
                            exists (select from ledger.transfer r where r.reverses = p.transfer) as reversed
                        from ledger.posting p
                        join ledger.transfer t on t.id = p.transfer
                        left join ledger.leaf l on l.source = 'posting' and l.entry = p.transfer || '/' || p.line
                        where p.account = :account
                        order by p.transfer desc, p.line
                        limit :limit offset :offset
                        """)
                .param("account", account.value())
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> {
                    UUID reverses = row.getObject("reverses", UUID.class);
                    return new Movement(
                            new TransferId(row.getObject("transfer", UUID.class)),
                            row.getInt("line"),
                            row.getString("kind"),
                            instant(row, "at"),
                            row.getLong("amount"),
                            row.getString("rule"),
                            row.getString("evidence"),
                            reverses == null ? null : new TransferId(reverses),
                            row.getBoolean("reversed"),
                            row.getObject("seq", Long.class));
                })
                .list();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
