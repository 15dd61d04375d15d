package org.zhiyuan.team;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.volunteer.AgeBand;
import org.zhiyuan.volunteer.Offer;
import org.zhiyuan.volunteer.Volunteer;
import org.zhiyuan.volunteer.VolunteerState;
import org.zhiyuan.volunteer.Volunteers;

/** What time does to teams: requests lapse, known ends come, teams are counted anew. As the system, in small batches. */
@Component
class Counting {
    /** Ages and states change by themselves; a team in which nobody came or went is counted once a day. */
    private static final Duration COUNTED_EVERY = Duration.ofDays(1);

    private static final int TEAMS_A_TIME = 50;
    private static final int MEMBERS_A_TIME = 200;
    private static final int BATCHES_MAX = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final MembershipStore store;
    private final Memberships memberships;
    private final Leadership leadership;
    private final Volunteers volunteers;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Counting(
            MembershipStore store,
            Memberships memberships,
            Leadership leadership,
            Volunteers volunteers,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.memberships = memberships;
        this.leadership = leadership;
        this.volunteers = volunteers;
        this.transactions = transactions;
        this.clock = clock;
    }

    void lapse() {
        boolean more = true;
        for (int batch = 0; more && batch < BATCHES_MAX; batch++) {
            more = memberships.lapse(Acting.actor());
        }
        leadership.turn();
    }

    void count() {
        List<TeamId> uncounted = Objects.requireNonNull(
                transactions.execute(status -> store.uncounted(clock.instant().minus(COUNTED_EVERY), TEAMS_A_TIME)));
        uncounted.forEach(team -> transactions.executeWithoutResult(status -> count(team)));
    }

    private void count(TeamId team) {
        Instant now = clock.instant();
        int members = 0;
        int active = 0;
        int dormant = 0;
        Map<String, Integer> skills = new TreeMap<>();
        Map<Integer, Integer> ages = new TreeMap<>();
        UUID after = FIRST;
        List<Membership> some;
        do {
            some = store.membersAfter(team.value(), after, MEMBERS_A_TIME);
            for (Membership member : some) {
                after = member.id().value();
                Volunteer volunteer = volunteers.get(member.volunteer());
                members++;
                active += volunteer.state() == VolunteerState.ACTIVE ? 1 : 0;
                dormant += volunteer.state() == VolunteerState.DORMANT ? 1 : 0;
                for (Offer.Skill skill : volunteers.offer(volunteer.id()).skills()) {
                    skills.merge(skill.key(), 1, Integer::sum);
                }
                ages.merge(band(volunteer), 1, Integer::sum);
            }
        } while (some.size() == MEMBERS_A_TIME);
        store.balance(team.value(), new Balance(now, members, active, dormant, skills, ages));
    }

    private int band(Volunteer volunteer) {
        OptionalInt first = volunteers.band(volunteer).map(AgeBand::minYears).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
        return first.orElse(-1);
    }
}
