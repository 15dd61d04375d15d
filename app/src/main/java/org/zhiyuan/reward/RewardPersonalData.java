package org.zhiyuan.reward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonalData;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerId;
import org.zhiyuan.volunteer.Volunteers;

/** What this room keeps of a person. After an erasure the stars and their steps stay, of a volunteer who is nobody. */
@Component
class RewardPersonalData implements PersonalData {
    private static final int OBJECTIONS_MAX = 1_000;

    private final Stars stars;
    private final ObjectionStore objections;
    private final Volunteers volunteers;

    RewardPersonalData(Stars stars, ObjectionStore objections, Volunteers volunteers) {
        this.stars = stars;
        this.objections = objections;
        this.volunteers = volunteers;
    }

    @Override
    public String key() {
        return "reward";
    }

    @Override
    public Map<String, ?> copy(PersonId person) {
        Map<String, Object> copy = new LinkedHashMap<>();
        Optional<VolunteerId> volunteer = volunteers.of(person).map(Volunteer::id);
        copy.put("not_named_in_public", volunteer.map(stars::unnamed).orElse(false));
        copy.put(
                "stars",
                volunteer.map(stars::of).orElse(List.of()).stream()
                        .map(RewardPersonalData::star)
                        .toList());
        copy.put(
                "objections",
                objections.by(person, OBJECTIONS_MAX).stream()
                        .map(one -> Map.of(
                                "at", one.at().toString(),
                                "words", one.words(),
                                "answer", Objects.requireNonNullElse(one.answer(), "")))
                        .toList());
        return copy;
    }

    private static Map<String, ?> star(Star star) {
        Star.Cause cause = star.cause();
        return Map.of(
                "number", star.number(),
                "stars", star.star(),
                "state", star.state().label().key(),
                "proposed_at", star.proposedAt().toString(),
                "minutes", star.time().minutes(),
                "notice_from", Objects.toString(star.noticeFrom(), ""),
                "notice_to", Objects.toString(star.noticeTo(), ""),
                "granted_on", Objects.toString(star.grantedOn(), ""),
                "why_not", cause == null ? "" : cause.label().key(),
                "reason", star.reason());
    }

    @Override
    public void erase(PersonId person) {
        volunteers.of(person).map(Volunteer::id).ifPresent(stars::letGo);
    }
}
