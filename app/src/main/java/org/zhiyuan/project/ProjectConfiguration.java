package org.zhiyuan.project;

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

/** What this room hangs into the house: its place in the rail, in the search box, and its job. */
@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {
    private static final Duration LOOKED_EVERY = Duration.ofMinutes(30);

    @Bean
    RailEntry projectsEntry() {
        return new RailEntry(
                120, Text.of("项目"), "/office/projects", "clipboard-list", Action.PROJECT_READ, ProjectWaiting.KEY);
    }

    /** Days begin and end while nobody looks. */
    @Bean
    Recurring projectsLookedAt(Projects projects) {
        return Recurring.every(LOOKED_EVERY, "project.days", Scope.EVERYTHING, projects::look);
    }

    /** Published ones, by their number. */
    @Bean
    Searchable projectsFound(Projects projects) {
        return new Searchable() {
            @Override
            public Text heading() {
                return Text.of("项目");
            }

            @Override
            public List<Hit> search(Actor actor, String query) {
                return projects.numbered(query).stream()
                        .filter(project -> project.publishedAt() != null)
                        .map(project -> new Hit(
                                project.title(),
                                project.number() + " · "
                                        + Words.t(project.state().label()),
                                project.href()))
                        .toList();
            }
        };
    }
}
