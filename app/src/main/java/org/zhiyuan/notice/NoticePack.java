package org.zhiyuan.notice;

import java.util.Locale;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.CityPack;
import org.zhiyuan.cell.PackRow;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

/** Reads from the city's pack, at every start, for how long notices are kept and which go by text message too. */
@Component
@Order(NoticePack.LEVEL)
class NoticePack implements ApplicationRunner {
    /** Before the rooms whose sample acts are told of. */
    static final int LEVEL = 5;

    private final CityPack pack;
    private final NoticeStore store;
    private final TransactionOperations transactions;

    NoticePack(CityPack pack, NoticeStore store, TransactionOperations transactions) {
        this.pack = pack;
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Acting.as(
                Actor.system("notice"),
                Scope.EVERYTHING,
                () -> transactions.executeWithoutResult(status -> {
                    pack.rows("notice-rules.csv")
                            .forEach(row ->
                                    store.addRule(row.required("key"), row.requiredDay("from"), row.required("value")));
                    pack.rows("notice-kinds.csv").forEach(row -> store.set(kind(row), sms(row)));
                }));
    }

    private static Kind kind(PackRow row) {
        return Kind.of(row.required("kind")).orElseThrow(() -> row.wrong("kind", Text.of("没有这一类消息")));
    }

    private static Kind.Sms sms(PackRow row) {
        try {
            return Kind.Sms.valueOf(row.required("sms").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw row.wrong("sms", Text.of("要写 always、on、off 或 elsewhere"));
        }
    }
}
