package org.zhiyuan.hours;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhiyuan.activity.ActivityId;
import org.zhiyuan.project.Outcome;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;
import org.zhiyuan.shell.Formats;
import org.zhiyuan.volunteer.Volunteers;

/** Tells the rooms below what counted: the volunteer that he served, the project what its activity came to. */
@Component
class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    private static final int BATCH = 500;

    private final EntryStore store;
    private final Occasions occasions;
    private final Volunteers volunteers;
    private final Projects projects;
    private final TransactionTemplate own;
    private final InstantSource clock;

    Telling(
            EntryStore store,
            Occasions occasions,
            Volunteers volunteers,
            Projects projects,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.store = store;
        this.occasions = occasions;
        this.volunteers = volunteers;
        this.projects = projects;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    void tell() {
        List<Entry> untold = Objects.requireNonNull(own.execute(status -> store.untold(BATCH)));
        Set<ActivityId> changed = new HashSet<>();
        for (Entry entry : untold) {
            try {
                own.executeWithoutResult(status -> {
                    if (entry.state() == EntryState.VALID) {
                        volunteers.served(entry.volunteer(), entry.day());
                    }
                    store.told(entry.id(), clock.instant());
                });
                changed.add(entry.activity());
            } catch (RuntimeException e) {
                LOG.warn("nobody was told of entry {}", entry.id(), e);
            }
        }
        changed.forEach(activity -> own.executeWithoutResult(status -> outcome(activity)));
    }

    /** Replaces what was told of the activity before, but for what other rooms said of it. */
    void outcome(ActivityId activity) {
        Occasion occasion = occasions.get(activity);
        if (occasion.project() == null) {
            return;
        }
        ProjectId id = new ProjectId(occasion.project());
        Optional<Project> project =
                projects.find(id).filter(found -> found.state().hears());
        if (project.isEmpty()) {
            return;
        }
        EntryStore.Came came = store.came(activity);
        Optional<Outcome> before = projects.outcome(id, activity.value());
        projects.record(new Outcome(
                id,
                activity.value(),
                LocalDate.ofInstant(occasion.starts(), Formats.ZONE),
                came.volunteers(),
                came.minutes(),
                before.map(Outcome::reached).orElse(0),
                before.map(Outcome::result).orElse("")));
    }
}
