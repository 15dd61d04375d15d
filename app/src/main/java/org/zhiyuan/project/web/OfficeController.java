package org.zhiyuan.project.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.project.Closings;
import org.zhiyuan.project.Evaluation;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.ProjectState;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.Review;
import org.zhiyuan.project.Reviews;
import org.zhiyuan.project.RiskGrade;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;

/** Projects as the office sees them: what waits first, each with the one form that is its turn. */
@Controller("projectOfficeController")
class OfficeController {
    private static final int REASON_LENGTH_MAX = 500;
    private static final int ANSWER_LENGTH_MAX = 300;

    private final Projects projects;
    private final Reviews reviews;
    private final Closings closings;
    private final Places places;
    private final Rights rights;
    private final Facts facts;
    private final Answers answers;

    OfficeController(
            Projects projects,
            Reviews reviews,
            Closings closings,
            Places places,
            Rights rights,
            Facts facts,
            Answers answers) {
        this.projects = projects;
        this.reviews = reviews;
        this.closings = closings;
        this.places = places;
        this.rights = rights;
        this.facts = facts;
        this.answers = answers;
    }

    @Can(Action.PROJECT_READ)
    @GetMapping("/office/projects")
    ModelAndView list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") int page) {
        ProjectState wanted = state(state);
        Slice<Project> found = projects.inOffice(wanted, Math.max(1, page));
        return new ModelAndView("project/office")
                .addObject("found", found)
                .addObject("state", wanted)
                .addObject(
                        "places",
                        places.names(found.rows().stream().map(Project::site).toList(), Words.english()))
                .addObject(
                        "applicable",
                        rights.mayAnywhere(Acting.actor(), Action.PROJECT_REVIEW)
                                || rights.mayAnywhere(Acting.actor(), Action.PROJECT_LEAD));
    }

    private static @Nullable ProjectState state(String typed) {
        for (ProjectState state : ProjectState.values()) {
            if (state.name().equals(typed)) {
                return state;
            }
        }
        return null;
    }

    @Can(value = Action.PROJECT_READ, on = "project")
    @GetMapping("/office/projects/{project}")
    ModelAndView one(@PathVariable String project) {
        return page(Form.empty(), get(project));
    }

    private Project get(String project) {
        return projects.get(ProjectId.parse(project));
    }

    private ModelAndView page(Form form, Project project) {
        Actor actor = Acting.actor();
        boolean reviewer = rights.may(actor, Action.PROJECT_REVIEW, project.place());
        Decision mayReview = reviews.mayReview(actor, project);
        return facts.on(Answers.again("project/desk", form), project)
                .addObject("history", projects.steps(project.id()))
                .addObject("overtaken", closings.overtaken(project.id()))
                .addObject("reviews", projects.reviews(project.id()))
                .addObject("objections", projects.objections(project))
                .addObject("appeal", projects.appeal(project).orElse(null))
                .addObject("midReviews", projects.midReviews(project.id()))
                .addObject("done", projects.done(project.id()))
                .addObject("report", projects.report(project.id()).orElse(null))
                .addObject("evaluation", projects.evaluation(project.id()).orElse(null))
                .addObject("reported", closings.reported(project))
                .addObject("reviewable", mayReview instanceof Decision.Allowed)
                .addObject(
                        "whyNot", reviewer && mayReview instanceof Decision.Refused refused ? refused.reason() : null)
                .addObject("appealable", reviews.mayDecideAppeal(actor, project) instanceof Decision.Allowed)
                .addObject("judging", reviewer && closings.mayJudge(actor, project) instanceof Decision.Allowed)
                .addObject("reviewer", reviewer)
                .addObject("leading", rights.may(actor, Action.PROJECT_LEAD, project.place()));
    }

    @Can(value = Action.PROJECT_REVIEW, on = "project")
    @PostMapping("/office/projects/{project}/reviews")
    ModelAndView review(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Review.Verdict verdict = form.choice("verdict", Review.Verdict.class, Text.of("请选通过、退回修改，或不予通过"));
        String reason = form.text("reason", REASON_LENGTH_MAX);
        RiskGrade raise = form.raw("raise").isEmpty() ? null : form.choice("raise", RiskGrade.class, Text.of("请选一项"));
        boolean accepted = form.has("accepted", "yes");
        if (verdict == Review.Verdict.PASSED && !accepted) {
            Answers.refuse(form, "accepted", reviews.objectionsAreDecided(get(project)));
        }
        return changed(form, token, project, "reason", id -> {
            if (verdict != null) {
                reviews.review(Acting.actor(), id, new Reviews.Word(verdict, reason, raise, accepted));
            }
        });
    }

    private ModelAndView changed(Form form, String token, String project, String field, Consumer<ProjectId> change) {
        Project found = get(project);
        if (form.hasWrongs()) {
            return page(form, found);
        }
        try {
            return answers.once(token, () -> {
                change.accept(found.id());
                return found.officeHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, field, refusal);
            return page(form, get(project));
        }
    }

    @Can(value = Action.PROJECT_REVIEW, on = "project")
    @PostMapping("/office/projects/{project}/appeal-decision")
    ModelAndView decideAppeal(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        boolean upheld = form.has("upheld", "yes");
        if (!upheld && !form.has("upheld", "no")) {
            form.wrong("upheld", Text.of("请选申诉成立或不成立"));
        }
        String reason = form.text("reason", REASON_LENGTH_MAX);
        return changed(form, token, project, "reason", id -> {
            reviews.decideAppeal(Acting.actor(), id, upheld, reason);
        });
    }

    @Can(value = Action.PROJECT_REVIEW, on = "project")
    @PostMapping("/office/projects/{project}/mid-review-answer")
    ModelAndView answer(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String answer = form.text("reason", ANSWER_LENGTH_MAX);
        return changed(form, token, project, "reason", id -> {
            closings.answer(Acting.actor(), id, answer);
        });
    }

    @Can(value = Action.PROJECT_REVIEW, on = "project")
    @PostMapping("/office/projects/{project}/evaluation")
    ModelAndView evaluate(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String reason = form.text("reason", REASON_LENGTH_MAX);
        boolean back = form.has("verdict", "RETURN");
        Evaluation.Verdict verdict = back ? null : form.choice("verdict", Evaluation.Verdict.class, Text.of("请选一项"));
        return changed(form, token, project, "reason", id -> {
            if (verdict == null) {
                closings.returnReport(Acting.actor(), id, reason);
            } else {
                closings.evaluate(Acting.actor(), id, verdict, reason);
            }
        });
    }

    @Can(value = Action.PROJECT_REVIEW, on = "project")
    @PostMapping("/office/projects/{project}/archive")
    ModelAndView archive(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        return changed(form, token, project, "archive", id -> {
            closings.archive(Acting.actor(), id);
        });
    }

    @Can(value = Action.PROJECT_REVIEW, on = "project")
    @PostMapping("/office/projects/{project}/termination")
    ModelAndView terminate(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        String reason = form.text("end", REASON_LENGTH_MAX);
        return changed(form, token, project, "end", id -> {
            reviews.terminate(Acting.actor(), id, reason);
        });
    }

    /** The closing report for the office, before the public sees it. */
    @Can(value = Action.PROJECT_READ, on = "project")
    @GetMapping("/office/projects/{project}/report")
    ModelAndView report(@PathVariable String project) {
        Project found = get(project);
        return facts.on(new ModelAndView("project/report"), found)
                .addObject("report", projects.report(found.id()).orElse(null))
                .addObject("missing", closings.draft(found.id()).missing())
                .addObject("evaluation", projects.evaluation(found.id()).orElse(null))
                .addObject("back", found.officeHref());
    }
}
