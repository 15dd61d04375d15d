package org.zhiyuan.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.audit.ObjectNames;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.kernel.Whereabouts;
import org.zhiyuan.shell.RailEntry;

/** What this room tells the rooms below: where its objects lie, what they are called, and its entry in the rail. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    @Bean
    RailEntry accountsEntry() {
        return new RailEntry(70, Text.of("账号与权限"), "/office/accounts", "user-cog", Action.ACCOUNT_READ, null);
    }

    /** Sessions have no row policies, so nothing need be told to the database before each of their statements. */
    @Bean(defaultCandidate = false)
    TransactionOperations springSessionTransactionOperations(
            @Qualifier("unscopedTransactions") TransactionOperations unscoped) {
        return VisitedSessions.unlessReading(unscoped);
    }

    @Bean
    static BeanPostProcessor sessionVisits() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JdbcIndexedSessionRepository library ? visited(library) : bean;
            }
        };
    }

    /** The library does not say of which type its sessions are. */
    @SuppressWarnings("unchecked")
    private static VisitedSessions<Session> visited(JdbcIndexedSessionRepository library) {
        return new VisitedSessions<>(
                (FindByIndexNameSessionRepository<Session>) (FindByIndexNameSessionRepository<?>) library);
    }

    @Bean
    Whereabouts whereAccountsLie(AccountStore accounts) {
        return new Lies(
                "account",
                Action.ACCOUNT_READ,
                id -> accounts.find(id).map(account -> Whereabouts.Place.own(account.site(), null, account.person())));
    }

    @Bean
    Whereabouts whereGrantsLie(GrantStore grants) {
        return new Lies(
                "grant",
                Action.GRANT_READ,
                id -> grants.find(id).map(grant -> Whereabouts.Place.at(grant.site(), grant.field())));
    }

    private record Lies(String kind, Action seenBy, Function<UUID, Optional<Place>> where) implements Whereabouts {
        @Override
        public Optional<Place> locate(String id) {
            return uuid(id).flatMap(where);
        }
    }

    @Bean
    ObjectNames accountNames(AccountStore accounts) {
        return new ObjectNames() {
            @Override
            public String kind() {
                return "account";
            }

            @Override
            public Text kindName() {
                return Text.of("账号");
            }

            @Override
            public Map<String, String> names(Collection<String> ids) {
                return accounts.find(uuids(ids)).stream()
                        .collect(Collectors.toMap(account -> account.id().toString(), Account::login));
            }

            @Override
            public Optional<String> find(String typed) {
                return accounts.ofLogin(SignIns.login(typed))
                        .map(account -> account.id().toString());
            }
        };
    }

    @Bean
    ObjectNames grantNames(GrantStore grants) {
        return new ObjectNames() {
            @Override
            public String kind() {
                return "grant";
            }

            @Override
            public Text kindName() {
                return Text.of("权限");
            }

            @Override
            public Map<String, String> names(Collection<String> ids) {
                return grants.find(uuids(ids)).stream()
                        .collect(Collectors.toMap(grant -> grant.id().toString(), Grant::login));
            }

            @Override
            public Optional<String> find(String typed) {
                return Optional.empty();
            }
        };
    }

    private static List<UUID> uuids(Collection<String> ids) {
        return ids.stream().flatMap(id -> uuid(id).stream()).toList();
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
