package org.zhiyuan.team;

import java.util.OptionalInt;
import org.zhiyuan.volunteer.Volunteer;

/** Somebody who was looked at and may lead: of age. There is no other way to make one than to look. */
public final class Candidate {
    private final Volunteer volunteer;
    private final int checkedYears;

    private Candidate(Volunteer volunteer, int checkedYears) {
        this.volunteer = volunteer;
        this.checkedYears = checkedYears;
    }

    /** Refuses whoever is under age, or did not say how old he is (R28). */
    static Candidate of(Volunteer volunteer, OptionalInt years, int yearsMin) {
        TeamPolicy.ofAge(years, yearsMin).orRefuse();
        return new Candidate(volunteer, yearsMin);
    }

    public Volunteer volunteer() {
        return volunteer;
    }

    /** The age that was shown to be reached; how old he is, is not kept. */
    int checkedYears() {
        return checkedYears;
    }
}
