package org.zhiyuan.activity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.HomePart;
import org.zhiyuan.shell.RailEntry;

/** What this room hangs into the house: its place in the rail, on the home page, and its jobs. */
@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {
    private static final Duration TELL_EVERY = Duration.ofSeconds(20);
    private static final Duration TIME_EVERY = Duration.ofMinutes(1);
    private static final Duration HOME_AHEAD = Duration.ofDays(7);
    private static final int HOME_ORDER = 25;
    private static final int HOME_SHOWN = 4;

    @Bean
    RailEntry activitiesEntry() {
        return new RailEntry(
                130, Text.of("活动"), "/office/activities", "calendar-days", Action.ACTIVITY_READ, ActivityWaiting.KEY);
    }

    @Bean
    Recurring activitiesKeepTime(Activities activities) {
        return Recurring.every(
                TIME_EVERY, "activity.time", Scope.EVERYTHING, () -> activities.keepTime(Acting.actor()));
    }

    @Bean
    Recurring activitiesTell(Tellings tellings) {
        return Recurring.every(TELL_EVERY, "activity.tell", Scope.EVERYTHING, tellings::tell);
    }

    /** What can still be joined in the next days. */
    @Bean
    HomePart homeActivities(Activities activities, InstantSource clock) {
        return new HomePart() {
            @Override
            public int order() {
                return HOME_ORDER;
            }

            @Override
            public String template() {
                return "activity/home";
            }

            @Override
            public Map<String, Object> model() {
                List<Activity> soon = activities.publishedUpTo(
                        new Published(clock.instant(), clock.instant().plus(HOME_AHEAD), null, null, true), HOME_SHOWN);
                return Map.of("soon", soon, "posts", activities.posts(soon));
            }
        };
    }
}
