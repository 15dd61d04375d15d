package org.zhiyuan.files;

import java.time.LocalTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Scope;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilesSettings.class)
class FilesConfiguration {
    @Bean
    Recurring forgetExpiredFiles(Files files) {
        return Recurring.daily(LocalTime.of(3, 30), "files.forget_expired", Scope.EVERYTHING, files::forgetExpired);
    }
}
