package org.zhiyuan.project.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.project.Applications;
import org.zhiyuan.project.Closings;
import org.zhiyuan.project.MidReview;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.ProjectState;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.Report;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;

/** 我的项目: what one leads, where each stands, and what is to be done next. */
@Controller("myProjectController")
class LeaderController {
    private static final int REASON_LENGTH_MAX = 500;
    private static final int MID_REVIEW_LENGTH_MAX = 300;

    private final Projects projects;
    private final Applications applications;
    private final Closings closings;
    private final Facts facts;
    private final Answers answers;

    LeaderController(Projects projects, Applications applications, Closings closings, Facts facts, Answers answers) {
        this.projects = projects;
        this.applications = applications;
        this.closings = closings;
        this.facts = facts;
        this.answers = answers;
    }

    @Can(Action.OWN_DATA_READ)
    @GetMapping("/me/projects")
    ModelAndView mine() {
        var person = Acting.actor().person();
        List<Project> led = person == null ? List.of() : projects.led(person);
        return new ModelAndView("project/mine").addObject("led", led);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}")
    ModelAndView one(@PathVariable String project) {
        Project found = get(project);
        return facts.on(new ModelAndView("project/leader"), found)
                .addObject("history", projects.steps(found.id()))
                .addObject("objections", projects.objections(found))
                .addObject("appeal", projects.appeal(found).orElse(null))
                .addObject("midReviews", projects.midReviews(found.id()))
                .addObject("reported", closings.reported(found))
                .addObject("done", projects.done(found.id()))
                .addObject("evaluation", projects.evaluation(found.id()).orElse(null));
    }

    private Project get(String project) {
        return projects.get(ProjectId.parse(project));
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/recruitment")
    ModelAndView recruit(@PathVariable String project, @RequestParam(FormTokens.FIELD) String token) {
        Project found = get(project);
        return answers.once(token, () -> {
            closings.recruit(Acting.actor(), found.id());
            return found.leaderHref();
        });
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/end")
    ModelAndView end(@PathVariable String project, @RequestParam(FormTokens.FIELD) String token) {
        Project found = get(project);
        return answers.once(token, () -> {
            closings.close(Acting.actor(), found.id());
            return found.leaderHref() + "/report";
        });
    }

    // --- a reason, and nothing else ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/withdrawal")
    ModelAndView withdrawal(@PathVariable String project) {
        return withdrawalPage(Form.empty(), get(project));
    }

    private static ModelAndView withdrawalPage(Form form, Project project) {
        return Answers.again("project/reason", form)
                .addObject("project", project)
                .addObject("action", project.leaderHref() + "/withdrawal")
                .addObject("heading", Text.of("撤回这个项目"))
                .addObject("consequence", Text.of("撤回以后不能恢复；要再做，请重新申请。"))
                .addObject("label", Text.of("原因"))
                .addObject("button", Text.of("确认撤回"))
                .addObject("danger", true);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/withdrawal")
    ModelAndView withdraw(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        String reason = form.text("reason", REASON_LENGTH_MAX);
        return reasoned(form, token, found, () -> withdrawalPage(form, found), id -> {
            applications.withdraw(Acting.actor(), id, reason);
        });
    }

    private interface Page {
        ModelAndView show();
    }

    private ModelAndView reasoned(Form form, String token, Project project, Page again, Consumer<ProjectId> change) {
        if (form.hasWrongs()) {
            return again.show();
        }
        try {
            return answers.once(token, () -> {
                change.accept(project.id());
                return project.leaderHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "reason", refusal);
            return again.show();
        }
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/appeal")
    ModelAndView appeal(@PathVariable String project) {
        return appealPage(Form.empty(), get(project));
    }

    private static ModelAndView appealPage(Form form, Project project) {
        return Answers.again("project/reason", form)
                .addObject("project", project)
                .addObject("action", project.leaderHref() + "/appeal")
                .addObject("heading", Text.of("申诉"))
                .addObject("consequence", Text.of("申诉由另一个人决定，不是当时没有通过的人。"))
                .addObject("label", Text.of("为什么您认为不该不通过"))
                .addObject("button", Text.of("提交申诉"))
                .addObject("danger", false);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/appeal")
    ModelAndView appealed(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        String words = form.text("reason", REASON_LENGTH_MAX);
        return reasoned(form, token, found, () -> appealPage(form, found), id -> {
            applications.appeal(Acting.actor(), id, words);
        });
    }

    // --- half-way ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/mid-review")
    ModelAndView midReview(@PathVariable String project) {
        return midReviewPage(Form.empty(), get(project));
    }

    private ModelAndView midReviewPage(Form form, Project project) {
        return facts.on(Answers.again("project/midReview", form), project)
                .addObject("done", projects.done(project.id()));
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/mid-review")
    ModelAndView midReviewed(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        MidReview.Going going = form.choice("going", MidReview.Going.class, Text.of("请选一项"));
        String words = form.text("reason", MID_REVIEW_LENGTH_MAX);
        if (going == null) {
            return midReviewPage(form, found);
        }
        return reasoned(form, token, found, () -> midReviewPage(form, found), id -> {
            closings.midReview(Acting.actor(), id, going, words);
        });
    }

    // --- the report ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/report")
    ModelAndView report(@PathVariable String project) {
        Project found = get(project);
        if (found.state() != ProjectState.CLOSING || closings.reported(found)) {
            return facts.on(new ModelAndView("project/report"), found)
                    .addObject("report", projects.report(found.id()).orElse(null))
                    .addObject("missing", closings.draft(found.id()).missing())
                    .addObject("evaluation", projects.evaluation(found.id()).orElse(null))
                    .addObject("back", found.leaderHref());
        }
        Closings.Draft draft = closings.draft(found.id());
        Form form = Form.empty();
        closings.standing(found.id())
                .ifPresentOrElse(
                        earlier -> form.with("achieved", earlier.achieved()).with("undone", earlier.undone()),
                        () -> form.with("achieved", said(draft.achieved())).with("undone", said(draft.undone())));
        return draftPage(form, found);
    }

    private static String said(List<Text> sentences) {
        return sentences.stream().map(Words::t).collect(Collectors.joining("\n"));
    }

    private ModelAndView draftPage(Form form, Project project) {
        return facts.on(Answers.again("project/closing", form), project)
                .addObject("draft", closings.draft(project.id()))
                .addObject(
                        "earlier",
                        closings.overtaken(project.id())
                                ? projects.report(project.id()).orElse(null)
                                : null);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/report")
    ModelAndView reported(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        String achieved = form.required("achieved", Report.WORDS_LENGTH_MAX, Text.of("请写做成了什么"));
        String undone = form.required("undone", Report.WORDS_LENGTH_MAX, Text.of("请写没做到的；都做到了，就写“没有”"));
        if (!achieved.isEmpty() && achieved.length() < 4) {
            form.wrong("achieved", Text.of("请写做成了什么"));
        }
        if (form.hasWrongs()) {
            return draftPage(form, found);
        }
        try {
            return answers.once(token, () -> {
                closings.report(Acting.actor(), found.id(), achieved, undone);
                return found.leaderHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "achieved", refusal);
            return draftPage(form, found);
        }
    }
}
