package org.zhiyuan.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Finds staff credentials for Spring Security; called as the system, while a password is being checked. */
@Component
class StaffPasswords implements UserDetailsService, UserDetailsPasswordService {
    private final CredentialStore store;
    private final TransactionOperations transactions;

    StaffPasswords(CredentialStore store, TransactionOperations transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        Credential found = Objects.requireNonNull(transactions.execute(status -> store.ofLogin(login)))
                .orElseThrow(() -> new UsernameNotFoundException("no such account"));
        return new StaffDetails(found.account(), login, found.password(), found.passwordSetAt(), found.mustChange());
    }

    /** Written anew with today's function or cost. */
    @Override
    public UserDetails updatePassword(UserDetails details, @Nullable String encoded) {
        StaffDetails staff = (StaffDetails) details;
        String password = Objects.requireNonNull(encoded);
        transactions.executeWithoutResult(status -> store.rewritePassword(staff.account(), password));
        return new StaffDetails(staff.account(), staff.login(), password, staff.passwordSetAt(), staff.mustChange());
    }
}
