package org.zhiyuan.certificate;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

/** What this room hangs into the house. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CertificateSettings.class)
class CertificateConfiguration {
    @Bean
    RailEntry certificatesEntry() {
        return new RailEntry(
                160, Text.of("服务证明"), "/office/certificates", "stamp", Action.CERTIFICATE_READ, CertificateWaiting.KEY);
    }
}
