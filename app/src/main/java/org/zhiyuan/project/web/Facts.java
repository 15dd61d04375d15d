package org.zhiyuan.project.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.network.Field;
import org.zhiyuan.network.Fields;
import org.zhiyuan.project.Choice;
import org.zhiyuan.project.Plan;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.RiskQuestion;
import org.zhiyuan.project.Rulebook;
import org.zhiyuan.shell.Words;
import org.zhiyuan.team.Team;
import org.zhiyuan.team.TeamId;
import org.zhiyuan.team.Teams;
import org.zhiyuan.volunteer.Places;

/** What pages of projects have in common: how the keys in a project are called in the reader's language. */
@Component("projectFacts")
class Facts {
    private final Projects projects;
    private final Rulebook rules;
    private final Places places;
    private final Fields fields;
    private final Teams teams;

    Facts(Projects projects, Rulebook rules, Places places, Fields fields, Teams teams) {
        this.projects = projects;
        this.rules = rules;
        this.places = places;
        this.fields = fields;
        this.teams = teams;
    }

    /** Adds the project, its plan, and the names of what they name. */
    ModelAndView on(ModelAndView page, Project project) {
        Plan plan = projects.plan(project.id());
        boolean english = Words.english();
        TeamId team = project.team();
        return page.addObject("project", project)
                .addObject("plan", plan)
                .addObject("place", places.name(project.site(), english))
                .addObject("field", fieldNames().getOrDefault(String.valueOf(project.field()), ""))
                .addObject(
                        "team",
                        team == null ? "" : teams.find(team).map(Team::name).orElse(""))
                .addObject("category", String.join("", called(Choice.Kind.CATEGORY, Set.of(plan.category()))))
                .addObject("objects", called(Choice.Kind.OBJECT, plan.objects()))
                .addObject(
                        "risky",
                        rules.riskQuestions().stream()
                                .filter(question -> plan.risky().contains(question.key()))
                                .map(question -> question.words(english))
                                .toList());
    }

    private List<String> called(Choice.Kind kind, Set<String> keys) {
        return rules.choices(kind).stream()
                .filter(choice -> keys.contains(choice.key()))
                .map(choice -> choice.called(Words.english()))
                .toList();
    }

    Map<String, String> fieldNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Field field : fields.on(rules.today())) {
            names.put(field.key(), field.called(Words.english()));
        }
        return names;
    }

    List<Choice> choices(Choice.Kind kind) {
        return rules.choices(kind);
    }

    List<RiskQuestion> questions() {
        return rules.riskQuestions();
    }
}
