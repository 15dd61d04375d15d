package org.zhiyuan.audit;

import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.BalanceDiffers;
import org.zhiyuan.ledger.Head;
import org.zhiyuan.ledger.Seals;

/** What of the ledger belongs among the audit events: that somebody took out the log, and that the books do not add up. */
@Service
public class LedgerLog {
    private final Seals seals;
    private final Audit audit;

    LedgerLog(Seals seals, Audit audit) {
        this.seals = seals;
        this.audit = audit;
    }

    /** Signs what the log is now, for somebody who takes it out up to there; that is an event. */
    @Transactional
    public Head takeOut() {
        Head head = seals.sign();
        audit.record(Deed.of("ledger.log_exported", Text.of("导出封存日志 {0} 条", head.size()))
                .on("log", head.log(), null));
        return head;
    }

    /** In the transaction of the recount. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(BalanceDiffers found) {
        String accounts = found.accounts().stream().map(AccountId::toString).collect(Collectors.joining(" "));
        audit.record(Deed.of("ledger.balance_differs", Text.of("账簿复算：{0} 个账户的余额与明细不符", found.differing()))
                .because(accounts)
                .failed());
    }
}
