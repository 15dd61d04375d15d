package org.zhiyuan.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Rights;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import org.zhiyuan.shell.Waiting;
import org.zhiyuan.shell.Words;
import org.zhiyuan.volunteer.Places;

/** Projects that wait: for a reviewer who may review them, for whoever answers or evaluates, for whoever leads them. */
@Component
class ProjectWaiting implements Waiting {
    static final String KEY = "project.waiting";

    private final Projects projects;
    private final Places places;
    private final Rights rights;

    ProjectWaiting(Projects projects, Places places, Rights rights) {
        this.projects = projects;
        this.places = places;
        this.rights = rights;
    }

    @Override
    public String key() {
        return KEY;
    }

    /** The badge stands on every page of the office: counted without what only the list says of each. */
    @Override
    public int count(Actor actor) {
        return waiting(actor).size();
    }

    private Map<ProjectId, Project> waiting(Actor actor) {
        Map<ProjectId, Project> waiting = new LinkedHashMap<>();
        for (Organ organ : Organ.values()) {
            if (actor.signedIn() && rights.mayAnywhere(actor, organ.action())) {
                rights.within(actor, organ.action(), () -> projects.waiting(actor, organ, ITEMS_MAX))
                        .forEach(project -> waiting.put(project.id(), project));
            }
        }
        return waiting;
    }

    @Override
    public List<Item> items(Actor actor) {
        List<Project> waiting = new ArrayList<>(waiting(actor).values());
        if (waiting.isEmpty()) {
            return List.of();
        }
        waiting.sort(Comparator.comparing(Project::dueAt, Comparator.nullsLast(Comparator.naturalOrder())));
        Map<SiteId, String> names =
                places.names(waiting.stream().map(Project::site).toList(), Words.english());
        return waiting.stream()
                .limit(ITEMS_MAX)
                .map(project -> new Item(
                        what(project),
                        names.getOrDefault(project.site(), ""),
                        project.waitsFor() == Organ.LEADER ? project.leaderHref() : project.officeHref(),
                        project.dueAt()))
                .toList();
    }

    private static Text what(Project project) {
        String title = project.title();
        return switch (project.state()) {
            case APPLIED -> Text.of("初审项目“{0}”", title);
            case REVIEW -> Text.of("复审项目“{0}”", title);
            case REFUSED -> Text.of("决定项目“{0}”的申诉", title);
            case RETURNED -> Text.of("修改项目“{0}”，再提交", title);
            case RUNNING -> Text.of("报项目“{0}”的中期情况", title);
            case MID_REVIEW -> Text.of("答复项目“{0}”的中期情况", title);
            default ->
                project.waitsFor() == Organ.LEADER ? Text.of("核对项目“{0}”的结项报告", title) : Text.of("评估项目“{0}”", title);
        };
    }
}
