package org.zhiyuan.person;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.DataFolder;
import org.zhiyuan.cell.ProductionCheck;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.ledger.LogKeys;
import org.zhiyuan.shell.RailEntry;

/** Where the keys come from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PersonSettings.class)
class PersonConfiguration {
    @Bean
    PersonKeys personKeys(
            KeyStore store,
            TransactionOperations transactions,
            InstantSource clock,
            PersonSettings settings,
            DataFolder folder,
            Environment environment) {
        boolean production = environment.acceptsProfiles(Profiles.of("production"));
        return new PersonKeys(
                store, transactions, clock, settings.suite(), new KeySource(settings, folder.secrets(), production));
    }

    /** What hides a person's entries in the sealed log, and opens them until the person is erased. */
    @Bean
    LogKeys personLogKeys(PersonKeys keys) {
        return keys::logKeys;
    }

    @Bean
    RailEntry peopleEntry() {
        return new RailEntry(60, Text.of("人员"), "/office/people", "users", Action.PERSON_READ, null);
    }

    @Bean
    RailEntry messagesEntry() {
        return new RailEntry(65, Text.of("短信"), "/office/messages", "message-square", Action.SENT_READ, null);
    }

    /** After a change of keys everything is wrapped anew by itself; then the old key can be taken out of the ring. */
    @Bean
    Recurring rewrapPersonKeys(PersonKeys keys) {
        return Recurring.every(Duration.ofHours(1), "person.rewrap", Scope.EVERYTHING, keys::rewrap);
    }

    /** After an update names that were kept without an index get theirs. */
    @Bean
    Recurring indexPersonNames(People people) {
        return Recurring.every(Duration.ofHours(1), "person.index-names", Scope.EVERYTHING, people::indexNames);
    }

    @Bean
    ProductionCheck keysFitForProduction(PersonKeys keys) {
        return () -> List.copyOf(keys.objections());
    }
}
