package org.zhiyuan.audit;

import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    /** In the night, when dropping a month holds up nobody. */
    private static final LocalTime KEEPING_TIME = LocalTime.of(3, 10);

    @Bean
    RailEntry auditEntry() {
        return new RailEntry(40, Text.of("审计"), "/office/audit", "scroll-text", Action.AUDIT_READ, null);
    }

    @Bean
    Recurring auditMonths(Months months) {
        return Recurring.daily(KEEPING_TIME, "audit.months", Scope.EVERYTHING, months::keep);
    }
}
