package org.zhiyuan.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Consent;
import org.zhiyuan.person.ConsentText;
import org.zhiyuan.person.Consents;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;

/** Accounts of residents and volunteers: one for each person, known by the own telephone; called as the system. */
@Service
@Transactional
class Citizens {
    /** What is agreed to by signing in with a telephone number. */
    static final String PURPOSE = "account";

    private final AccountStore accounts;
    private final People people;
    private final Consents consents;
    private final Audit audit;
    private final InstantSource clock;

    Citizens(AccountStore accounts, People people, Consents consents, Audit audit, InstantSource clock) {
        this.accounts = accounts;
        this.people = people;
        this.consents = consents;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is shown before a telephone number is kept; empty where the city's pack has no such text. */
    @Transactional(readOnly = true)
    Optional<ConsentText> text() {
        return consents.current(PURPOSE);
    }

    /**
     * The account of whoever has this telephone, made at the first time; the telephone was proved by a code.
     *
     * @param site the place that answers for the record of somebody new
     */
    UUID admit(MobileNumber phone, UUID site) {
        PersonId person = people.ownerOf(phone).orElseGet(() -> register(phone, site));
        UUID fresh = Ids.next(clock);
        if (accounts.addCitizen(fresh, person.value(), phone.masked(), clock.instant())) {
            audit.record(Deed.of("account.opened", Text.of("用手机号开通账号")).on("account", fresh, site));
            return fresh;
        }
        return accounts.citizen(person.value())
                .filter(AccountStore.Citizen::active)
                .map(AccountStore.Citizen::id)
                .orElseThrow(() -> new Refusal(Text.of("这个账号现在不能登录"), Text.of("请到附近的实践站，请工作人员帮您办")));
    }

    private PersonId register(MobileNumber phone, UUID site) {
        List<Consent.Given> given =
                text().map(text -> new Consent.Given(PURPOSE, text.version(), Consent.Channel.WEB, null)).stream()
                        .toList();
        return people.register(Acting.actor(), new SiteId(site), Particulars.ofPhone(phone), Basis.CONSENT, given);
    }
}
