package org.zhiyuan.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RecountStore {
    private final JdbcClient jdbc;

    RecountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long accounts() {
        return jdbc.sql("select count(*) from ledger.account").query(Long.class).single();
    }

    /** Accounts whose balance is not the sum of their postings; one statement, so that it looks at one moment. */
    List<AccountId> differing() {
        return jdbc.sql("""
                        select a.id
                        from ledger.account a
                        left join ledger.balance b on b.account = a.id
                        left join (select p.account, sum(p.amount) as amount, count(*) as postings
                                   from ledger.posting p group by p.account) s on s.account = a.id
                        where b.account is null or b.amount <> coalesce(s.amount, 0)
                           or b.postings <> coalesce(s.postings, 0) or b.floored <> a.floored
                        order by a.id
                        """)
                .query((row, number) -> new AccountId(row.getObject("id", UUID.class)))
                .list();
    }

    void add(UUID id, Instant at, long accounts, long differing) {
        jdbc.sql("""
                        insert into ledger.recount (id, at, accounts, differing)
                        values (:id, :at, :accounts, :differing)
                        """)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("accounts", accounts)
                .param("differing", differing)
                .update();
    }

    /** How many differed at the last recount; empty before the first. */
    Optional<Long> last() {
        return jdbc.sql("select differing from ledger.recount order by at desc limit 1")
                .query(Long.class)
                .optional();
    }
}
