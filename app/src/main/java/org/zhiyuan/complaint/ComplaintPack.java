package org.zhiyuan.complaint;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Reads time limits and topics from the city's pack at every start. */
@Component
@Order(ComplaintPack.LEVEL)
class ComplaintPack implements ApplicationRunner {
    static final int LEVEL = 170;

    private final CityPack pack;
    private final ComplaintStore store;
    private final TransactionOperations transactions;

    ComplaintPack(CityPack pack, ComplaintStore store, TransactionOperations transactions) {
        this.pack = pack;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("complaint"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    pack.rows("complaint-rules.csv")
                            .forEach(row ->
                                    store.addRule(row.required("key"), row.requiredDay("from"), row.required("value")));
                    pack.rows("complaint-topics.csv")
                            .forEach(row -> store.addTopic(
                                    new Topic(row.required("key"), row.required("name"), row.required("nameEn")),
                                    row.number("order")));
                }));
    }
}
