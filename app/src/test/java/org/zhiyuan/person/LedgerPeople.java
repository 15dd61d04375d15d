package org.zhiyuan.person;

import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;

/** Made-up people of whom only their entries in the ledger matter, at a place of their own. */
@TestComponent
public class LedgerPeople {
    private static final Actor TEST = Actor.system("test");

    private final People people;
    private final OwnData ownData;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    LedgerPeople(People people, OwnData ownData, JdbcClient jdbc, TransactionOperations transactions) {
        this.people = people;
        this.ownData = ownData;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public UUID somebody() {
        return Acting.as(
                TEST,
                Scope.EVERYTHING,
                () -> transactions.execute(status -> {
                    UUID site = UUID.randomUUID();
                    jdbc.sql("insert into network.site (id, number, opened) values (:id, :number, date '2020-01-01')")
                            .param("id", site)
                            .param("number", site.toString())
                            .update();
                    Particulars known = Particulars.ofPhone(
                            MobileNumber.of("1660%07d".formatted(Math.abs(site.hashCode() % 10_000_000))));
                    return people.register(TEST, new SiteId(site), known, Basis.DUTY, List.of())
                            .value();
                }));
    }

    public void erase(UUID person) {
        Acting.as(
                TEST,
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> ownData.erase(new PersonId(person), "为测试而删除")));
    }
}
