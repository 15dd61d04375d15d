package org.zhiyuan.project;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.shell.Formats;

/** The projects: what they say, how they stand, what came of them; what rooms above ask and tell. */
@Service
@Transactional
public class Projects {
    private static final int STEPS_SHOWN = 100;
    private static final int OUTCOMES_SHOWN = 50;
    private static final int CHOICES_MAX = 200;
    private static final int STARTED_AT_ONCE_MAX = 500;
    private static final Set<ProjectState> OPEN =
            Set.of(ProjectState.PUBLISHED, ProjectState.RECRUITING, ProjectState.RUNNING, ProjectState.MID_REVIEW);

    /** Whoever took one of these steps does not judge it; the trigger project.another() and the lists ask the same. */
    private static final Set<Step.Cause> OWN_HAND =
            Set.of(Step.Cause.DRAFTED, Step.Cause.WROTE, Step.Cause.APPLIED, Step.Cause.APPEALED, Step.Cause.REPORTED);

    private final ProjectStore store;
    private final Rulebook rules;
    private final Audit audit;
    private final InstantSource clock;

    Projects(ProjectStore store, Rulebook rules, Audit audit, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    // --- reading ---

    @Transactional(readOnly = true)
    public Project get(ProjectId id) {
        return find(id).orElseThrow(() -> new Absent("project " + id));
    }

    /** Empty where it is out of the actor's sight: whoever has no part in it sees it once it is published. */
    @Transactional(readOnly = true)
    public Optional<Project> find(ProjectId id) {
        return store.find(id.value());
    }

    /** By its number, "2026-0153". */
    @Transactional(readOnly = true)
    public Optional<Project> numbered(String number) {
        return store.numbered(List.of(number.strip())).stream().findFirst();
    }

    @Transactional(readOnly = true)
    public Plan plan(ProjectId id) {
        return store.plan(id.value());
    }

    /** Whether an activity may be held for it on a day: published, not over, and within its period. */
    @Transactional(readOnly = true)
    public Decision mayHold(ProjectId id, LocalDate day) {
        return ReviewPolicy.mayHold(get(id), day);
    }

    /** Whether somebody leads it. */
    @Transactional(readOnly = true)
    public boolean leads(ProjectId id, UUID person) {
        return find(id).map(project -> project.leader().value().equals(person)).orElse(false);
    }

    /** Those for which activities may be held, held by these places; by all in sight where none is named. */
    @Transactional(readOnly = true)
    public List<Project> open(SiteId... sites) {
        return store.list(
                new ProjectStore.Filter(OPEN, null, sites.length == 0 ? null : Arrays.asList(sites), null, true, false),
                CHOICES_MAX,
                0);
    }

    /** Those that somebody leads, the latest first, whatever they stand at. */
    @Transactional(readOnly = true)
    public List<Project> led(UUID person) {
        return store.list(new ProjectStore.Filter(null, null, null, person, false, false), CHOICES_MAX, 0);
    }

    /** Public ones, the latest published first; null for any. */
    @Transactional(readOnly = true)
    public Slice<Project> published(
            @Nullable Collection<ProjectState> states,
            @Nullable String field,
            @Nullable Collection<SiteId> sites,
            int page) {
        return slice(new ProjectStore.Filter(states, field, sites, null, true, false), page);
    }

    /** Those in the actor's sight by a right of the office; null for any state. */
    @Transactional(readOnly = true)
    public Slice<Project> inOffice(@Nullable ProjectState state, int page) {
        return slice(
                new ProjectStore.Filter(state == null ? null : Set.of(state), null, null, null, false, true), page);
    }

    private Slice<Project> slice(ProjectStore.Filter filter, int page) {
        return new Slice<>(
                store.list(filter, Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.count(filter));
    }

    @Transactional(readOnly = true)
    public List<Step> steps(ProjectId id) {
        return store.steps(id.value(), STEPS_SHOWN);
    }

    @Transactional(readOnly = true)
    public List<Review> reviews(ProjectId id) {
        return store.reviews(id.value());
    }

    /** What the list found in the round that is on, and what the applicant says to it. */
    @Transactional(readOnly = true)
    public List<Objection> objections(Project project) {
        return store.objections(project.id().value(), project.round());
    }

    @Transactional(readOnly = true)
    public Optional<Appeal> appeal(Project project) {
        return store.appeal(project.id().value(), project.round());
    }

    /** The latest first. */
    @Transactional(readOnly = true)
    public List<MidReview> midReviews(ProjectId id) {
        return store.midReviews(id.value());
    }

    /** As its leader confirmed it; empty while nobody did, and for the public until it is evaluated. */
    @Transactional(readOnly = true)
    public Optional<Report> report(ProjectId id) {
        return store.report(id.value());
    }

    @Transactional(readOnly = true)
    public Optional<Evaluation> evaluation(ProjectId id) {
        return store.evaluation(id.value());
    }

    /** What waits for an organ, in the actor's rows, without what the actor may not judge. */
    @Transactional(readOnly = true)
    public List<Project> waiting(Actor actor, Organ organ, int limit) {
        return organ == Organ.LEADER
                ? store.waitingForLeader(actor.account(), actor.person(), limit)
                : store.waiting(organ, actor.account(), actor.person(), limit);
    }

    @Transactional(readOnly = true)
    public Done done(ProjectId id) {
        return store.done(id.value());
    }

    /** The latest first. */
    @Transactional(readOnly = true)
    public List<Outcome> outcomes(ProjectId id) {
        return store.outcomes(id, OUTCOMES_SHOWN);
    }

    // --- told by rooms above ---

    /** What was told of one source so far. */
    @Transactional(readOnly = true)
    public Optional<Outcome> outcome(ProjectId id, UUID source) {
        return store.outcome(id, source);
    }

    /**
     * Writes down what came of something; the same source told again replaces what it told. Until the report is
     * evaluated: whoever looks at it is told what came after it was confirmed.
     */
    public void record(Outcome outcome) {
        Project project = get(outcome.project());
        if (!project.state().hears()) {
            throw new Refusal(Text.of(
                    "项目“{0}”现在是“{1}”，不能再记结果", project.title(), project.state().label()));
        }
        store.record(outcome, clock.instant());
        audit.record(Deed.of("project.outcome", Text.of("项目 {0} 记下一次活动的结果", project.number()))
                .on("project", project.id(), project.site().value())
                .inField(project.field()));
    }

    // --- how it stands ---

    /** Who is to do something next, and until when. */
    record Wait(Organ whom, Instant until) {}

    Project lock(ProjectId id) {
        return store.lock(id.value()).orElseThrow(() -> new Absent("project " + id));
    }

    /** Every change of how a project stands goes through here: allowed, written down with who and why, audited. */
    void become(Actor actor, Project project, ProjectState next, Step.Cause cause, @Nullable Wait wait, String reason) {
        ReviewPolicy.mayBecome(project.state(), next).orRefuse();
        if (next == ProjectState.PUBLISHED) {
            store.publish(project.id(), clock.instant());
        } else {
            stand(project, next, wait);
        }
        note(actor, project, next, cause, reason);
    }

    void stand(Project project, ProjectState state, @Nullable Wait wait) {
        store.stand(project.id(), state, wait == null ? null : wait.whom(), wait == null ? null : wait.until());
    }

    void note(Actor actor, Project project, ProjectState state, Step.Cause cause, String reason) {
        store.note(Ids.next(clock), project.id(), state, cause, clock.instant(), actor, reason);
        audit.record(
                Deed.of("project.stands", Text.of("项目“{0}”：{1}，{2}", project.title(), state.label(), cause.label()))
                        .on("project", project.id(), project.site().value())
                        .inField(project.field())
                        .because(reason));
    }

    /** Whether the actor wrote it, handed it in, reported on it or leads it. */
    boolean ownHand(Project project, Actor actor) {
        return project.leader().value().equals(actor.person())
                || store.stoodOn(project.id().value(), OWN_HAND, actor.account(), actor.person());
    }

    /**
     * Projects whose first day has come are under way; those long ones are asked how they go; those whose last
     * day is over wait for their report.
     */
    public void look() {
        LocalDate today = rules.today();
        Actor actor = Acting.actor();
        for (Project begun : store.begun(
                Set.of(ProjectState.PUBLISHED, ProjectState.RECRUITING), today, false, STARTED_AT_ONCE_MAX)) {
            become(actor, lock(begun.id()), ProjectState.RUNNING, Step.Cause.STARTED, null, "");
        }
        for (Project half : store.halfway(today, rules.midReviewAfterDays(), STARTED_AT_ONCE_MAX)) {
            stand(half, half.state(), new Wait(Organ.LEADER, rules.due(Rulebook.Span.ANSWER)));
        }
        for (Project over : store.begun(Set.of(ProjectState.RUNNING), today, true, STARTED_AT_ONCE_MAX)) {
            become(actor, lock(over.id()), ProjectState.CLOSING, Step.Cause.CLOSING, closing(over), "");
        }
    }

    /** The leader confirms the report some days after the end, or after today where it ends earlier. */
    Wait closing(Project project) {
        LocalDate until = project.until();
        LocalDate today = rules.today();
        LocalDate end = until == null || until.isAfter(today) ? today : until;
        LocalDate day = end.plusDays(rules.closingWithinDays());
        return new Wait(Organ.LEADER, day.atStartOfDay(Formats.ZONE).toInstant());
    }
}
