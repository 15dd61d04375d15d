package org.zhiyuan.project.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.zhiyuan.kernel.Money;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.project.Applications;
import org.zhiyuan.project.Choice;
import org.zhiyuan.project.NegativeList;
import org.zhiyuan.project.Plan;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.RiskQuestion;
import org.zhiyuan.project.Rulebook;
import org.zhiyuan.shell.Form;
import org.zhiyuan.shell.FormTokens;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Places;
import org.zhiyuan.volunteer.VolunteerNumber;

/** Applying for a project in five plain pages; each keeps what was entered, so that one may go on another day. */
@Controller("projectApplicationController")
class ApplicationController {
    static final int STEPS = 5;
    private static final int COUNT_MAX = 1_000_000;
    private static final int DAYS_MAX = 400;
    private static final int VOLUNTEERS_MAX = 100_000;
    private static final int TITLE_LENGTH_MIN = 2;

    private final Applications applications;
    private final Projects projects;
    private final Rulebook rules;
    private final Places places;
    private final Teams teams;
    private final Facts facts;
    private final Answers answers;

    ApplicationController(
            Applications applications,
            Projects projects,
            Rulebook rules,
            Places places,
            Teams teams,
            Facts facts,
            Answers answers) {
        this.applications = applications;
        this.projects = projects;
        this.rules = rules;
        this.places = places;
        this.teams = teams;
        this.facts = facts;
        this.answers = answers;
    }

    // --- 1: what it is called, and whose it is ---

    @Can(Action.PROJECT_APPLY)
    @GetMapping("/projects/new")
    ModelAndView fresh() {
        return basicsPage(Form.empty(), null);
    }

    private static boolean staff() {
        return Acting.actor().kind() == Actor.Kind.STAFF;
    }

    private ModelAndView basicsPage(Form form, @Nullable Project project) {
        return Answers.again("project/basics", form)
                .addObject("project", project)
                .addObject("places", places(project))
                .addObject("fields", facts.fieldNames())
                .addObject("teams", led())
                .addObject("staff", staff())
                .addObject("steps", STEPS);
    }

    private Map<String, String> places(@Nullable Project project) {
        return staff() ? places.mine(Words.english()) : places.all(Words.english());
    }

    private Map<String, String> led() {
        Map<String, String> led = new LinkedHashMap<>();
        Actor actor = Acting.actor();
        if (actor.person() != null) {
            teams.led(actor.person()).forEach(team -> led.put(team.id().toString(), team.name()));
        }
        return led;
    }

    @Can(Action.PROJECT_APPLY)
    @PostMapping("/projects")
    ModelAndView begin(@RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Form form = Form.of(request);
        Applications.Basics basics = basics(form, null);
        Optional<VolunteerNumber> leader = leader(form);
        if (basics == null || form.hasWrongs()) {
            return basicsPage(form, null);
        }
        try {
            return answers.once(token, () -> {
                ProjectId id = leader.isPresent()
                        ? applications.begin(Acting.actor(), basics, leader.get())
                        : applications.begin(Acting.actor(), basics);
                return "/me/projects/" + id + "/need";
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, staff() ? "leader" : "team", refusal);
            return basicsPage(form, null);
        }
    }

    private static Optional<VolunteerNumber> leader(Form form) {
        if (!staff()) {
            return Optional.empty();
        }
        Optional<VolunteerNumber> leader = VolunteerNumber.typed(form.raw("leader"));
        if (leader.isEmpty()) {
            form.wrong("leader", Text.of("请填写负责人的志愿者编号"));
        }
        return leader;
    }

    private Applications.@Nullable Basics basics(Form form, @Nullable Project project) {
        String title = form.required("title", Plan.TITLE_LENGTH_MAX, Text.of("请给项目起个名字"));
        if (!title.isEmpty() && title.length() < TITLE_LENGTH_MIN) {
            form.wrong("title", Text.of("请给项目起个名字"));
        }
        SiteId site = Places.chosen(places(project), form.raw("site"));
        if (site == null) {
            form.wrong("site", Text.of("请选由哪个所或站来办"));
        }
        String field = form.raw("field");
        TeamId team = project == null ? null : project.team();
        if (!staff() && led().containsKey(form.raw("team"))) {
            team = TeamId.parse(form.raw("team"));
        } else if (!staff() && project == null) {
            form.wrong("team", Text.of("请选您带的队伍；没有带队的，请队长来申请"));
        }
        return form.hasWrongs() || site == null
                ? null
                : new Applications.Basics(title, site, facts.fieldNames().containsKey(field) ? field : null, team);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/basics")
    ModelAndView basics(@PathVariable String project) {
        Project found = get(project);
        TeamId team = found.team();
        Form form = Form.empty()
                .with("title", found.title())
                .with("site", found.site())
                .with("field", found.field())
                .with("team", team);
        return basicsPage(form, found);
    }

    private Project get(String project) {
        return projects.get(ProjectId.parse(project));
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/basics")
    ModelAndView basicsGiven(@PathVariable String project, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        Applications.Basics basics = basics(form, found);
        if (basics == null) {
            return basicsPage(form, found);
        }
        try {
            applications.describe(Acting.actor(), found.id(), basics);
        } catch (Refusal refusal) {
            Answers.wrong(form, "title", refusal);
            return basicsPage(form, found);
        }
        return Answers.onward(found.leaderHref() + "/need");
    }

    // --- 2: why ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/need")
    ModelAndView need(@PathVariable String project) {
        Project found = get(project);
        Plan plan = projects.plan(found.id());
        Form form = Form.empty()
                .with("need", plan.need())
                .with("source", plan.source())
                .with("guidance", plan.guidance())
                .with("benefit", plan.benefit())
                .with("practice", plan.practice())
                .with("category", plan.category())
                .with("object", List.copyOf(plan.objects()));
        return needPage(form, found);
    }

    private ModelAndView needPage(Form form, Project project) {
        Map<String, String> categories = new LinkedHashMap<>();
        facts.choices(Choice.Kind.CATEGORY)
                .forEach(choice -> categories.put(choice.key(), choice.called(Words.english())));
        return Answers.again("project/need", form)
                .addObject("project", project)
                .addObject("categories", categories)
                .addObject("objects", facts.choices(Choice.Kind.OBJECT))
                .addObject("steps", STEPS);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/need")
    ModelAndView needGiven(@PathVariable String project, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        Plan before = projects.plan(found.id());
        String need = form.required("need", Plan.NEED_LENGTH_MAX, Text.of("请写是谁有什么需要"));
        String source = form.text("source", Plan.SOURCE_LENGTH_MAX);
        String guidance = form.required("guidance", Plan.ANSWER_LENGTH_MAX, Text.of("请用一两句话回答"));
        String benefit = form.required("benefit", Plan.ANSWER_LENGTH_MAX, Text.of("请用一两句话回答"));
        String practice = form.required("practice", Plan.ANSWER_LENGTH_MAX, Text.of("请用一两句话回答"));
        String category = chosen(Choice.Kind.CATEGORY, form, "category").stream()
                .findFirst()
                .orElse("");
        Set<String> objects = chosen(Choice.Kind.OBJECT, form, "object");
        if (category.isEmpty()) {
            form.wrong("category", Text.of("请选一类"));
        }
        if (objects.isEmpty()) {
            form.wrong("object", Text.of("请至少选一种人"));
        }
        if (form.hasWrongs()) {
            return needPage(form, found);
        }
        Plan plan = new Plan(
                category,
                objects,
                need,
                source,
                guidance,
                benefit,
                practice,
                before.place(),
                before.from(),
                before.until(),
                before.days(),
                before.volunteers(),
                before.reached(),
                before.money(),
                before.moneyUse(),
                before.risky(),
                before.riskAsked(),
                before.risks(),
                before.minors());
        return written(found, plan, "/plan", refusal -> {
            Answers.wrong(form, "need", refusal);
            return needPage(form, found);
        });
    }

    private Set<String> chosen(Choice.Kind kind, Form form, String field) {
        Set<String> chosen = new TreeSet<>();
        for (Choice choice : facts.choices(kind)) {
            if (form.has(field, choice.key())) {
                chosen.add(choice.key());
            }
        }
        return chosen;
    }

    private interface Otherwise {
        ModelAndView page(Refusal refusal);
    }

    private ModelAndView written(Project project, Plan plan, String next, Otherwise otherwise) {
        try {
            applications.write(Acting.actor(), project.id(), plan);
        } catch (Refusal refusal) {
            return otherwise.page(refusal);
        }
        return Answers.onward(project.leaderHref() + next);
    }

    // --- 3: how ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/plan")
    ModelAndView plan(@PathVariable String project) {
        Project found = get(project);
        Plan plan = projects.plan(found.id());
        LocalDate until = plan.until();
        Money money = plan.money();
        Form form = Form.empty()
                .with("place", plan.place())
                .with("from", plan.from())
                .with("last", until == null ? null : until.minusDays(1))
                .with("days", plan.days())
                .with("volunteers", plan.volunteers())
                .with("reached", plan.reached())
                .with("money", money == null ? null : money.yuan())
                .with("moneyUse", plan.moneyUse());
        return planPage(form, found);
    }

    private ModelAndView planPage(Form form, Project project) {
        return Answers.again("project/plan", form)
                .addObject("project", project)
                .addObject("months", rules.monthsMax())
                .addObject("steps", STEPS);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/plan")
    ModelAndView planGiven(@PathVariable String project, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        Plan before = projects.plan(found.id());
        String place = form.required("place", Plan.PLACE_LENGTH_MAX, Text.of("请写明地点，让人找得到"));
        LocalDate from = form.day("from", Text.of("请填开始的日子，像 2026-12-01"));
        LocalDate last = form.day("last", Text.of("请填最后一天，像 2026-12-31"));
        if (from != null && last != null && last.isBefore(from)) {
            form.wrong("last", Text.of("最后一天不能早于开始的日子"));
        } else if (from != null && last != null) {
            Answers.refuse(form, "from", applications.periodFits(from, last.plusDays(1)));
        }
        Integer days = count(form, "days", DAYS_MAX);
        Integer volunteers = count(form, "volunteers", VOLUNTEERS_MAX);
        Integer reached = count(form, "reached", COUNT_MAX);
        Money money = Money.typed(form.raw("money")).orElse(null);
        if (money == null) {
            form.wrong("money", Text.of("请填元，最多两位小数；不用钱填 0"));
        }
        String moneyUse = form.text("moneyUse", Plan.ANSWER_LENGTH_MAX);
        if (money != null && money.fen() > 0 && moneyUse.isEmpty()) {
            form.wrong("moneyUse", Text.of("请写钱用在哪里、从哪里来"));
        }
        if (form.hasWrongs() || from == null || last == null) {
            return planPage(form, found);
        }
        Plan plan = new Plan(
                before.category(),
                before.objects(),
                before.need(),
                before.source(),
                before.guidance(),
                before.benefit(),
                before.practice(),
                place,
                from,
                last.plusDays(1),
                days,
                volunteers,
                reached,
                money,
                moneyUse,
                before.risky(),
                before.riskAsked(),
                before.risks(),
                before.minors());
        return written(found, plan, "/risk", refusal -> {
            Answers.wrong(form, "place", refusal);
            return planPage(form, found);
        });
    }

    private static @Nullable Integer count(Form form, String field, int max) {
        String typed = form.digits(field);
        if (!typed.matches("[0-9]{1,7}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > max) {
            form.wrong(field, Text.of("请填 1 到 {0} 之间的整数", max));
            return null;
        }
        return Integer.parseInt(typed);
    }

    // --- 4: what may happen ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/risk")
    ModelAndView risk(@PathVariable String project) {
        Project found = get(project);
        Plan plan = projects.plan(found.id());
        Form form = Form.empty()
                .with("risks", plan.risks())
                .with("minors", plan.riskAsked() ? (plan.minors() ? "yes" : "no") : null);
        for (RiskQuestion question : facts.questions()) {
            form.with(
                    "q-" + question.key(),
                    plan.riskAsked() ? (plan.risky().contains(question.key()) ? "yes" : "no") : null);
        }
        return riskPage(form, found);
    }

    private ModelAndView riskPage(Form form, Project project) {
        return Answers.again("project/risk", form)
                .addObject("project", project)
                .addObject("questions", facts.questions())
                .addObject("steps", STEPS);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/risk")
    ModelAndView riskGiven(@PathVariable String project, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        Plan before = projects.plan(found.id());
        Set<String> risky = new TreeSet<>();
        for (RiskQuestion question : facts.questions()) {
            String field = "q-" + question.key();
            if (form.has(field, "yes")) {
                risky.add(question.key());
            } else if (!form.has(field, "no")) {
                form.wrong(field, Text.of("请选“有”或“没有”"));
            }
        }
        boolean minors = form.has("minors", "yes");
        if (!minors && !form.has("minors", "no")) {
            form.wrong("minors", Text.of("请选未成年人能不能参加"));
        }
        String risks = form.text("risks", Plan.RISKS_LENGTH_MAX);
        if (!form.hasWrongs()) {
            Answers.refuse(form, "minors", applications.minorsFit(risky, minors));
            Answers.refuse(form, "risks", applications.whatMayHappenIsSaid(risky, risks));
        }
        if (form.hasWrongs()) {
            return riskPage(form, found);
        }
        Plan plan = new Plan(
                before.category(),
                before.objects(),
                before.need(),
                before.source(),
                before.guidance(),
                before.benefit(),
                before.practice(),
                before.place(),
                before.from(),
                before.until(),
                before.days(),
                before.volunteers(),
                before.reached(),
                before.money(),
                before.moneyUse(),
                risky,
                true,
                risks,
                minors);
        return written(found, plan, "/check", refusal -> {
            Answers.wrong(form, "risks", refusal);
            return riskPage(form, found);
        });
    }

    // --- 5: a last look ---

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @GetMapping("/me/projects/{project}/check")
    ModelAndView check(@PathVariable String project) {
        return checkPage(Form.empty(), get(project));
    }

    private ModelAndView checkPage(Form form, Project project) {
        return facts.on(Answers.again("project/check", form), project)
                .addObject("missing", applications.missing(projects.plan(project.id())))
                .addObject("hits", applications.hits(project.id()))
                .addObject("steps", STEPS);
    }

    @Can(value = Action.PROJECT_LEAD, on = "project")
    @PostMapping("/me/projects/{project}/application")
    ModelAndView handIn(
            @PathVariable String project, @RequestParam(FormTokens.FIELD) String token, HttpServletRequest request) {
        Project found = get(project);
        Form form = Form.of(request);
        Map<String, String> statements = new HashMap<>();
        List<NegativeList.Hit> hits = applications.hits(found.id());
        for (int i = 0; i < hits.size(); i++) {
            statements.put(hits.get(i).phrase(), form.raw("why-" + i));
        }
        try {
            return answers.once(token, () -> {
                applications.handIn(Acting.actor(), found.id(), statements);
                return found.leaderHref();
            });
        } catch (Refusal refusal) {
            Answers.wrong(form, "check", refusal);
            return checkPage(form, get(project));
        }
    }
}
