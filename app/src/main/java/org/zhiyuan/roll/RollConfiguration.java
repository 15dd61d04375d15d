package org.zhiyuan.roll;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

/** What this room hangs into the house. */
@Configuration(proxyBeanMethods = false)
class RollConfiguration {
    @Bean
    RailEntry rollsEntry() {
        return new RailEntry(
                110, Text.of("导入旧名册"), "/office/rolls", "file-spreadsheet", Action.VOLUNTEER_IMPORT, PairWaiting.KEY);
    }

    @Bean
    Recurring oldRolls(Rolls rolls) {
        return Recurring.every(Duration.ofHours(6), "roll.forget", Scope.EVERYTHING, rolls::forgetOld);
    }
}
