package org.zhiyuan.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;
import org.zhiyuan.volunteer.Volunteers;

/**
 * A person's hours in a copy of the own data. Nothing here says who somebody is: the record stays for the years that the
 * rules ask (R22), under an id that leads to nobody, and its log key is destroyed with the person.
 */
@Component
class HoursPersonalData implements PersonalData {
    private static final int COPIED_MAX = 10_000;

    private final EntryStore store;
    private final Volunteers volunteers;

    HoursPersonalData(EntryStore store, Volunteers volunteers) {
        this.store = store;
        this.volunteers = volunteers;
    }

    @Override
    public String key() {
        return "hours";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        List<Map<String, Object>> entries = new ArrayList<>();
        volunteers
                .of(person)
                .ifPresent(volunteer -> store.ofVolunteer(volunteer.id(), COPIED_MAX, 0)
                        .forEach(entry -> entries.add(Map.of(
                                "from", entry.began().toString(),
                                "until", entry.ended().toString(),
                                "minutes", entry.minutes(),
                                "how", entry.way().label().key(),
                                "class", entry.klass().label().key(),
                                "state", entry.state().label().key(),
                                "rules", entry.rulePack(),
                                "why", entry.reason()))));
        return Map.of("entries", entries);
    }

    @Override
    public void erase(PersonId person) {
        // what says who somebody is stands in person alone
    }
}
