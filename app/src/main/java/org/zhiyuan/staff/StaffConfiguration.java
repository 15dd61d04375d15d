package org.zhiyuan.staff;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.Proof;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.shell.RailEntry;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StaffSettings.class)
class StaffConfiguration {
    /** How long a place that was just opened may go without its vacancies being told. */
    private static final Duration VACANCIES_EVERY = Duration.ofMinutes(5);

    @Bean
    RailEntry staffEntry() {
        return new RailEntry(80, Text.of("人员配备"), "/office/staff", "users", Action.STAFF_READ, StaffWaiting.KEY);
    }

    @Bean
    Recurring staffVacancies(Vacancies vacancies) {
        return Recurring.every(VACANCIES_EVERY, "staff.vacancies", Scope.EVERYTHING, vacancies::refreshAll);
    }

    @Bean
    Proof postsAreFilled(Vacancies vacancies) {
        return new Proof() {
            @Override
            public String key() {
                return "posts";
            }

            @Override
            public Set<SiteId> met(Collection<SiteId> sites, LocalDate on) {
                return vacancies.filled(sites, on);
            }
        };
    }
}
