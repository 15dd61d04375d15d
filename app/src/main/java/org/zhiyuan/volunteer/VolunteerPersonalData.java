package org.zhiyuan.volunteer;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;

/**
 * What this room keeps of a person. After an erasure the number and the steps stay, which lead to nobody; what somebody
 * offered is gone.
 */
@Component
class VolunteerPersonalData implements PersonalData {
    private final VolunteerStore store;
    private final Volunteers volunteers;
    private final Records records;
    private final RuleStore drafts;

    VolunteerPersonalData(VolunteerStore store, Volunteers volunteers, Records records, RuleStore drafts) {
        this.store = store;
        this.volunteers = volunteers;
        this.records = records;
        this.drafts = drafts;
    }

    @Override
    public String key() {
        return "volunteer";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        copy.put("registered", false);
        Optional<Volunteer> found = volunteers.of(person);
        found.ifPresent(volunteer -> {
            copy.put("registered", true);
            copy.put("number", volunteer.number().value());
            copy.put("state", volunteer.state().label().key());
            copy.put("registered_at", volunteer.registeredAt().toString());
            copy.put("source", volunteer.source().label().key());
            copy.put("confirmed_on", text(volunteer.confirmedOn()));
            copy.put("served_on", text(volunteer.servedOn()));
            offer(copy, volunteers.offer(volunteer.id()));
            copy.put("cannot_do", volunteers.ownHealth(volunteer));
            copy.put(
                    "trainings",
                    records.trainings(volunteer.id()).stream()
                            .map(VolunteerPersonalData::training)
                            .toList());
            copy.put(
                    "awards",
                    records.awards(volunteer.id()).stream()
                            .map(award -> Map.of(
                                    "name", award.name(), "day", award.day().toString(), "by", award.body()))
                            .toList());
            copy.put(
                    "steps",
                    volunteers.steps(volunteer.id()).stream()
                            .map(step -> Map.of(
                                    "at", step.at().toString(),
                                    "state", step.state().label().key(),
                                    "what", step.cause().label().key(),
                                    "by", step.who(),
                                    "why", step.reason()))
                            .toList());
            volunteers
                    .guardianship(volunteer.id())
                    .ifPresent(guardianship ->
                            copy.put("guardian_agreed_at", guardianship.at().toString()));
        });
        return copy;
    }

    private static void offer(Map<String, @Nullable Object> copy, Offer offer) {
        copy.put(
                "skills",
                offer.skills().stream()
                        .map(skill -> Map.of(
                                "skill", skill.key(),
                                "certificate", skill.certificate(),
                                "expires", text(skill.expires())))
                        .toList());
        copy.put("languages", offer.languages().stream().sorted().toList());
        copy.put("interests", offer.interests().stream().sorted().toList());
        copy.put(
                "free",
                offer.free() == null
                        ? "not known"
                        : offer.free().stream().map(Offer.Slot::key).sorted().toList());
        copy.put("hours_a_week_at_most", offer.weekHoursMax());
    }

    private static Map<String, ?> training(Training training) {
        return Map.of(
                "name", training.name(),
                "content", training.content(),
                "minutes", training.minutes(),
                "organiser", training.organiser(),
                "day", training.day().toString(),
                "passed", training.passed(),
                "expires", text(training.expires()));
    }

    private static String text(@Nullable LocalDate day) {
        return Objects.toString(day, "");
    }

    @Override
    public void erase(PersonId person) {
        drafts.forgetDraft(person.value());
        for (Volunteer volunteer : volunteers.of(person).stream().toList()) {
            store.forgetOffer(volunteer.id().value());
            store.forgetHealth(volunteer.id().value());
            if (volunteer.state().mayBecome(VolunteerState.WITHDRAWN)) {
                volunteers.become(Acting.actor(), volunteer, VolunteerState.WITHDRAWN, Step.Cause.ERASED, "");
            }
        }
    }
}
