package org.zhiyuan.project;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;

/**
 * What this room keeps of a person: which projects it leads. A project is the place's; after an erasure its leader is a
 * number that leads to nobody.
 */
@Component
class ProjectPersonalData implements PersonalData {
    private final Projects projects;

    ProjectPersonalData(Projects projects) {
        this.projects = projects;
    }

    @Override
    public String key() {
        return "project";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        return Map.of(
                "leads",
                projects.led(person.value()).stream()
                        .map(project -> Map.of(
                                "number", project.number(),
                                "title", project.title(),
                                "state", project.state().label().key()))
                        .toList());
    }

    @Override
    public void erase(PersonId person) {
        // nothing of the person itself stands here
    }
}
