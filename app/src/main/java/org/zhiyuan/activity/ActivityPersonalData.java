package org.zhiyuan.activity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.Volunteers;

/** What this room keeps of a person: to what somebody said yes. After an erasure it leads to nobody. */
@Component
class ActivityPersonalData implements PersonalData {
    private final Volunteers volunteers;
    private final SignUps signUps;
    private final Activities activities;
    private final UploadStore uploads;
    private final NoShows noShows;

    ActivityPersonalData(
            Volunteers volunteers, SignUps signUps, Activities activities, UploadStore uploads, NoShows noShows) {
        this.volunteers = volunteers;
        this.signUps = signUps;
        this.activities = activities;
        this.uploads = uploads;
        this.noShows = noShows;
    }

    @Override
    public String key() {
        return "activity";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Optional<Volunteer> volunteer = volunteers.of(person);
        List<Map<String, String>> all = volunteer
                .map(found -> signUps.mine(found.id()).stream().map(this::said).toList())
                .orElse(List.of());
        return Map.of("sign_ups", all, "own_calendar", uploads.hasFeed(person.value()));
    }

    private Map<String, String> said(SignUp signUp) {
        Map<String, String> said = new LinkedHashMap<>();
        activities.find(signUp.activity()).ifPresent(activity -> {
            said.put("number", activity.number());
            said.put("title", activity.title());
            said.put("starts", activity.starts().toString());
            said.put("ends", activity.ends().toString());
            said.put("place", activity.place());
        });
        said.put("at", signUp.at().toString());
        said.put("state", signUp.state().label().key());
        SignUp.Guardian guardian = signUp.guardian();
        if (guardian != null) {
            said.put("guardian", guardian.name());
        }
        noShows.of(signUp.id()).ifPresent(excuse -> {
            said.put("why_not_there", excuse.words());
            said.put("answer", excuse.answer());
        });
        return said;
    }

    @Override
    public void erase(PersonId person) {
        uploads.endFeed(person.value());
        volunteers.of(person).ifPresent(found -> {
            signUps.letGo(Acting.actor(), found.id(), SignUpStep.Cause.ERASED);
            noShows.forget(found.id());
        });
    }
}
