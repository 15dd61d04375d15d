package org.zhiyuan.project.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Action;
import org.zhiyuan.kernel.Can;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.network.KnownSite;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.network.Sites;
import org.zhiyuan.network.Tier;
import org.zhiyuan.project.Closings;
import org.zhiyuan.project.Project;
import org.zhiyuan.project.ProjectId;
import org.zhiyuan.project.ProjectState;
import org.zhiyuan.project.Projects;
import org.zhiyuan.project.Rulebook;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;

/** Projects as everybody sees them, once two persons have passed them. */
@Controller("projectPublicController")
class PublicController {
    /** What the list can be narrowed to. */
    private static final Map<String, Set<ProjectState>> STATES = Map.of(
            "recruiting", Set.of(ProjectState.PUBLISHED, ProjectState.RECRUITING),
            "running", Set.of(ProjectState.RUNNING, ProjectState.MID_REVIEW, ProjectState.CLOSING),
            "closed", Set.of(ProjectState.EVALUATED, ProjectState.CLOSED));

    private final Projects projects;
    private final Closings closings;
    private final Rulebook rules;
    private final Sites sites;
    private final Places places;
    private final Facts facts;

    PublicController(Projects projects, Closings closings, Rulebook rules, Sites sites, Places places, Facts facts) {
        this.projects = projects;
        this.closings = closings;
        this.rules = rules;
        this.sites = sites;
        this.places = places;
        this.facts = facts;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/projects")
    ModelAndView list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String street,
            @RequestParam(defaultValue = "1") int page) {
        List<KnownSite> known = sites.known(rules.today());
        Map<String, String> streets = new LinkedHashMap<>();
        known.stream()
                .filter(site -> site.tier() == Tier.INSTITUTE)
                .sorted(Comparator.comparing(KnownSite::number))
                .forEach(site -> streets.put(
                        site.number(),
                        Words.english() && !site.name().english().isEmpty()
                                ? site.name().english()
                                : site.name().brief()));
        Map<String, String> fields = facts.fieldNames();
        String wantedField = fields.containsKey(field) ? field : "";
        String wantedStreet = streets.containsKey(street) ? street : "";
        String wantedState = STATES.containsKey(state) ? state : "";
        Slice<Project> found = projects.published(
                STATES.get(wantedState),
                wantedField.isEmpty() ? null : wantedField,
                wantedStreet.isEmpty() ? null : below(known, wantedStreet),
                Math.max(1, page));
        return new ModelAndView("project/list")
                .addObject("found", found)
                .addObject(
                        "places",
                        places.names(found.rows().stream().map(Project::site).toList(), Words.english()))
                .addObject("fields", fields)
                .addObject("streets", streets)
                .addObject("state", wantedState)
                .addObject("field", wantedField)
                .addObject("street", wantedStreet);
    }

    /** A site and all that lies below it. */
    private static List<SiteId> below(List<KnownSite> known, String number) {
        List<SiteId> below = new ArrayList<>();
        Set<SiteId> inside = new HashSet<>();
        known.stream().filter(site -> site.number().equals(number)).forEach(site -> {
            inside.add(site.id());
            below.add(site.id());
        });
        boolean more = true;
        while (more) {
            more = false;
            for (KnownSite site : known) {
                @Nullable SiteId parent = site.parent();
                if (parent != null && inside.contains(parent) && inside.add(site.id())) {
                    below.add(site.id());
                    more = true;
                }
            }
        }
        return below;
    }

    @Can(Action.PUBLIC_READ)
    @GetMapping("/projects/{project}")
    ModelAndView one(@PathVariable String project) {
        Project found = published(project);
        return facts.on(new ModelAndView("project/project"), found)
                .addObject("done", projects.done(found.id()))
                .addObject("outcomes", projects.outcomes(found.id()))
                .addObject("report", projects.report(found.id()).orElse(null))
                .addObject("evaluation", projects.evaluation(found.id()).orElse(null));
    }

    private Project published(String project) {
        Project found = projects.get(ProjectId.parse(project));
        if (found.publishedAt() == null) {
            throw new Absent("published project " + project);
        }
        return found;
    }

    /** The closing report, to be read and printed, once somebody has looked at it. */
    @Can(Action.PUBLIC_READ)
    @GetMapping("/projects/{project}/report")
    ModelAndView report(@PathVariable String project) {
        Project found = published(project);
        if (found.state() != ProjectState.EVALUATED && found.state() != ProjectState.CLOSED) {
            throw new Absent("report of project " + project);
        }
        return facts.on(new ModelAndView("project/report"), found)
                .addObject("report", projects.report(found.id()).orElse(null))
                .addObject("missing", closings.draft(found.id()).missing())
                .addObject("evaluation", projects.evaluation(found.id()).orElse(null))
                .addObject("back", found.href());
    }
}
