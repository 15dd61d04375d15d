package org.zhiyuan.team;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;
import org.zhiyuan.volunteer.Volunteers;

/** What this room keeps of a person: to which teams he belonged, when and how. It leads to nobody once he is erased. */
@Component
class TeamPersonalData implements PersonalData {
    private final Volunteers volunteers;
    private final Memberships memberships;
    private final Teams teams;
    private final Families families;
    private final FamilyStore familyStore;

    TeamPersonalData(
            Volunteers volunteers, Memberships memberships, Teams teams, Families families, FamilyStore familyStore) {
        this.volunteers = volunteers;
        this.memberships = memberships;
        this.teams = teams;
        this.families = families;
        this.familyStore = familyStore;
    }

    @Override
    public String key() {
        return "team";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        List<Object> belongs = new ArrayList<>();
        List<Object> family = new ArrayList<>();
        volunteers.of(person).ifPresent(own -> {
            for (Membership membership : memberships.mine(own.id())) {
                belongs.add(Map.of(
                        "team", teams.get(membership.team()).name(),
                        "state", membership.state().label().key(),
                        "what_i_wrote", membership.words(),
                        "steps",
                                memberships.steps(membership.id()).stream()
                                        .map(step -> Map.of(
                                                "at", step.at().toString(),
                                                "what", step.cause().label().key(),
                                                "why", step.reason()))
                                        .toList()));
            }
            familyStore
                    .of(own.id().value())
                    .forEach(kin -> family.add(Map.of("belongs_by", Objects.toString(kin.word(), "not answered yet"))));
        });
        copy.put("teams", belongs);
        copy.put("leads", teams.led(person.value()).stream().map(Team::name).toList());
        copy.put("family", family);
        return copy;
    }

    @Override
    public void erase(PersonId person) {
        volunteers.of(person).ifPresent(own -> {
            memberships.letGoOf(Acting.actor(), own.id());
            families.letGoOf(own.id());
        });
    }
}
