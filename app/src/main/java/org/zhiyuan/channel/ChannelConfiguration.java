package org.zhiyuan.channel;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.cell.City;

/** Chooses who carries messages. A sample's codes stand on a page for all to read: never in production. */
@Configuration
@EnableConfigurationProperties(ChannelSettings.class)
class ChannelConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelConfiguration.class);

    @Bean
    Sms sms(
            ChannelSettings settings,
            City city,
            Environment environment,
            ChannelStore store,
            TransactionOperations transactions,
            InstantSource clock) {
        if (settings.gateway() != null) {
            return new HttpSms(settings.gateway());
        }
        if (city.sample() && !environment.acceptsProfiles(Profiles.of("production"))) {
            return new SampleSms(store, transactions, clock);
        }
        LOG.warn("no provider of text messages is set (zhiyuan.channel.gateway): nobody can sign in by phone code");
        return new NoSms();
    }
}
