package org.zhiyuan.ledger;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.zhiyuan.cell.DataFolder;
import org.zhiyuan.cell.ProductionCheck;
import org.zhiyuan.cell.SigningKeySource;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {
    /** A day's head is signed within so much of its begin, or of the start of a house that was down then. */
    private static final Duration HEAD_EVERY = Duration.ofMinutes(10);
    /** In the night, when counting holds up nobody. */
    private static final LocalTime RECOUNT_TIME = LocalTime.of(3, 30);

    @Bean
    SigningKeySource ledgerKeySource(LedgerSettings settings, DataFolder folder, Environment environment) {
        return new SigningKeySource(
                new SigningKeySource.Setting(
                        Text.of("账簿签名"), "zhiyuan.ledger.key", settings.keyFile(), settings.key(), "ledger.key"),
                folder.secrets(),
                environment.acceptsProfiles(Profiles.of("production")));
    }

    @Bean
    HeadSigner headSigner(@Qualifier("ledgerKeySource") SigningKeySource keys) {
        return new Ed25519Signer(keys.key());
    }

    /** After the signer, which reads the key. */
    @Bean
    ProductionCheck ledgerKeyFitForProduction(@Qualifier("ledgerKeySource") SigningKeySource keys, HeadSigner signer) {
        return keys::objections;
    }

    @Bean
    Recurring sealEntries(Sealer sealer, LedgerSettings settings) {
        return Recurring.every(settings.sealEvery(), "ledger.seal", Scope.EVERYTHING, () -> {
            int sealed;
            do {
                sealed = sealer.seal();
            } while (sealed == Sealer.BATCH);
        });
    }

    @Bean
    Recurring signHeads(Seals seals) {
        return Recurring.every(HEAD_EVERY, "ledger.head", Scope.EVERYTHING, seals::signDaily);
    }

    @Bean
    Recurring recountBalances(Recounts recounts) {
        return Recurring.daily(RECOUNT_TIME, "ledger.recount", Scope.EVERYTHING, recounts::recount);
    }

    /** Books that do not add up are no small thing: the house says so to whoever watches it. */
    @Bean
    HealthIndicator ledgerHealthIndicator(Recounts recounts) {
        return () -> (recounts.sound() ? Health.up() : Health.down()).build();
    }
}
