package org.zhiyuan.presence;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;

/** Reads the rules from the city's pack at every start; new lines are added. */
@Component
@Order(PresencePack.LEVEL)
class PresencePack implements ApplicationRunner {
    static final int LEVEL = 140;

    private final CityPack pack;
    private final RuleStore rules;
    private final PresenceRulebook rulebook;
    private final TransactionOperations transactions;

    PresencePack(CityPack pack, RuleStore rules, PresenceRulebook rulebook, TransactionOperations transactions) {
        this.pack = pack;
        this.rules = rules;
        this.rulebook = rulebook;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("presence"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> pack.rows("presence-rules.csv")
                        .forEach(row ->
                                rules.add(row.required("key"), row.requiredDay("from"), row.required("value")))));
        rulebook.forget();
    }
}
