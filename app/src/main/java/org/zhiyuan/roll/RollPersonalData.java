package org.zhiyuan.roll;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;

/**
 * From which line of which roll somebody came in. After an erasure the line stays, which leads to nobody; the number in
 * the old register goes.
 */
@Component
class RollPersonalData implements PersonalData {
    private static final int LINES_MAX = 50;

    private final RollStore store;
    private final People people;

    RollPersonalData(RollStore store, People people) {
        this.store = store;
        this.people = people;
    }

    @Override
    public String key() {
        return "rolls";
    }

    private List<UUID> records(PersonId person) {
        return people.records(person).stream().map(PersonId::value).toList();
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        return Map.of(
                "lines",
                store.of(records(person), LINES_MAX).stream()
                        .map(one -> Map.of(
                                "line", one.getKey().line(),
                                "what", one.getKey().kind().label().key(),
                                "former_number", one.getKey().former(),
                                "at", one.getValue().toString()))
                        .toList());
    }

    @Override
    public void erase(PersonId person) {
        store.forgetFormer(records(person));
    }
}
