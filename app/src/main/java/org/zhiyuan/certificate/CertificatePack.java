package org.zhiyuan.certificate;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Reads the rules on certificates from the city's pack at every start. */
@Component
@Order(CertificatePack.LEVEL)
class CertificatePack implements ApplicationRunner {
    static final int LEVEL = 160;

    private final CityPack pack;
    private final CertificateStore store;
    private final TransactionOperations transactions;

    CertificatePack(CityPack pack, CertificateStore store, TransactionOperations transactions) {
        this.pack = pack;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("certificate"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> pack.rows("certificate-rules.csv")
                        .forEach(row ->
                                store.addRule(row.required("key"), row.requiredDay("from"), row.required("value")))));
    }
}
