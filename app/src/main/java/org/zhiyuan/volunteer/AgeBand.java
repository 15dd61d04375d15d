package org.zhiyuan.volunteer;

import java.time.LocalDate;

/**
 * What is asked of somebody of an age.
 *
 * @param validFrom version of the rule: the day from which it counts
 * @param minYears whole years from which on, until the next band
 * @param risky whether dangerous work is open
 */
public record AgeBand(LocalDate validFrom, int minYears, Asks asks, boolean risky) {
    public enum Asks {
        /** Too young to be registered. */
        NOT_YET,
        /** The guardian agrees in person, and is there at every service. */
        GUARDIAN_PRESENT,
        /** The guardian agrees, in person or with a code. */
        GUARDIAN_CONSENT,
        NOTHING;

        public boolean guardian() {
            return this == GUARDIAN_PRESENT || this == GUARDIAN_CONSENT;
        }
    }
}
