package org.zhiyuan.team;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.zhiyuan.jobs.Recurring;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.RailEntry;
import org.zhiyuan.shell.Searchable;
import org.zhiyuan.shell.Words;

/** What this room hangs into the house: its place in the rail and in the search box, and its jobs. */
@Configuration(proxyBeanMethods = false)
class TeamConfiguration {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int WORDS_LENGTH_MIN = 2;
    private static final int WORDS_LENGTH_MAX = 60;

    @Bean
    RailEntry teamsEntry() {
        return new RailEntry(110, Text.of("队伍"), "/office/teams", "users", Action.TEAM_READ, TeamWaiting.KEY);
    }

    @Bean
    Recurring teamsLapse(Counting counting, Families families) {
        return Recurring.every(EVERY, "team.lapse", Scope.EVERYTHING, () -> {
            counting.lapse();
            families.lapse();
        });
    }

    @Bean
    Recurring teamsCounted(Counting counting) {
        return Recurring.every(EVERY, "team.count", Scope.EVERYTHING, counting::count);
    }

    /** Teams are public: everybody finds them, by a part of the name or by number. */
    @Bean
    Searchable teamsFound(Teams teams) {
        return new Searchable() {
            @Override
            public Text heading() {
                return Text.of("队伍");
            }

            @Override
            public List<Hit> search(Actor actor, String query) {
                String words = query.strip();
                if (words.length() < WORDS_LENGTH_MIN || words.length() > WORDS_LENGTH_MAX) {
                    return List.of();
                }
                return teams.list(new Teams.Sought(words, "", "", null, false), 1).rows().stream()
                        .limit(HITS_MAX)
                        .map(team -> new Hit(
                                team.name(),
                                team.number() + " · " + team.level().called(Words.english()),
                                team.href()))
                        .toList();
            }
        };
    }
}
