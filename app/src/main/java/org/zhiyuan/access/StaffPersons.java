package org.zhiyuan.access;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.person.Basis;
import org.zhiyuan.person.Particulars;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;

/** The people behind staff accounts: one account a person can only be kept where people are told apart. */
@Component
public class StaffPersons {
    private final People people;
    private final TransactionOperations transactions;

    StaffPersons(People people, TransactionOperations transactions) {
        this.people = people;
        this.transactions = transactions;
    }

    /** Whose own number it is, in the whole city; asked in a transaction of its own, as the system. */
    public Optional<UUID> owning(MobileNumber phone) {
        return Acting.as(
                Actor.system("access"),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> people.ownerOf(phone)))
                        .map(PersonId::value));
    }

    /** Somebody new, known by name and own number: needed to give the account, so no consent is asked. */
    UUID register(Actor actor, String name, MobileNumber phone, UUID site) {
        return register(actor, name, phone, null, site);
    }

    UUID register(Actor actor, String name, @Nullable MobileNumber phone, @Nullable IdentityNumber number, UUID site) {
        return people.register(
                        actor,
                        new SiteId(site),
                        new Particulars(name, phone, phone != null, number, null, ""),
                        Basis.DUTY,
                        List.of())
                .value();
    }
}
