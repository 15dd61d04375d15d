package org.zhiyuan.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.Ledger;

/** Compares entries with the ledger: each account holds exactly what its credited entries say. Tells, and mends nothing. */
@Service("hoursRecounts")
@Transactional
class Recounts {
    private static final int PAGE = 1_000;
    private static final int TOLD_MAX = 20;

    private final EntryStore store;
    private final Ledger ledger;
    private final Audit audit;

    Recounts(EntryStore store, Ledger ledger, Audit audit) {
        this.store = store;
        this.ledger = ledger;
        this.audit = audit;
    }

    /** The accounts that differ. */
    List<UUID> recount() {
        List<UUID> differing = new ArrayList<>();
        UUID after = new UUID(0, 0);
        Map<UUID, Long> page = store.balances(after, PAGE);
        while (!page.isEmpty()) {
            for (Map.Entry<UUID, Long> account : page.entrySet()) {
                if (ledger.balance(new AccountId(account.getKey())) != account.getValue()) {
                    differing.add(account.getKey());
                }
                after = account.getKey();
            }
            page = store.balances(after, PAGE);
        }
        if (!differing.isEmpty()) {
            audit.record(Deed.of("hours.recount_differs", Text.of("服务时长核对：{0} 个账户和账簿不符", differing.size()))
                    .because(differing.stream()
                            .limit(TOLD_MAX)
                            .map(UUID::toString)
                            .collect(Collectors.joining(" ")))
                    .failed());
        }
        return differing;
    }
}
