package org.zhiyuan.project;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

/** A published project on its way to the archive: recruiting, the look half-way, the report from facts, the evaluation. */
@Service
@Transactional
public class Closings {
    private final Projects projects;
    private final ProjectStore store;
    private final Rulebook rules;
    private final Rights rights;
    private final InstantSource clock;

    Closings(Projects projects, ProjectStore store, Rulebook rules, Rights rights, InstantSource clock) {
        this.projects = projects;
        this.store = store;
        this.rules = rules;
        this.rights = rights;
        this.clock = clock;
    }

    public void recruit(Actor actor, ProjectId id) {
        projects.become(actor, projects.lock(id), ProjectState.RECRUITING, Step.Cause.RECRUITING, null, "");
    }

    // --- half-way ---

    /** The leader says how it goes. */
    public void midReview(Actor actor, ProjectId id, MidReview.Going going, String words) {
        if (going != MidReview.Going.AS_PLANNED) {
            ReviewPolicy.reasonGiven(words).orRefuse();
        }
        Project project = projects.lock(id);
        ReviewPolicy.mayBecome(project.state(), ProjectState.MID_REVIEW).orRefuse();
        MidReview review =
                new MidReview(Ids.next(clock), going, words.strip(), clock.instant(), account(actor), "", null, "");
        store.add(id, review, actor.person());
        projects.become(
                actor,
                project,
                ProjectState.MID_REVIEW,
                Step.Cause.MID_REVIEWED,
                new Projects.Wait(Objects.requireNonNull(project.secondOrgan()), rules.due(Rulebook.Span.ANSWER)),
                words.strip());
    }

    private static UUID account(Actor actor) {
        UUID account = actor.account();
        if (account == null) {
            throw new Absent("account of " + actor.name());
        }
        return account;
    }

    /** Whether the actor may answer, evaluate or archive: the organ that passed it last, and not the own hand. */
    @Transactional(readOnly = true)
    public Decision mayJudge(Actor actor, Project project) {
        Organ organ = project.secondOrgan();
        if (organ == null) {
            return Decision.refused(Text.of("这个项目现在不等审核"));
        }
        Decision turn = ReviewPolicy.itIsThisOrgansTurn(rights.may(actor, organ.action(), project.place()), organ);
        return turn instanceof Decision.Refused
                ? turn
                : ReviewPolicy.nobodyJudgesHisOwn(projects.ownHand(project, actor));
    }

    public void answer(Actor actor, ProjectId id, String answer) {
        ReviewPolicy.reasonGiven(answer).orRefuse();
        Project project = projects.lock(id);
        mayJudge(actor, project).orRefuse();
        MidReview open = store.midReviews(id.value()).stream()
                .filter(review -> review.answeredAt() == null)
                .findFirst()
                .orElseThrow(() -> new Refusal(Text.of("没有等答复的中期情况")));
        ReviewPolicy.nobodyJudgesHisOwn(open.account().equals(actor.account())).orRefuse();
        store.answer(open.id(), answer.strip(), clock.instant(), actor);
        projects.become(actor, project, ProjectState.RUNNING, Step.Cause.MID_REVIEW_ANSWERED, null, answer.strip());
    }

    // --- the report ---

    /**
     * A report as the facts write it.
     *
     * @param achieved what was done, sentence by sentence
     * @param undone what was promised and not done
     * @param missing what no record tells, so that the report does not tell it either
     */
    public record Draft(Done done, List<Text> achieved, List<Text> undone, List<Text> missing) {}

    @Transactional(readOnly = true)
    public Draft draft(ProjectId id) {
        return draft(store.plan(id.value()), store.done(id.value()), projects.outcomes(id));
    }

    /** Whether the project heard of something since its report was confirmed: then the report does not say it. */
    @Transactional(readOnly = true)
    public boolean overtaken(ProjectId id) {
        return projects.report(id).map(report -> overtaken(id, report)).orElse(false);
    }

    private boolean overtaken(ProjectId id, Report report) {
        // the figures too: what was told at the same time may bear an earlier moment
        return store.toldSince(id.value(), report.confirmedAt())
                || !report.done().equals(store.done(id.value()));
    }

    /** The leader's own words of a report that came back, while they still say what stands; else it is drafted anew. */
    @Transactional(readOnly = true)
    public Optional<Report> standing(ProjectId id) {
        return projects.report(id).filter(report -> !overtaken(id, report));
    }

    static Draft draft(Plan plan, Done done, List<Outcome> outcomes) {
        List<Text> achieved = new ArrayList<>();
        if (done.activities() > 0) {
            achieved.add(Text.of(
                    "在 {0} 天里办了 {1} 次活动，志愿者参加 {2} 人次，共服务 {3} 小时 {4} 分钟，服务群众 {5} 人次。",
                    done.days(),
                    done.activities(),
                    done.turns(),
                    done.time().hours(),
                    done.time().restMinutes(),
                    done.reached()));
        }
        outcomes.stream()
                .filter(outcome -> !outcome.result().isEmpty())
                .forEach(outcome -> achieved.add(Text.of("{0}：{1}", outcome.day(), outcome.result())));
        List<Text> undone = new ArrayList<>();
        less(undone, plan.days(), done.activities(), "计划办 {0} 次，办了 {1} 次，少 {2} 次。");
        less(undone, plan.reached(), done.reached(), "计划服务 {0} 人次，服务了 {1} 人次，少 {2} 人次。");
        return new Draft(done, achieved, undone, missing(plan, done));
    }

    private static void less(List<Text> undone, @Nullable Integer planned, int done, String sentence) {
        if (planned != null && planned > done) {
            undone.add(Text.of(sentence, planned, done, planned - done));
        }
    }

    private static List<Text> missing(Plan plan, Done done) {
        List<Text> missing = new ArrayList<>();
        if (done.activities() == 0) {
            missing.add(Text.of("没有一次活动的结果记到这个项目"));
        }
        if (done.silent() > 0) {
            missing.add(Text.of("{0} 次活动没有写结果", done.silent()));
        }
        if (plan.money() != null && plan.money().fen() > 0) {
            missing.add(Text.of("实际花了多少钱，没有记录"));
        }
        missing.add(Text.of("服务对象怎么评价，没有记录"));
        return missing;
    }

    /** Ends the work before its last day; the report follows. */
    public void close(Actor actor, ProjectId id) {
        Project project = projects.lock(id);
        projects.become(actor, project, ProjectState.CLOSING, Step.Cause.CLOSING, projects.closing(project), "");
    }

    /** Whether its leader confirmed the report of this closing. */
    @Transactional(readOnly = true)
    public boolean reported(Project project) {
        return project.state() == ProjectState.CLOSING && project.waitsFor() != Organ.LEADER;
    }

    /** The leader confirms: the figures are taken as they are, the words are his. */
    public void report(Actor actor, ProjectId id, String achieved, String undone) {
        Project project = projects.lock(id);
        if (project.state() != ProjectState.CLOSING || reported(project)) {
            throw new Refusal(Text.of("现在没有要确认的结项报告"));
        }
        store.report(
                id,
                new Report(
                        store.done(id.value()),
                        achieved.strip(),
                        undone.strip(),
                        clock.instant(),
                        account(actor),
                        actor.person(),
                        actor.name()));
        projects.stand(
                project,
                ProjectState.CLOSING,
                new Projects.Wait(Objects.requireNonNull(project.secondOrgan()), rules.due(Rulebook.Span.EVALUATION)));
        projects.note(actor, project, ProjectState.CLOSING, Step.Cause.REPORTED, "");
    }

    public void evaluate(Actor actor, ProjectId id, Evaluation.Verdict verdict, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        Project project = reportedOne(actor, id);
        store.evaluate(id, verdict, reason.strip(), clock.instant(), actor);
        projects.become(actor, project, ProjectState.EVALUATED, Step.Cause.EVALUATED, null, reason.strip());
    }

    private Project reportedOne(Actor actor, ProjectId id) {
        Project project = projects.lock(id);
        mayJudge(actor, project).orRefuse();
        if (!reported(project)) {
            throw new Refusal(Text.of("负责人还没有确认结项报告"));
        }
        return project;
    }

    /** Sends the report back: something is still to be done or to be said better. */
    public void returnReport(Actor actor, ProjectId id, String reason) {
        ReviewPolicy.reasonGiven(reason).orRefuse();
        Project project = reportedOne(actor, id);
        LocalDate until = project.until();
        boolean over = until != null && !until.isAfter(rules.today());
        if (over) {
            // nothing is left to be done, only to be said
            projects.stand(
                    project,
                    ProjectState.CLOSING,
                    new Projects.Wait(Organ.LEADER, rules.due(Rulebook.Span.CORRECTION)));
            projects.note(actor, project, ProjectState.CLOSING, Step.Cause.REPORT_RETURNED, reason.strip());
        } else {
            projects.become(actor, project, ProjectState.RUNNING, Step.Cause.REPORT_RETURNED, null, reason.strip());
        }
    }

    public void archive(Actor actor, ProjectId id) {
        Project project = projects.lock(id);
        mayJudge(actor, project).orRefuse();
        projects.become(actor, project, ProjectState.CLOSED, Step.Cause.ARCHIVED, null, "");
    }
}
