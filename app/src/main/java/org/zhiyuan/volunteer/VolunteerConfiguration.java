package org.zhiyuan.volunteer;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.HomePart;
import org.zhiyuan.shell.RailEntry;
import org.zhiyuan.shell.Searchable;
import org.zhiyuan.shell.Words;

/** What this room hangs into the house: its place in the rail, on the home page, in the search box, and its jobs. */
@Configuration(proxyBeanMethods = false)
class VolunteerConfiguration {
    private static final Duration TALLY_EVERY = Duration.ofMinutes(10);
    private static final Duration ANSWER_EVERY = Duration.ofSeconds(20);
    private static final LocalTime AT_NIGHT = LocalTime.of(2, 20);
    private static final int HOME_ORDER = 30;

    @Bean
    RailEntry volunteersEntry() {
        return new RailEntry(
                100, Text.of("志愿者名册"), "/office/volunteers", "hand-heart", Action.VOLUNTEER_READ, VolunteerWaiting.KEY);
    }

    @Bean
    Recurring volunteersIdle(Idleness idleness) {
        return Recurring.daily(AT_NIGHT, "volunteer.idle", Scope.EVERYTHING, idleness::look);
    }

    @Bean
    Recurring volunteersTally(Idleness idleness) {
        return Recurring.every(TALLY_EVERY, "volunteer.tally", Scope.EVERYTHING, idleness::tally);
    }

    @Bean
    Recurring oldDrafts(Drafts drafts) {
        return Recurring.every(Duration.ofHours(6), "volunteer.drafts", Scope.EVERYTHING, drafts::forgetOld);
    }

    @Bean
    Recurring volunteersAsked(Inquiries inquiries) {
        return Recurring.every(ANSWER_EVERY, "volunteer.asked", Scope.EVERYTHING, inquiries::answerAll);
    }

    @Bean
    HomePart homeVolunteers(Volunteers volunteers, Rulebook rules) {
        return new HomePart() {
            @Override
            public int order() {
                return HOME_ORDER;
            }

            @Override
            public String template() {
                return "volunteer/home";
            }

            @Override
            public Map<String, Object> model() {
                return Map.of("tally", volunteers.tally(), "months", rules.dormantMonths());
            }
        };
    }

    /** By number alone: names and telephones are never searched for through an address. */
    @Bean
    Searchable volunteersFound(Volunteers volunteers, Places places, Rights rights) {
        return new Searchable() {
            @Override
            public Text heading() {
                return Text.of("志愿者名册");
            }

            @Override
            public List<Hit> search(Actor actor, String query) {
                if (!rights.mayAnywhere(actor, Action.VOLUNTEER_READ)) {
                    return List.of();
                }
                return rights.within(
                        actor,
                        Action.VOLUNTEER_READ,
                        () -> VolunteerNumber.typed(query).stream()
                                .flatMap(number -> volunteers.numbered(number).stream())
                                .map(found -> new Hit(
                                        found.volunteer().number().value(),
                                        found.name()
                                                + " · "
                                                + places.name(found.volunteer().site(), Words.english()),
                                        found.volunteer().href()))
                                .toList());
            }
        };
    }
}
