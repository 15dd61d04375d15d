package org.zhiyuan.volunteer.card;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.zhiyuan.cell.DataFolder;
import org.zhiyuan.cell.ProductionCheck;
import org.zhiyuan.cell.SigningKey;
import org.zhiyuan.cell.SigningKeySource;
import org.zhiyuan.kernel.Text;

/** The key of the cards: its own, so that losing it costs no hour of service, and the other way round. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CardSettings.class)
class CardConfiguration {
    @Bean
    SigningKeySource cardKeySource(CardSettings settings, DataFolder folder, Environment environment) {
        return new SigningKeySource(
                new SigningKeySource.Setting(
                        Text.of("志愿者证签名"),
                        "zhiyuan.volunteer.card-key",
                        settings.cardKeyFile(),
                        settings.cardKey(),
                        "card.key"),
                folder.secrets(),
                environment.acceptsProfiles(Profiles.of("production")));
    }

    @Bean
    SigningKey cardKey(@Qualifier("cardKeySource") SigningKeySource keys) {
        return keys.key();
    }

    /** After the key was read. */
    @Bean
    ProductionCheck cardKeyFitForProduction(
            @Qualifier("cardKeySource") SigningKeySource keys, @Qualifier("cardKey") SigningKey key) {
        return keys::objections;
    }
}
