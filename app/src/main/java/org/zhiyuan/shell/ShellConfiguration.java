package org.zhiyuan.shell;

import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Scope;

@Configuration(proxyBeanMethods = false)
class ShellConfiguration {
    @Bean
    Recurring forgetFormTokens(FormTokens tokens) {
        return Recurring.daily(LocalTime.of(3, 0), "shell.forget_form_tokens", Scope.EVERYTHING, tokens::forgetOld);
    }
}
