package org.zhiyuan.presence;

import java.time.Duration;
import java.util.Map;

/**
 * What a decree may change about check-in, as it holds on a day.
 *
 * @param pairsADay comings and goings of one person at one activity that count in a day (R26)
 * @param stretchMax longest time from coming to going; whoever did not go by then forgot to say so
 * @param offlineWindow how long a phone without a network may keep what it knows; later is a late entry
 * @param paperWorkingDays working days after the end in which a sheet of paper is entered (R15); later is a late entry
 * @param early how long before the beginning one may come
 * @param after how long after the end one may say that one went
 * @param lateMark from how long after the beginning on somebody was late, and before the end left early
 * @param missesMax wrong codes of one person at one activity within {@code missSpan}
 * @param driftSteps by how many half minutes a phone's reckoned time may be wrong
 * @param sharedPhonePersons persons on one phone at one activity from which on somebody looks at it (FD7)
 * @param burstPersons persons within one second from which on somebody looks at it (FD8)
 * @param nearMeters within how many metres of its place a phone says that it is near; coordinate systems differ by five
 *     hundred, and an activity is not always at the door
 */
record PresenceRules(
        int pairsADay,
        Duration stretchMax,
        Duration offlineWindow,
        int paperWorkingDays,
        Duration early,
        Duration after,
        Duration lateMark,
        int missesMax,
        Duration missSpan,
        int driftSteps,
        int sharedPhonePersons,
        int burstPersons,
        int nearMeters) {
    static PresenceRules of(Map<String, String> rules) {
        return new PresenceRules(
                number(rules, "pairs-a-day", 3),
                Duration.ofHours(number(rules, "stretch-hours", 16)),
                Duration.ofHours(number(rules, "offline-hours", 72)),
                number(rules, "paper-working-days", 10),
                Duration.ofMinutes(number(rules, "early-minutes", 60)),
                Duration.ofMinutes(number(rules, "after-minutes", 120)),
                Duration.ofMinutes(number(rules, "late-mark-minutes", 15)),
                number(rules, "misses-max", 10),
                Duration.ofMinutes(number(rules, "miss-minutes", 10)),
                number(rules, "drift-steps", 2),
                number(rules, "shared-phone-persons", 3),
                number(rules, "burst-persons", 5),
                number(rules, "near-meters", 2000));
    }

    private static int number(Map<String, String> rules, String key, int otherwise) {
        String value = rules.get(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    Reconciliation reconciliation() {
        return new Reconciliation(stretchMax, pairsADay);
    }
}
