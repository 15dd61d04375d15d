package org.zhiyuan.presence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/**
 * What this room keeps of a person: when somebody was where, as others must be able to check for ten years (R22). After an
 * erasure it stays, and leads to nobody.
 */
@Component
class PresencePersonalData implements PersonalData {
    private static final int EVENTS_MAX = 10_000;

    private final EventStore events;
    private final Volunteers volunteers;

    PresencePersonalData(EventStore events, Volunteers volunteers) {
        this.events = events;
        this.volunteers = volunteers;
    }

    @Override
    public String key() {
        return "presence";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        Volunteer volunteer = volunteers.of(person).orElse(null);
        copy.put(
                "events",
                volunteer == null
                        ? java.util.List.of()
                        : events.ofVolunteer(volunteer.id().value(), EVENTS_MAX).stream()
                                .map(PresencePersonalData::written)
                                .toList());
        return copy;
    }

    private static Map<String, String> written(Event event) {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("activity", event.activity().toString());
        written.put("what", event.kind().name());
        written.put("at", event.at().toString());
        written.put("received_at", event.receivedAt().toString());
        written.put("how", event.way().label().key());
        written.put("doubt", event.doubt() == null ? "" : event.doubt().label().key());
        written.put("recorded_by", event.who());
        written.put("why", event.reason());
        written.put("near", Objects.toString(event.near(), ""));
        return written;
    }

    @Override
    public void erase(PersonId person) {
        // who was there, and how long, stays: the hours of others were counted beside it, and no name stands here
    }
}
