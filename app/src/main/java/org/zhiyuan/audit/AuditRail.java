package org.zhiyuan.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

@Configuration(proxyBeanMethods = false)
class AuditRail {
    @Bean
    RailEntry auditEntry() {
        return new RailEntry(40, Text.of("审计"), "/office/audit", "scroll-text", Action.AUDIT_READ, null);
    }
}
