package org.zhiyuan.certificate;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

/** What this room hangs into the house. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CertificateSettings.class)
class CertificateConfiguration {
    /** Once it was told it is done at once; this is for what was told to nobody. */
    private static final Duration CATCH_UP_EVERY = Duration.ofMinutes(10);

    @Bean
    RailEntry certificatesEntry() {
        return new RailEntry(
                160, Text.of("服务证明"), "/office/certificates", "stamp", Action.CERTIFICATE_READ, CertificateWaiting.KEY);
    }

    @Bean
    Recurring certificateFollow(Following following) {
        return Recurring.every(CATCH_UP_EVERY, "certificate.follow", Scope.EVERYTHING, following::catchUp);
    }
}
