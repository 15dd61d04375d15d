package org.zhiyuan.hours;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.ledger.AccountId;
import org.zhiyuan.ledger.Ledger;
import org.zhiyuan.ledger.NewAccount;
import org.zhiyuan.ledger.Receipt;
import org.zhiyuan.ledger.Transfer;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.PersonId;

/** Credits and counter-entries in the ledger's book of hours; joins the transaction of the entry. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Booking {
    static final String BOOK = "hours";
    static final String UNIT = "MINUTE";
    /** It is the rules that credit; who let it pass stands beside as approver. */
    private static final Actor HOUSE = Actor.system("hours");

    private final Ledger ledger;

    Booking(Ledger ledger) {
        this.ledger = ledger;
    }

    void openBook() {
        ledger.openBook(BOOK, UNIT);
    }

    AccountId account(PersonId person, SiteId home) {
        return ledger.open(new NewAccount(BOOK, "volunteer", person.value(), home.value(), true));
    }

    Receipt credit(Occasion occasion, Entry entry, @Nullable UUID approver) {
        Transfer transfer = Transfer.of("hours.credited", "hours:" + entry.id())
                .under("hours-" + entry.rulePack())
                .evidencedBy("entry:" + entry.id() + " " + entry.way() + " " + entry.klass())
                .move(occasion.issue(), entry.account(), entry.minutes());
        Transfer approved = approver == null ? transfer : transfer.approvedBy(approver);
        return Acting.as(HOUSE, Acting.scope(), () -> ledger.post(approved));
    }

    Receipt takeBack(Entry entry, UUID approver) {
        return Acting.as(
                HOUSE,
                Acting.scope(),
                () -> ledger.reverse(
                        Objects.requireNonNull(entry.transfer()),
                        "hours-reversed:" + entry.id(),
                        "hours.reversed",
                        "entry:" + entry.id(),
                        approver));
    }
}
