package org.zhiyuan.matter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;

@Configuration(proxyBeanMethods = false)
class MatterRail {
    @Bean
    RailEntry calendarEntry() {
        return new RailEntry(
                90, Text.of("工作日历"), "/office/calendar", "calendar-days", Action.CALENDAR_READ, CalendarWaiting.KEY);
    }
}
