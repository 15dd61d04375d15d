package org.zhiyuan.project;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;

/** What the office says to projects that were handed in: two reviews by two persons, appeals, and ending one by force. */
@Service
@Transactional
public class Reviews {
    private final Projects projects;
    private final Applications applications;
    private final ProjectStore store;
    private final Rulebook rules;
    private final Rights rights;
    private final InstantSource clock;

    Reviews(
            Projects projects,
            Applications applications,
            ProjectStore store,
            Rulebook rules,
            Rights rights,
            InstantSource clock) {
        this.projects = projects;
        this.applications = applications;
        this.store = store;
        this.rules = rules;
        this.rights = rights;
        this.clock = clock;
    }

    /**
     * What a reviewer says.
     *
     * @param raise the grade that the risk is raised to; null where it is left
     * @param accepted whether the applicant is right that what the list found is volunteer service
     */
    public record Word(
            Review.Verdict verdict, String reason, @Nullable RiskGrade raise, boolean accepted) {}

    /** Whether the actor may say something to it now; for showing the form, and before anything is done. */
    @Transactional(readOnly = true)
    public Decision mayReview(Actor actor, Project project) {
        Organ organ = organ(project);
        if (organ == null) {
            return Decision.refused(Text.of("这个项目现在不等审核"));
        }
        List<Review> reviews = store.reviews(project.id().value());
        return first(
                ReviewPolicy.itIsThisOrgansTurn(rights.may(actor, organ.action(), project.place()), organ),
                ReviewPolicy.nobodyJudgesHisOwn(projects.ownHand(project, actor)),
                ReviewPolicy.twoDifferentPersonsReview(
                        reviews.stream()
                                .filter(review -> review.round() == project.round())
                                .toList(),
                        actor),
                ReviewPolicy.whoeverRefusedIsOut(reviews, actor));
    }

    /** Whether it may pass without a word on what the list found. */
    @Transactional(readOnly = true)
    public Decision objectionsAreDecided(Project project) {
        return ReviewPolicy.objectionsAreDecided(stage(project), projects.objections(project), false);
    }

    private static Review.Stage stage(Project project) {
        return project.state() == ProjectState.APPLIED ? Review.Stage.FIRST : Review.Stage.SECOND;
    }

    private static @Nullable Organ organ(Project project) {
        return switch (project.state()) {
            case APPLIED -> project.firstOrgan();
            case REVIEW -> project.secondOrgan();
            default -> null;
        };
    }

    private static Decision first(Decision... decisions) {
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Refused) {
                return decision;
            }
        }
        return Decision.allowed();
    }

    public void review(Actor actor, ProjectId id, Word word) {
        Project project = projects.lock(id);
        mayReview(actor, project).orRefuse();
        Review.Stage stage = stage(project);
        boolean passed = word.verdict() == Review.Verdict.PASSED;
        if (passed) {
            ReviewPolicy.objectionsAreDecided(stage, projects.objections(project), word.accepted())
                    .orRefuse();
        } else {
            ReviewPolicy.reasonGiven(word.reason()).orRefuse();
        }
        raise(actor, project, word.raise());
        store.add(
                Ids.next(clock),
                id,
                new Review(
                        project.round(),
                        stage,
                        word.verdict(),
                        clock.instant(),
                        account(actor),
                        actor.person(),
                        actor.name(),
                        word.reason().strip()));
        if (passed && stage == Review.Stage.SECOND) {
            store.decide(id, project.round(), true, clock.instant(), actor.account());
        }
        String reason = word.reason().strip();
        switch (word.verdict()) {
            case PASSED -> {
                if (stage == Review.Stage.FIRST) {
                    projects.become(
                            actor, project, ProjectState.REVIEW, Step.Cause.FIRST_PASSED, second(project), reason);
                } else {
                    projects.become(actor, project, ProjectState.PUBLISHED, Step.Cause.SECOND_PASSED, null, reason);
                }
            }
            case RETURNED ->
                projects.become(
                        actor,
                        project,
                        ProjectState.RETURNED,
                        Step.Cause.RETURNED,
                        new Projects.Wait(Organ.LEADER, rules.due(Rulebook.Span.CORRECTION)),
                        reason);
            case REFUSED -> projects.become(actor, project, ProjectState.REFUSED, Step.Cause.REFUSED, null, reason);
        }
    }

    private Projects.Wait second(Project project) {
        return new Projects.Wait(Objects.requireNonNull(project.secondOrgan()), rules.due(Rulebook.Span.REVIEW));
    }

    private static UUID account(Actor actor) {
        UUID account = actor.account();
        if (account == null) {
            throw new Absent("account of the reviewer");
        }
        return account;
    }

    private void raise(Actor actor, Project project, @Nullable RiskGrade raise) {
        if (raise == null || raise == project.risk()) {
            return;
        }
        if (raise.compareTo(project.risk()) < 0) {
            throw new Refusal(Text.of("风险等级只能调高，不能调低"));
        }
        store.raise(project.id(), raise);
        projects.note(actor, project, project.state(), Step.Cause.RISK_RAISED, "");
    }

    // --- appeals ---

    /** Whether the actor may decide the appeal that is open. */
    @Transactional(readOnly = true)
    public Decision mayDecideAppeal(Actor actor, Project project) {
        boolean open = project.state() == ProjectState.REFUSED
                && projects.appeal(project)
                        .map(appeal -> appeal.upheld() == null)
                        .orElse(false);
        return !open
                ? Decision.refused(Text.of("现在没有要决定的申诉"))
                : first(
                        ReviewPolicy.itIsThisOrgansTurn(
                                rights.may(actor, Organ.CENTER.action(), project.place()), Organ.CENTER),
                        ReviewPolicy.nobodyJudgesHisOwn(projects.ownHand(project, actor)),
                        ReviewPolicy.whoeverRefusedIsOut(
                                store.reviews(project.id().value()), actor));
    }

    /** Where the applicant is right, the project begins a new round of reviews, by others than the refuser. */
    public void decideAppeal(Actor actor, ProjectId id, boolean upheld, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        Project project = projects.lock(id);
        mayDecideAppeal(actor, project).orRefuse();
        store.decideAppeal(id, project.round(), upheld, reason.strip(), clock.instant(), actor);
        if (upheld) {
            List<Objection> again = projects.objections(project).stream()
                    .map(o -> new Objection(o.phrase(), o.reason(), o.reasonEn(), o.statement(), null))
                    .toList();
            applications.handIn(actor, project, again, Step.Cause.APPEAL_UPHELD, reason.strip());
        } else {
            projects.stand(project, ProjectState.REFUSED, null);
            projects.note(actor, project, ProjectState.REFUSED, Step.Cause.APPEAL_DENIED, reason.strip());
        }
    }

    /** Ends a published project before its time, with the reason. */
    public void terminate(Actor actor, ProjectId id, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        Project project = projects.lock(id);
        ReviewPolicy.nobodyJudgesHisOwn(projects.ownHand(project, actor)).orRefuse();
        if (project.publishedAt() == null) {
            throw new Refusal(Text.of("还没有发布的项目，请退回或不予通过"));
        }
        projects.become(actor, project, ProjectState.TERMINATED, Step.Cause.TERMINATED, null, reason.strip());
    }
}
