package org.zhiyuan.shell;

import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;

@Configuration(proxyBeanMethods = false)
class ShellConfiguration {
    /** Before all rooms' own entries: where everybody lands. */
    @Bean
    RailEntry workbenchEntry() {
        return new RailEntry(0, Text.of("待我处理"), "/workbench", "inbox", Action.WORKBENCH_READ, RailEntry.ALL);
    }

    @Bean
    MappedInterceptor forgetsBadges(Badges badges) {
        return new MappedInterceptor(new String[] {"/**"}, badges);
    }

    @Bean
    Recurring forgetFormTokens(FormTokens tokens) {
        return Recurring.daily(LocalTime.of(3, 0), "shell.forget_form_tokens", Scope.EVERYTHING, tokens::forgetOld);
    }
}
